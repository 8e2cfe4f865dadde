import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct GetTests {
    private typealias Stage = SubcommandStage

    private func filled() async throws -> Stage {
        let stage = Stage(
            input: Stage.file(
                Stage.row(-1, "btcusd", "1"), Stage.row(0, "btcusd", "2.5"),
                Stage.row(0, "ethusd", "7"), Stage.row(0, "btcusd", "9", market: "binance")))
        #expect(try await stage.run("import", "-") == .success)
        return stage
    }

    private var seconds: Int { Stage.minute.unixSeconds }

    @Test func `the answer is the port's, byte for byte`() async throws {
        let stage = try await filled()
        #expect(try await stage.run("get", "BTCUSD") == .success)
        let values = "\"\(seconds - 60)\":1,\"\(seconds)\":2.5"
        #expect(stage.text == "{\"result\":{\"rank\":1,\"values\":{\(values)}}}")
    }

    @Test func `a market can be named, and one price has no rank`() async throws {
        let stage = try await filled()
        #expect(try await stage.run("get", "Binance", "btcusd") == .success)
        #expect(stage.text == "{\"result\":{\"rank\":null,\"values\":{\"\(seconds)\":9}}}")
    }

    @Test func `a terminal gets a line end`() async throws {
        let stage = try await filled()
        let get = Get(
            try Options(parsing: ["get", "ethusd"]), store: stage.store, clock: stage.clock,
            console: stage.console(isTerminal: true))
        #expect(await get.run() == .success)
        #expect(stage.text.hasSuffix("}}}\n"))
    }

    @Test func `no data is the port's words and a failure`() async throws {
        let stage = try await filled()
        #expect(try await stage.run("get", "xyzusd") == .failure)
        #expect(stage.text.isEmpty)
        #expect(stage.lines.last == "tracker-tui: No data available for KRAKEN:XYZUSD.")
    }

    @Test func `a name that is none is a usage error`() async throws {
        let stage = try await filled()
        #expect(try await stage.run("get", "") == .usage)
        #expect(
            stage.lines.last == "tracker-tui: PAIR \"\": must be a name of 1 to 128 bytes")
    }

    @Test(arguments: [("Bnc", ExitCode.success), ("other", .failure)])
    func `a market is found by another name`(_ name: String, _ status: ExitCode) async throws {
        let stage = try await filled()
        let aliases = [try Market("bnc"): try Market("binance")]
        let get = Get(
            try Options(parsing: ["get", name, "btcusd"]), store: stage.store, aliases: aliases,
            clock: stage.clock, console: stage.console(isTerminal: false))
        #expect(await get.run() == status)
        #expect(stage.text.contains("\"\(seconds)\":9") == (status == .success))
        if status == .failure {
            #expect(stage.lines.last?.hasSuffix("No data available for OTHER:BTCUSD.") == true)
        }
    }
}
