import Foundation
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// What stops a start is told when the configuration is checked, and with its place in both cases.
struct ConfigurationCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        /// The lines without the path that they begin with; `FOLDER` stands for that of the test.
        let lines: [String]
        var testDescription: String { text }

        init(_ text: String, _ lines: String...) { (self.text, self.lines) = (text, lines) }
    }

    static let cases = [
        Case(
            "interval = 10\nsource = [\"kraken\", \"nothinglike\"]",
            "2:21: source: there is no \"nothinglike\"; `tracker-tui sources` lists them"),
        Case("source = \"krakn\"", "1:10: source: there is no \"krakn\"; did you mean kraken?"),
        Case(
            "source = [\"kraken,okxx\", \"all\"]",
            "1:11: source: there is no \"okxx\"; did you mean okx?"),
        Case(
            "source = [\"kraken\", \"simulated\"]",
            "1:21: source: simulated cannot be combined with another source"),
        Case(
            "exchanges = \"/nonexistent.toml\"",
            "1:13: exchanges: cannot read /nonexistent.toml: no such file or directory"),
        Case(
            "exchanges = \"FOLDER/bad.toml\"\nsource = \"nix\"",
            "1:13: exchanges: FOLDER/bad.toml, line 1, column 1: the file needs a key \"exchange\""),
        Case(
            "ca-file = \"/nonexistent.pem\"",
            "1:11: ca-file: cannot read /nonexistent.pem: no such file or directory"),
        Case(
            "cryptowatch-url = \"http://h/?q=1\"",
            "1:19: cryptowatch-url: \"http://h/?q=1\" is not the address of a server: expected "
                + "http(s)://HOST[:PORT][/PATH]"),
        Case(
            "ca-file = \"/nonexistent.pem\"\nsource = [\"nothinglike\", \"okx\", \"krakn\"]",
            "1:11: ca-file: cannot read /nonexistent.pem: no such file or directory",
            "2:11: source: there is no \"nothinglike\"; `tracker-tui sources` lists them",
            "2:33: source: there is no \"krakn\"; did you mean kraken?"),
    ]

    private static func write(_ text: String, in folder: URL) throws -> String {
        let path = folder.appending(path: "c.toml").path
        let text = text.replacing("FOLDER", with: folder.path)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try "# nothing".write(
            toFile: folder.appending(path: "bad.toml").path, atomically: true, encoding: .utf8)
        return path
    }

    @Test(arguments: cases)
    func `what stops a start is told with its place, by the start too`(_ given: Case) async throws {
        try await CommandStage.withFolder { folder in
            let path = try Self.write(given.text, in: folder)
            let lines = given.lines.map { "\(path):\($0.replacing("FOLDER", with: folder.path))" }
            let checked = CommandStage()
            #expect(await checked.run("--check-config", "--config", path) == .failure)
            #expect(checked.text == lines.map { $0 + "\n" }.joined())
            let stage = CommandStage()
            #expect(await stage.run("--headless", "--config", path) == .usage)
            #expect(stage.lines == lines.map { "tracker-tui: \($0)" })
        }
    }

    @Test(arguments: [
        "source = [\"kraken\", \"coinbase-pro\", \"all\", \"exchanges\"]", "source = \"simulated\"",
        "source = \"cryptowatch\"\ncryptowatch-url = \"http://localhost:1/a\"",
        "source = \"kraken\"\ncryptowatch-url = \"http://h/?not=asked\"",
    ])
    func `what a run can use is fine`(_ text: String) async throws {
        try await CommandStage.withFolder { folder in
            let path = try Self.write(text, in: folder)
            let stage = CommandStage()
            #expect(await stage.run("--check-config", "--config", path) == .success)
            #expect(stage.text == "\(path): fine\n")
        }
    }

    @Test func `a program of a channel that is not there is told with its place`() async throws {
        try await CommandStage.withFolder { folder in
            let table = "[[channel]]\nkind = \"command\"\n"
            for (name, words) in [
                ("nix-da", "there is no program nix-da in PATH"),
                ("/nix/da", "/nix/da is not there, or cannot be run"),
            ] {
                let path = try Self.write("\(table)run = [\"\(name)\"]", in: folder)
                let stage = CommandStage()
                #expect(await stage.run("--check-config", "--config", path) == .failure)
                #expect(stage.text == "\(path):3:7: run: \(words)\n")
            }
            let path = try Self.write("\(table)run = [\"sh\", \"/bin/true\"]", in: folder)
            #expect(await CommandStage().run("--check-config", "--config", path) == .success)
        }
    }

    @Test func `a rule about a group that is not there is told, a day that is over is no mistake`()
        async throws
    {
        try await CommandStage.withFolder { folder in
            let rule = "[[alert]]\nname = \"x\"\nwhen = \"above 1\"\n"
            let unknown = try Self.write("\(rule)on = \"group:nope\"", in: folder)
            let stage = CommandStage()
            #expect(await stage.run("--check-config", "--config", unknown) == .failure)
            #expect(stage.text == "\(unknown):1:1: alert x: on: there is no group nope\n")
            let misspelt = try Self.write(
                "\(rule)on = [\"krakn:btcusd\", \"okx\", \"home:btcusd\"]\nto = []", in: folder)
            let near = CommandStage()
            #expect(await near.run("--check-config", "--config", misspelt) == .success)
            #expect(
                near.text == "\(misspelt): fine\n"
                    + "\(misspelt):1:1: alert x: no exchange is called krakn; did you mean kraken?\n"
            )
            let path = try Self.write(
                "\(rule)on = \"kraken\"\nexpires = \"2020-01-31\"", in: folder)
            let old = CommandStage()
            #expect(await old.run("--check-config", "--config", path) == .success)
            #expect(
                old.text == "\(path): fine\n"
                    + "\(path): there is no [[channel]]: alerts are shown on the screen only\n"
                    + "\(path):1:1: alert x: expires: 2020-01-31 is over, so it never fires\n")
        }
    }

    @Test func `what the command line says instead is not the configuration's fault`() async throws
    {
        try await CommandStage.withFolder { folder in
            let path = try Self.write("source = \"nix\"", in: folder)
            let stage = CommandStage()
            let words = ["--headless", "--config", path, "--source", "nox"]
            #expect(await stage.run(words) == .usage)
            #expect(stage.lines.count == 1)
            #expect(stage.lines[0].hasPrefix("tracker-tui: --source: there is no \"nox\""))
        }
    }
}
