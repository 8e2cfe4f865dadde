import Foundation
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct AlertsCommandTests {
    /// A pair that jumps by 6 % half an hour before now, and another one that stands still.
    private static func stage() async -> CommandStage {
        let rows = (0..<120).flatMap { back -> [String] in
            let price = back < 30 ? 106 : 100
            return [
                CommandStage.row(-back, "btcusd", "\(price).0\(back % 10 + 1)"),
                CommandStage.row(-back, "ethusd", "10"),
            ]
        }
        let text = ([DayCSV.header] + rows).map { $0 + "\n" }.joined()
        let stage = CommandStage(input: text)
        _ = await stage.run("import", "-")
        stage.clear()
        return stage
    }

    private static func run(
        _ stage: CommandStage, _ home: URL, _ words: String...
    ) async -> ExitCode {
        await Commands.run(words, in: stage.place(home: home.path))
    }

    private static func write(_ text: String, _ home: URL, _ path: String) throws {
        let file = home.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private static let configuration = """
        [[alert]]
        name = "fast"
        on = "kraken"
        when = "rises 5% in 15m"
        thin = true

        [[alert]]
        on = "kraken:ethusd"
        when = "above 11"
        """

    @Test func `conditions are tested on a pair, with the time and the prices`() async throws {
        try await CommandStage.withFolder { home in
            let stage = await Self.stage()
            let code = await Self.run(
                stage, home, "alerts", "test", "moves 5% in 15m", "--on", "kraken:btcusd")
            #expect(code == .success)
            let lines = stage.text.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.first?.contains("once in the last 24 h (120 of 1,440 minutes") == true)
            #expect(lines.last?.contains("up 6.0% in 1 min") == true)
            #expect(lines.last?.contains("100.01 → 106.01") == true)
        }
    }

    @Test func `rules of the configuration are listed, and tested by name or all at once`()
        async throws
    {
        try await CommandStage.withFolder { home in
            let stage = await Self.stage()
            try Self.write(Self.configuration, home, ".config/tracker-tui/config.toml")
            #expect(await Self.run(stage, home, "alerts", "list") == .success)
            #expect(stage.text.contains("fast"))
            #expect(stage.text.contains("rises 5% in 15m"))
            #expect(stage.text.contains("config.toml, line 1"))
            #expect(stage.text.contains("kraken-ethusd-last-11"))
            stage.clear()
            #expect(await Self.run(stage, home, "alerts", "test", "fast") == .success)
            #expect(stage.text.contains("once in the last 24 h, on 1 of 2 pairs"))
            #expect(stage.text.contains("kraken:btcusd"))
            stage.clear()
            #expect(await Self.run(stage, home, "alerts", "test", "--all", "--json") == .success)
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(stage.text.utf8)) as? [String: Any])
            let rules = try #require(json["rules"] as? [[String: Any]])
            #expect(rules.map { $0["rule"] as? String } == ["fast", "kraken-ethusd-last-11"])
            #expect(rules.map { $0["times"] as? Int } == [1, 0])
        }
    }

    @Test func `rules of the state directory count, unless the configuration has the name`()
        async throws
    {
        try await CommandStage.withFolder { home in
            let stage = await Self.stage()
            try Self.write(Self.configuration, home, ".config/tracker-tui/config.toml")
            let kept = """
                [[alert]]
                name = "fast"
                on = "okx"
                when = "listed"
                [[alert]]
                name = "low"
                on = "kraken:btcusd"
                when = "last<1"
                """
            try Self.write(kept, home, ".local/state/tracker-tui/alerts.toml")
            #expect(await Self.run(stage, home, "alerts", "list", "--json") == .success)
            #expect(stage.text.contains("\"low\""))
            #expect(!stage.text.contains("okx"))
            try Self.write("alert = 3", home, ".local/state/tracker-tui/alerts.toml")
            #expect(await Self.run(stage, home, "alerts", "list") == .usage)
            #expect(stage.lines.last?.contains("alerts.toml:1:9: alert: must be tables") == true)
            stage.clear()
            #expect(await Self.run(stage, home, "--check-config") == .failure)
            #expect(stage.text.contains("alerts.toml:1:9: alert: must be tables"))
        }
    }

    @Test(arguments: [
        (["alerts"], "alerts needs an action: list, test, send-test, history, silence,"),
        (["alerts", "lst"], "seen or export; did you mean list?"),
        (["alerts", "test"], "alerts test needs a RULE, or --all"),
        (["alerts", "test", "last>1"], "alerts test needs --on with conditions"),
        (["alerts", "test", "lst>1", "--on", "kraken"], "column 1: lst is no word here"),
        (["alerts", "test", "last>1", "--on", "favorites"], "did you mean favourites?"),
        (["alerts", "test", "failing>5", "--on", "*"], "cannot be tested"),
        (["alerts", "test", "last>1", "--on", "kraken:btcusx"], "Did you mean kraken btcusd?"),
        (["alerts", "list", "fast"], "unexpected argument"),
    ])
    func `what is wrong is told in a line`(words: [String], reason: String) async throws {
        try await CommandStage.withFolder { home in
            let stage = await Self.stage()
            let code = await Commands.run(words, in: stage.place(home: home.path))
            #expect(code != .success)
            #expect(stage.lines.last?.contains(reason) == true, "\(stage.lines)")
        }
    }
}
