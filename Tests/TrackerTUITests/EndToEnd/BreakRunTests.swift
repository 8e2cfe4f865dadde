import Foundation
import Glibc
import TestSupport
import Testing

/// The built program, broken off by C-c.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct BreakRunTests {
    @Test func `an import that is broken off leaves no store`() async throws {
        let stage = try ProgramStage()
        let terminal = try PseudoTerminal()
        let run = try stage.start(["import", "-", "--store", stage.store], on: terminal)
        terminal.type("unix_minute,market,pair,price\n60,kraken,btcusd,1\n")
        // The terminal echoes what was typed; then the program reads on.
        try await eventually("nothing was echoed: \(terminal.text)") {
            terminal.text.contains("btcusd") ? () : nil
        }
        terminal.type("\u{3}")
        #expect(try await run.ending() == .signal(SIGINT))
        #expect(!FileManager.default.fileExists(atPath: stage.store))
        #expect(try FileManager.default.contentsOfDirectory(atPath: stage.home.path) == [])
    }

    @Test func `an export that is broken off leaves the file as it was`() async throws {
        let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
        let now = Int(Date.now.timeIntervalSince1970) / 60 * 60
        let rows = (0..<600).map { "\(now - 60 * $0),kraken,btcusd,\($0 + 1)\n" }.joined()
        let file = stage.home.file("in.csv")
        try ("unix_minute,market,pair,price\n" + rows).write(
            toFile: file, atomically: true, encoding: .utf8)
        #expect(try await stage.run("import", file, "--store", stage.store).status == 0)
        let target = stage.home.file("out.csv")
        try "old".write(toFile: target, atomically: true, encoding: .utf8)
        let before = try FileManager.default.contentsOfDirectory(atPath: stage.home.path)
        let run = try stage.start(["export", target, "--store", stage.store], on: terminal)
        run.send(SIGKILL)
        _ = try await run.ending()
        // Whenever the signal came: the old file or the new one, and nothing beside it.
        let text = try String(contentsOfFile: target, encoding: .utf8)
        #expect(text == "old" || text.split(separator: "\n").count == 601)
        let after = try FileManager.default.contentsOfDirectory(atPath: stage.home.path)
        #expect(Set(after).isSubset(of: Set(before + ["day.sqlite-wal", "day.sqlite-shm"])))
    }
}
