import Foundation
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct ImportCommandTests {
    private typealias Stage = CommandStage

    private func stage(_ rows: String...) -> Stage {
        Stage(input: ([DayCSV.header] + rows).map { $0 + "\n" }.joined())
    }

    private func exported(_ stage: Stage) async -> [String] {
        stage.clear()
        #expect(await stage.run("export") == .success)
        return stage.text.split(separator: "\n").dropFirst().map(String.init)
    }

    @Test func `prices go in, and what was not taken is told`() async throws {
        let rows = [Stage.row(-1439, "btcusd", "1"), Stage.row(0, "btcusd", "3")]
        let stage = stage(
            rows[0], Stage.row(-1440, "btcusd", "9"), Stage.row(0, "btcusd", "2"), rows[1])
        #expect(await stage.run("import", "-") == .success)
        #expect(
            stage.lines == [
                "standard input: 2 prices imported, 0 already stored, "
                    + "1 outside the last 24 hours, 1 repeated in the file"
            ])
        #expect(stage.memory.writes == 1)
        #expect(await exported(stage) == rows)
    }

    @Test(arguments: [(false, "1", 1), (true, "5", 0)])
    func `a price that is held wins, unless it is to be replaced`(
        _ replacing: Bool, _ price: String, _ held: Int
    ) async throws {
        for offset in [0, -300] {
            let stage = stage(Stage.row(offset, "btcusd", "5"), Stage.row(offset, "new", "7"))
            let quote = Quote(try Instrument(key: "market:kraken:btcusd"), try Price(1))
            let minute = Stage.minute.advanced(by: offset)
            try await stage.journal.append(Batch(minute: minute, quotes: [quote]))
            let words = replacing ? ["import", "--replace", "-"] : ["import", "-"]
            #expect(await stage.run(words) == .success)
            #expect(
                stage.lines.last?.contains("\(2 - held) price") == true
                    && stage.lines.last?.contains(" imported, \(held) already stored") == true)
            let rows = [Stage.row(offset, "btcusd", price), Stage.row(offset, "new", "7")]
            #expect(await exported(stage) == rows)
        }
    }

    @Test func `codes of the exchange are read as the usual ones, and that is said`() async throws {
        let time = Stage.minute.advanced(by: -1).unixSeconds
        let file = "time,close\n\(time),5\n"
        for pair in ["XBT/USD", "xbtusd", "XBT-USD"] {
            let stage = Stage(input: file)
            #expect(
                await stage.run("import", "--market", "kraken", "--pair", pair, "-") == .success)
            #expect(
                stage.lines.last?.hasSuffix(
                    "; by the codes of its exchange \(pair.lowercased()) is btcusd") == true,
                "\(stage.lines)")
            #expect(await exported(stage) == [Stage.row(0, "btcusd", "5")])
        }
        // Another exchange has other codes, and a name that is held already is that.
        let other = Stage(input: file)
        #expect(
            await other.run("import", "--market", "okx", "--pair", "XBT/USD", "-") == .success)
        #expect(await exported(other) == [Stage.row(0, "xbtusd", "5", market: "okx")])
        let held = Stage(
            input: "time,pair,close\n\(time),XBT/USD,5\n\(time),ETH/XBT,6\n\(time),ADA/USD,7\n")
        #expect(await held.run("import", "--market", "kraken", "-") == .success)
        #expect(held.lines.last?.hasSuffix("xbt/usd is btcusd (and 1 more)") == true)
        #expect(
            await exported(held) == [
                Stage.row(0, "adausd", "7"), Stage.row(0, "btcusd", "5"),
                Stage.row(0, "ethbtc", "6"),
            ])
    }

    @Test func `the form that this program writes has its own names`() async throws {
        let stage = stage(Stage.row(0, "xbtusd", "5"))
        #expect(await stage.run("import", "-") == .success)
        #expect(await exported(stage) == [Stage.row(0, "xbtusd", "5")])
    }

    @Test func `every name comes back from a file exactly, into an empty store too`() async throws {
        let names = [
            "a/busd", "../../etcusd", "btc-usd", "btc_usd", "market:kraken:x", "market:okx:y",
            "x,y",
            "\"q\"", "eth/usd/x", "cat-capweth", String(repeating: "n", count: 126) + "/x",
            "btcusd",
            "/", "-", "a/", "\u{301}x",
        ]
        let instruments = try names.map { Instrument(market: .kraken, pair: try Pair($0)) }
        let first = Stage()
        try await first.journal.append(
            Batch(minute: Stage.minute, quotes: try instruments.map { Quote($0, try Price(2)) }))
        #expect(await first.run("export") == .success)
        let second = Stage(input: first.text)
        #expect(await second.run("import", "-") == .success, "\(second.lines)")
        let back = try await second.journal.load(from: Stage.minute)
        #expect(Set(back.rows.flatMap(\.pairs)) == Set(instruments.map(\.pair)))
        second.clear()
        #expect(await second.run("export") == .success)
        #expect(second.text == first.text)
    }

    @Test(arguments: ["1e-400", "0.\(String(repeating: "0", count: 400))1", "-1e-999"])
    func `a price that would become 0 is refused`(_ price: String) async throws {
        let stage = stage(Stage.row(0, "btcusd", price))
        #expect(await stage.run("import", "-") == .failure)
        #expect(stage.lines.last?.contains("is too small for a price: it would be 0") == true)
        let zero = self.stage(Stage.row(0, "btcusd", "0e-400"))
        #expect(await zero.run("import", "-") == .success)
    }

    @Test func `one bad line, and nothing is imported`() async throws {
        let stage = stage(Stage.row(0, "btcusd", "1"), Stage.row(0, "ethusd", "x"))
        #expect(await stage.run("import", "-") == .failure)
        #expect(
            stage.lines == [
                "tracker-tui: standard input, line 3: \"x\" is not a price: "
                    + "it must be a number, 0 or more; nothing was imported"
            ])
        #expect(stage.memory.writes == 0)
    }

    @Test func `a pair goes in as the screen names it, however it is written`() async throws {
        let stage = stage(
            Stage.row(-2, "BTC/USD", "1"), Stage.row(-1, "btc-usd", "2"),
            Stage.row(0, "BTC_USD", "3"), Stage.row(0, "btcusd-perpetual-futures", "4"))
        #expect(await stage.run("import", "-") == .success)
        let rows = [
            Stage.row(-2, "btcusd", "1"), Stage.row(-1, "btcusd", "2"),
            Stage.row(0, "btcusd", "3"), Stage.row(0, "btcusd-perpetual-futures", "4"),
        ]
        #expect(await exported(stage) == rows)
    }

    @Test(arguments: [
        ("btc/usd", "btc/usd"), ("btc-usd", "btc-usd"), ("BTC-USD", "btc-usd"),
        // No exact name: the reading that the store has, as for `get`.
        ("eth-btc-perp", "ethbtcperp"), ("sol_usdt", "solusdt"), ("CAT-CAPWETH", "catcapweth"),
        // None that the store has: a new pair.
        ("cap-catweth", "cap-catweth"), ("xrp-usd", "xrpusd"),
    ])
    func `a pair that the store has is found by its exact name first, as get finds it`(
        _ written: String, _ expected: String
    ) async throws {
        let stage = stage(Stage.row(0, written, "9"))
        let held = ["btc/usd", "btc-usd", "btcusd", "ethbtcperp", "solusdt", "catcapweth"]
        let quotes = try held.map {
            Quote(Instrument(market: .kraken, pair: try Pair($0)), try Price(1))
        }
        try await stage.journal.append(
            Batch(minute: Stage.minute.advanced(by: -9), quotes: quotes))
        #expect(await stage.run("import", "-") == .success)
        let news = await exported(stage).filter { $0.hasSuffix(",9") }
        let name = Instrument(market: .kraken, pair: try Pair(expected)).writtenPair
        #expect(news == [Stage.row(0, name, "9")])
    }

    @Test func `a name that a terminal would obey is refused with its line`() async throws {
        let stage = stage(Stage.row(0, "b\u{1B}[31musd", "1"))
        #expect(await stage.run("import", "-") == .failure)
        #expect(
            stage.lines == [
                "tracker-tui: standard input, line 2: the pair \"b?[31musd\" contains U+001B, "
                    + "which is invisible; nothing was imported"
            ])
    }

    @Test func `another program that writes is told`() async throws {
        let stage = Stage(input: Stage.file(Stage.row(0, "btcusd", "1")), busy: true)
        #expect(await stage.run("import", "-") == .failure)
        #expect(stage.lines == ["tracker-tui: another tracker-tui writes the store memory"])
    }

    @Test func `a store that cannot be written is told`() async throws {
        let stage = stage(Stage.row(0, "btcusd", "1"))
        stage.journal.fail(.cannotWrite(place: "memory", reason: "disk full"))
        #expect(await stage.run("import", "-") == .failure)
        #expect(stage.lines == ["tracker-tui: cannot write to the store memory: disk full"])
    }

    @Test func `a file that cannot be read is told`() async throws {
        try await Stage.withFolder { folder in
            let path = folder.appendingPathComponent("none.csv").path
            let stage = Stage()
            let status = await stage.run("import", path)
            #expect(status == .failure)
            #expect(
                stage.lines == ["tracker-tui: cannot read \(path): no such file or directory"])
            let other = await stage.run("import", folder.path)
            #expect(other == .failure)
            #expect(
                stage.lines.last == "tracker-tui: cannot read \(folder.path): is a directory")
        }
    }

    @Test func `an import without news does not write`() async throws {
        let stage = stage(Stage.row(-2000, "btcusd", "1"))
        #expect(await stage.run("import", "-") == .success)
        #expect(stage.memory.writes == 0)
    }
}
