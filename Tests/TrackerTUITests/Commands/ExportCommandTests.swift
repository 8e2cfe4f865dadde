import Foundation
import Glibc
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct ExportCommandTests {
    private typealias Stage = CommandStage

    private static let rows = [
        Stage.row(-70, "btcusd", "48801.3", market: "binance"),
        Stage.row(-70, "btcusd", "48800.1"),
        Stage.row(0, "\"a,\"\"b\"\"\"", "5e-324"),
    ]

    private func filled(outputFailure: FileError? = nil) async throws -> Stage {
        let text = ([DayCSV.header] + Self.rows).map { $0 + "\n" }.joined()
        let stage = Stage(input: text, outputFailure: outputFailure)
        #expect(await stage.run("import", "-") == .success)
        return stage
    }

    @Test func `standard output gets the rows, and standard error nothing`() async throws {
        let stage = try await filled()
        let before = stage.lines.count
        #expect(await stage.run("export") == .success)
        #expect(stage.text == Stage.file(Self.rows[0], Self.rows[1], Self.rows[2]))
        #expect(stage.lines.count == before)
    }

    @Test(arguments: [
        (["--market", "Kraken"], [1, 2]), (["--pair", "BTCUSD"], [0, 1]),
        (["--market", "binance", "--pair", "btcusd"], [0]), (["--pair", "none"], []),
        (["--pair", "btc/usd"], [0, 1]), (["--market", "kraken", "--pair", "BTC-USD"], [1]),
    ])
    func `a market and a pair can be picked`(_ words: [String], _ rows: [Int]) async throws {
        let stage = try await filled()
        #expect(await stage.run(["export"] + words) == .success)
        let expected = [DayCSV.header] + rows.map { Self.rows[$0] }
        #expect(stage.text == expected.map { $0 + "\n" }.joined())
    }

    @Test func `a name that is none is a usage error`() async throws {
        let stage = try await filled()
        let name = String(repeating: "m", count: 129)
        #expect(await stage.run("export", "--market", name) == .usage)
        #expect(stage.lines.last?.hasSuffix("with no blank at an end") == true)
    }

    @Test func `a file is replaced at once, keeps its permissions, and leaves nothing beside it`()
        async throws
    {
        let stage = try await filled()
        try await Stage.withFolder { folder in
            let path = folder.appendingPathComponent("day.csv").path
            let link = folder.appendingPathComponent("link.csv").path
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            let mode = [FileAttributeKey.posixPermissions: 0o640]
            try FileManager.default.setAttributes(mode, ofItemAtPath: path)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            #expect(await stage.run("export", link) == .success)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text == Stage.file(Self.rows[0], Self.rows[1], Self.rows[2]))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.sorted() == ["day.csv", "link.csv"])
            let found = try FileManager.default.attributesOfItem(atPath: path)
            #expect(found[.posixPermissions] as? Int == 0o640)
            #expect(stage.lines.last == "\(link): 3 prices")
        }
    }

    @Test func `a file that is not finished leaves what was there`() async throws {
        try await Stage.withFolder { folder in
            let path = folder.appendingPathComponent("day.csv").path
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            try abandon(path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
        }
    }

    private func abandon(_ path: String) throws {
        let output = try OutputFile(path)
        try output.write(Array("new".utf8))
    }

    @Test func `what is no file is written to and stays`() async throws {
        let stage = try await filled()
        #expect(await stage.run("export", "/dev/null") == .success)
        var status = stat()
        #expect(unsafe stat("/dev/null", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func `a place that is not there is told`() async throws {
        let stage = try await filled()
        #expect(await stage.run("export", "/nowhere/day.csv") == .failure)
        #expect(
            stage.lines.last
                == "tracker-tui: cannot write /nowhere/day.csv: no such file or directory")
    }

    @Test func `a reader that goes away ends it quietly`() async throws {
        let stage = try await filled(outputFailure: .readerGone)
        let before = stage.lines.count
        #expect(await stage.run("export") == .success)
        #expect(stage.lines.count == before)
    }

    @Test func `a full disk does not`() async throws {
        let failure = FileError.cannotWrite(path: "standard output", reason: "disk full")
        let stage = try await filled(outputFailure: failure)
        #expect(await stage.run("export") == .failure)
        #expect(stage.lines.last == "tracker-tui: cannot write standard output: disk full")
    }
}
