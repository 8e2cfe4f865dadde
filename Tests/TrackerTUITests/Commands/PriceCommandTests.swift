import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct PriceCommandTests {
    private typealias Stage = CommandStage

    private func filled() async throws -> Stage {
        let stage = Stage(
            input: Stage.file(
                Stage.row(-1439, "btcusd", "2"), Stage.row(0, "btcusd", "2.5"),
                Stage.row(-700, "ethusd", "7"), Stage.row(0, "btcusdt", "9", market: "htx")))
        #expect(await stage.run("import", "-") == .success)
        return stage
    }

    @Test(arguments: [
        (["btcusd"], "2.5\n"), (["kraken", "BTC/USD"], "2.5\n"), (["Huobi", "btc-usdt"], "9\n"),
        (["kraken", "btcusd", "ethusd", "htx:btcusdt"], "2.5\n7\n9\n"),
        (["htx:btcusdt", "kraken:btcusd"], "9\n2.5\n"),
        (["btcusd", "--format", "{base} {last} {change}"], "BTC 2.5 +25.00%\n"),
        (["ethusd", "--format", "{last} {rank}"], "7 -\n"),
    ])
    func `the last price is found, a line each`(_ words: [String], _ text: String) async throws {
        let stage = try await filled()
        #expect(await stage.run(["price"] + words) == .success)
        #expect(stage.text == text)
    }

    @Test func `a pair without a price is told, and the others are there`() async throws {
        let stage = try await filled()
        let before = stage.lines.count
        #expect(await stage.run("price", "kraken", "btc", "ethusd") == .failure)
        #expect(stage.text == "7\n")
        #expect(
            Array(stage.lines.dropFirst(before)) == [
                "tracker-tui: No data available for KRAKEN:BTC. Did you mean kraken btcusd?"
            ])
        stage.clear()
        #expect(await stage.run("price", "nothing") == .failure)
        #expect(stage.text.isEmpty)
    }

    @Test func `JSON has an object for each`() async throws {
        let stage = try await filled()
        #expect(await stage.run("price", "--json", "kraken", "btcusd", "ethusd") == .success)
        #expect(stage.text.hasPrefix(#"{"result":[{"market":"kraken","pair":"btcusd","last":2.5,"#))
        #expect(stage.text.hasSuffix("}]}\n"))
    }

    @Test(arguments: [
        ("{lsat}", "--format: there is no {lsat} (column 1); did you mean {last}?"),
        (
            "x{last",
            "--format: the brace in column 2 is never closed; {{ stands for a brace"
        ),
    ])
    func `a format that is none is a usage error`(_ format: String, _ words: String) async {
        let stage = Stage()
        #expect(await stage.run("price", "btcusd", "--format", format) == .usage)
        #expect(stage.lines == ["tracker-tui: \(words)"])
    }

    @Test(arguments: ["price", "get", "show"])
    func `a market without a pair is told, and one of its pairs`(_ command: String) async throws {
        let stage = try await filled()
        let before = stage.lines.count
        #expect(await stage.run(command, "huobi") == .failure)
        #expect(await stage.run(command, "htx") == .failure)
        #expect(
            Array(stage.lines.dropFirst(before))
                == Array(repeating: "tracker-tui: htx is a market: add one of its pairs", count: 2)
        )
        let demo = Stage()
        #expect(await demo.run(command, "--demo", "--pairs", "60", "kraken") == .failure)
        #expect(
            demo.lines.last?.hasPrefix(
                "tracker-tui: kraken is a market: add one of its pairs, such")
                == true)
    }

    @Test(arguments: [
        ("A/B/USD", "a/busd"), ("../../ETC/USD", "../../etcusd"), ("a/busd", "a/busd"),
    ])
    func `a name with a slash is found as the screen shows it`(
        _ word: String, _ pair: String
    ) async throws {
        let stage = Stage(input: Stage.file(Stage.row(0, "market:kraken:\(pair)", "5")))
        #expect(await stage.run("import", "-") == .success)
        for command in [["price", "kraken"], ["get", "kraken"]] {
            #expect(await stage.run(command + [word]) == .success, "\(stage.lines)")
        }
    }

    @Test func `simulated prices say so`() async throws {
        let stage = Stage()
        #expect(await stage.run("price", "btcusd", "--demo", "--pairs", "60") == .success)
        #expect(stage.text.hasSuffix(" (simulated)\n"))
    }
}
