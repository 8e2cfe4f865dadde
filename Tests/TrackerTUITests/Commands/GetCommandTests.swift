import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct GetCommandTests {
    private typealias Stage = CommandStage

    private func filled() async throws -> Stage {
        let stage = Stage(
            input: Stage.file(
                Stage.row(-1, "btcusd", "1"), Stage.row(0, "btcusd", "2.5"),
                Stage.row(0, "ethusd", "7"), Stage.row(0, "btcusd", "9", market: "binance")))
        #expect(await stage.run("import", "-") == .success)
        return stage
    }

    private var seconds: Int { Stage.minute.unixSeconds }

    @Test func `the answer is the port's, byte for byte`() async throws {
        let stage = try await filled()
        #expect(await stage.run("get", "BTCUSD") == .success)
        let values = "\"\(seconds - 60)\":1,\"\(seconds)\":2.5"
        #expect(stage.text == "{\"result\":{\"rank\":1,\"values\":{\(values)}}}")
    }

    @Test func `a market can be named, and one price has no rank`() async throws {
        let stage = try await filled()
        #expect(await stage.run("get", "Binance", "btcusd") == .success)
        #expect(stage.text == "{\"result\":{\"rank\":null,\"values\":{\"\(seconds)\":9}}}")
    }

    @Test func `a terminal gets a line end`() async throws {
        let stage = try await filled()
        #expect(
            await Commands.run(["get", "ethusd"], in: stage.place(isTerminal: true)) == .success)
        #expect(stage.text.hasSuffix("}}}\n"))
    }

    @Test func `no data is the port's words and a failure`() async throws {
        let stage = try await filled()
        #expect(await stage.run("get", "nothing") == .failure)
        #expect(stage.text.isEmpty)
        #expect(stage.lines.last == "tracker-tui: No data available for KRAKEN:NOTHING.")
        #expect(await stage.run("get", "btc") == .failure)
        #expect(stage.lines.last?.hasSuffix("BTC. Did you mean kraken btcusd?") == true)
    }

    @Test(arguments: [["get", "btcusd"], ["show", "btcusd"], ["price", "btcusd"], ["top"]])
    func `an empty store is told by its path`(_ words: [String]) async {
        let stage = Stage()
        #expect(await stage.run(words + ["--store", "/s/day.sqlite"]) == .failure)
        #expect(stage.lines == ["tracker-tui: /s/day.sqlite has no prices of the last 24 hours"])
    }

    @Test(arguments: [["get", "btcusd"], ["show", "btcusd"], ["price", "btcusd"], ["top"]])
    func `a simulated day needs no store, and says what it is`(_ words: [String]) async {
        let stage = Stage()
        #expect(await stage.run(words + ["--demo", "--pairs", "60"]) == .success)
        #expect(stage.text.contains("simulated") || words == ["top"])
        #expect(await stage.run(words + ["--demo", "--store", "x"]) == .usage)
    }

    @Test func `no data in a market of another name is told by the name that was asked for`()
        async throws
    {
        let stage = try await filled()
        #expect(await stage.run("get", "okx", "nothing") == .failure)
    }

    @Test func `a name that is none is a usage error`() async throws {
        let stage = try await filled()
        #expect(await stage.run("get", "") == .usage)
        #expect(
            stage.lines.last == "tracker-tui: PAIR \"\": must be a name of 1 to 128 bytes, "
                + "with no blank at an end")
    }

    @Test(arguments: ["BTC/USD", "btc-usd", "Btc_Usd", "btcusd"])
    func `a pair is found as people write it`(_ name: String) async throws {
        let stage = try await filled()
        #expect(await stage.run("get", name) == .success)
        #expect(stage.text.contains("\"\(seconds)\":2.5"))
    }

    @Test func `the exact name comes first`() async throws {
        let name = "btcusd-perpetual-futures"
        let stage = Stage(
            input: Stage.file(
                Stage.row(0, name, "5"), Stage.row(0, "btcusdperpetualfutures", "6")))
        #expect(await stage.run("import", "-") == .success)
        #expect(await stage.run("get", name) == .success)
        #expect(stage.text.contains(":5}"))
        stage.clear()
        #expect(await stage.run("get", "BTC/USD-perpetual-futures") == .success)
        #expect(stage.text.contains(":5}"))
    }

    @Test(arguments: [("Huobi", ExitCode.success), ("other", .failure)])
    func `a market is found by another name`(_ name: String, _ code: ExitCode) async throws {
        let stage = Stage(input: Stage.file(Stage.row(0, "btcusd", "9", market: "htx")))
        #expect(await stage.run("import", "-") == .success)
        #expect(await stage.run("get", name, "btcusd") == code)
        #expect(stage.text.contains("\"\(seconds)\":9") == (code == .success))
        if code == .failure {
            #expect(stage.lines.last?.hasSuffix("No data available for OTHER:BTCUSD.") == true)
        }
    }

    @Test func `the store of simulated prices is read where the configuration says simulated`()
        async throws
    {
        let (file, _) = ConfigurationFile.parse(
            Array("source = \"simulated\"".utf8), path: "c", known: Commands.settings, home: nil)
        let get = try #require(try Commands.command(["get", "x"], over: file) as? GetCommand)
        let place = Stage().place(home: "/h")
        #expect(
            try place.neededPath(of: get.store) == "/h/.local/state/tracker-tui/simulated.sqlite")
        #expect(
            try place.neededPath(of: StoreOptions()) == "/h/.local/state/tracker-tui/day.sqlite")
    }
}
