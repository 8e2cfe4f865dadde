import Foundation
import TestSupport
import Testing

@testable import TrackerTUI

/// The built program where the system lets it have little.
@Suite(.timeLimit(.minutes(5)))
struct ProcessLimitsTests {
    private static func run(
        limit: String, _ words: [String]
    ) async throws -> (status: Int32, errors: String) {
        let stage = try ProgramStage()
        let command =
            "ulimit \(limit) && exec \(try ProgramStage.path) \(words.joined(separator: " "))"
        let run = try stage.start(["-c", command], program: "/bin/sh")
        guard case .exit(let status) = try await run.process.ending() else {
            throw NothingCame(description: "it crashed: \(run.errors.text)")
        }
        return (status, run.errors.text)
    }

    @Test func `too few files are told in a line`() async throws {
        let words = ["--headless", "--demo", "--pairs", "10", "--listen", "127.0.0.1:0"]
        let (status, errors) = try await Self.run(limit: "-n 16", words)
        #expect(status == 1)
        #expect(
            errors
                == "tracker-tui: only 16 files may be open at a time (ulimit -n): 32 are needed\n")
    }

    @Test func `a limit that may be raised is`() async throws {
        let (status, errors) = try await Self.run(limit: "-S -n 16", ["--version"])
        #expect(status == 0 && errors.isEmpty)
    }

    @Test func `a connection for which there is no file is told as that, not as refused`()
        async throws
    {
        let (stage, server) = (try ProgramStage(), try LoopbackServer { _ in .hang })
        let names = (0..<40).map { "x\($0)" }
        let entries = names.map {
            """
            [[exchange]]
            id = "\($0)"
            pause = 0.1
            tickers = { url = "\(server.url)/t", symbol = "symbol", price = "price" }
            [exchange.symbols]
            endings = ["USDT"]

            """
        }
        let file = stage.home.file("x.toml")
        try entries.joined().write(toFile: file, atomically: true, encoding: .utf8)
        let words = [
            "--headless", "--exchanges", file, "--source", names.joined(separator: ","), "--store",
            stage.store, "--backfill", "off",
        ]
        let command =
            "ulimit -n 32 && exec \(try ProgramStage.path) \(words.joined(separator: " "))"
        let run = try stage.start(["-c", command], program: "/bin/sh")
        let host = "127.0.0.1:\(server.port)"
        // Which of them come too late is the scheduler's business.
        try await run.hasSaid(": \(host): cannot be reached (too many open files)")
        #expect(!run.errors.text.contains("refused"))
        run.process.send(SIGTERM)
        #expect(try await run.process.ending() == .exit(0))
    }

    @Test func `here there is enough`() { #expect(ProcessLimits.shortage() == nil) }
}
