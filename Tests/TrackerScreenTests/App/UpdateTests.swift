import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct UpdateTests {
    @Test func `the notice of a recovery says how far it is, until it is over`() throws {
        var state = try SampleState.state(200, 30)
        func shown(_ notice: String?, _ recovery: StoreProgress?) throws -> String {
            let before = try SampleState.snapshot()
            _ = state.update(
                on: .snapshot(
                    Snapshot(
                        window: before.window, sources: before.sources, store: before.store,
                        notice: notice, recovery: recovery)))
            return Screen().draw(state, symbols: .unicode).rows.last ?? ""
        }
        let notice = "the store is damaged"
        let start = try shown(notice, StoreProgress(.reading, rows: 0, all: 0))
        #expect(start.contains(notice) && !start.contains("%"))
        #expect(
            try shown(notice, StoreProgress(.reading, rows: 42, all: 100))
                .contains("\(notice), 42 % read"))
        #expect(
            try shown(notice, StoreProgress(.writing, rows: 7, all: 100))
                .contains("\(notice), 7 % written"))
        let end = try shown("damaged store kept as x", nil)
        #expect(end.contains("damaged store kept as x") && !end.contains("%"))
    }

    @Test func `a first start shows the market with most pairs that has bitcoin in dollars`() throws
    {
        let names = ["aaausd", "bbbusd", "cccusd", "btceur"]
        var day = RollingDay()
        func fill(_ market: String, _ pairs: [String]) throws {
            let quotes = try pairs.map { name in
                Quote(
                    Instrument(market: try Market(market), pair: try Pair(name)), try Price(5),
                    baseLength: 3)
            }
            day.ingest(Batch(minute: SampleState.now, quotes: quotes))
        }
        func state() throws -> State {
            try SampleState.firstStart(snapshot: try SampleState.snapshot(day))
        }
        try fill("most", names)
        #expect(try state().chosenMarket?.name == "most", "none has it")
        try fill("few", ["btcusd"])
        #expect(try state().chosenMarket?.name == "few")
        try fill("more", ["aaausd", "btcusd", "btcusdt"])
        let shown = try state()
        #expect(shown.chosenMarket?.name == "more" && shown.chosenPair?.name == "btcusdt")
        #expect(shown.focus == .pairs)
        try fill("kraken", ["btcusd", "ethusd"])
        #expect(try state().chosenMarket?.name == "more", "not the one that is known best")
    }

    @Test func `an order of one's own begins with its first pair`() throws {
        var state = try SampleState.firstStart()
        #expect(state.chosenPair?.name == "btcusd")
        let byName = PairSort.byName
        _ = state.update(on: .settings(ScreenSettings(sort: byName), nil))
        #expect(state.chosenPair == state.pairList.first?.pair)
        #expect(state.chosenPair?.name != "btcusd")
    }

    @Test func `until somebody presses a key, whoever answers first does not count`() throws {
        let markets = ["okx", "binance", "kraken", "aaa"]
        func snapshot(_ count: Int) throws -> Snapshot {
            try SampleState.snapshot(try SampleState.day(markets: Array(markets.prefix(count))))
        }
        var state = try SampleState.state(snapshot: try snapshot(1))
        #expect(state.chosenMarket?.name == "okx")
        for (count, chosen) in [(2, "okx"), (3, "kraken"), (4, "kraken")] {
            _ = state.update(on: .snapshot(try snapshot(count)))
            #expect(state.chosenMarket?.name == chosen)
        }
        state = try SampleState.state(snapshot: try snapshot(1))
        state.press(.tab)
        _ = state.update(on: .snapshot(try snapshot(4)))
        #expect(state.chosenMarket?.name == "okx")
    }

    @Test func `arrows and letters move alike`() throws {
        for (down, up) in [(Key.down, Key.up), (.character("j"), .character("k"))] {
            var state = try SampleState.state()
            state.press(down, down, up)
            #expect(state.pairSelection.row == 1)
            state.press(.character("G"))
            #expect(state.pairSelection.row == state.pairList.count - 1)
            state.press(down, .home, up)
            #expect(state.pairSelection.row == 0)
        }
    }

    @Test func `another order begins with its first row`() throws {
        var state = try SampleState.state()
        for column in PairSort.Column.allCases {
            let own = KeyTable.standard.keys(of: .own("sort-\(column.rawValue)"))
            state.press(.down, .down, .character("s"), try #require(own.first))
            #expect(state.sort.column == column && state.pairSelection.row == 0)
            state.press(.down, .down, .character("S"))
            #expect(state.chosenPair == state.pairList.first?.pair)
        }
    }

    @Test func `the selection follows the pair when pairs come and go`() throws {
        var state = try SampleState.state()
        state.press(.down, .down)
        let pair = try #require(state.chosenPair)
        var day = try SampleState.day()
        for name in ["aaa", "aab", "zzz"] {
            let instrument = Instrument(market: .kraken, pair: try Pair(name))
            day.merge(SampleState.series(1), of: instrument)
        }
        _ = state.update(on: .snapshot(try SampleState.snapshot(day)))
        #expect(state.chosenPair == pair)
        #expect(state.pairSelection.row == 4)
    }

    @Test func `each market remembers its pair`() throws {
        var state = try SampleState.state()
        state.press(.down, .down, .down)
        let pair = state.chosenPair
        state.press(.character("1"), .down, .up)
        #expect(state.chosenMarket == .kraken)
        #expect(state.chosenPair == pair)
    }

    @Test func `a filter narrows while one types, upper and lower case alike`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("ETH")
        #expect(state.pairList.allSatisfy { $0.pair.name.contains("eth") })
        #expect(!state.pairList.isEmpty)
        state.press(.enter, .escape)
        #expect(state.pairList.count == state.board?.pairs.count)
        #expect(state.focus == .pairs)
    }

    @Test func `a filter ends on its first row, whatever half of it has found`() throws {
        var state = try SampleState.firstStart(snapshot: try TurnoverScreenTests.snapshot())
        let order = ["btcusd", "aaveusd", "1inchusd", "ethusd", "xrpusd", "btceur", "ethbtc"]
        for (text, first) in [
            ("1in", "1inchusd"), ("chg>-5", "btcusd"), ("eth", "ethusd"), ("last>1 e", "aaveusd"),
            ("btc", "btcusd"),
        ] {
            state.press(.end, .character("/"))
            state.type(text)
            #expect(state.chosenPair?.name == first && state.pairSelection.row == 0, "\(text)")
            #expect(state.tops.pairs == 0)
            state.press(.escape)
            #expect(state.chosenPair?.name == "ethbtc")
        }
        #expect(TurnoverScreenTests.list(state) == order)
    }

    @Test func `a filter that is erased leads back to the pair before`() throws {
        var state = try SampleState.firstStart(snapshot: try TurnoverScreenTests.snapshot())
        state.press(.down, .down, .character("/"))
        state.type("xr")
        #expect(state.chosenPair?.name == "xrpusd")
        state.press(.backspace, .backspace)
        #expect(state.chosenPair?.name == "1inchusd")
        state.type("xr")
        state.press(.enter, .escape)
        #expect(state.chosenPair?.name == "xrpusd")
    }

    @Test func `a filter of markets shows the first one that it finds`() throws {
        var state = try SampleState.state()
        let chosen = state.chosenListing
        state.press(.character("1"), .character("/"))
        state.type("binance")
        #expect(state.listing.row == 0 && state.chosenListing?.title == "binance")
        state.press(.escape)
        #expect(state.chosenListing == chosen)
    }

    @Test func `what is typed into a filter is no command, nor is what is pasted`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("q")
        state.press(.paste("q\u{1B}[A\nq"))
        #expect(state.isRunning)
        #expect(state.pairFilter.text == "qq[Aq")
        state.press(.escape, .paste("q"))
        #expect(state.isRunning)
    }

    @Test func `a filter does not outlive its market, and comes back with Up`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("eth")
        state.press(.enter, .character("1"), .down)
        #expect(state.pairFilter.isEmpty)
        state.press(.character("2"), .character("/"), .up)
        #expect(state.pairFilter.text == "eth")
    }

    @Test func `a pair that was looked at behind a kept filter stays chosen`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("sol")
        state.press(.enter, .escape)
        #expect(state.chosenPair?.name == "solusd")
        #expect(state.pairFilter.isEmpty)
    }

    @Test func `Esc backs out and never quits, q quits at the top`() throws {
        var state = try SampleState.state()
        state.press(.enter)
        #expect(state.focus == .chart)
        for _ in 0..<5 { state.press(.escape) }
        #expect(state.isRunning)
        state.press(.character("3"), .character("q"))
        #expect(state.isRunning && state.focus == .pairs)
        #expect(state.press(.character("q")) == [.quit])
        #expect(!state.isRunning)
    }

    @Test func `a simulated day is shown once, and there is none of simulated prices`() throws {
        var state = try SampleState.state()
        #expect(state.press(.character("d")).contains(.showSimulated(true)))
        #expect(state.showsSimulated)
        _ = state.update(on: .snapshot(try SampleState.snapshot(isSimulated: true)))
        #expect(state.press(.character("d")).contains(.showSimulated(false)))
        var demo = try SampleState.state(snapshot: try SampleState.snapshot(isSimulated: true))
        let commands = demo.press(.character("d"))
        #expect(!commands.contains { if case .showSimulated = $0 { true } else { false } })
        #expect(!demo.showsSimulated && demo.notice?.contains("already simulated") == true)
    }

    @Test func `where a screen was left is gone back to, and the engine is told at once`() throws {
        var memory = ScreenMemory()
        memory.market = try Market("okx")
        memory.pair = try Pair("solusd")
        var state = try SampleState.state()
        let commands = state.update(on: .goBack(memory))
        #expect(state.chosenInstrument.map { "\($0)" } == "okx:solusd")
        #expect(commands.contains { if case .look = $0 { true } else { false } })
    }

    @Test func `keys that mean nothing change nothing`() throws {
        var state = try SampleState.state()
        let before = Screen().draw(state, symbols: .unicode)
        state.press(.character("€"), .function(9), .control("o"), .insert, .paste("r"))
        #expect(Screen().draw(state, symbols: .unicode) == before)
    }

    @Test func `a click selects, a second one opens, a click on a head sorts`() throws {
        var state = try SampleState.state()
        let rows = state.layout.rows(of: .pairs)
        let third = Point(rows.x + 3, rows.y + 2)
        state.press(.mouse(.press, at: third))
        #expect(state.pairSelection.row == 2)
        state.press(.mouse(.press, at: third))
        #expect(state.focus == .chart)
        let columns = state.pairColumns(width: rows.width)
        let change = try #require(columns.change)
        state.press(.mouse(.press, at: Point(rows.x + change.lowerBound, rows.y - 1)))
        #expect(state.sort.column == .change)
    }

    @Test(arguments: UInt64(1)...20)
    func `any keys at any size leave a state that can be drawn`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var state = try SampleState.state()
        let keys =
            KeyTable.standard.groups.flatMap(\.bindings).flatMap(\.keys)
            + [.paste("x"), .character("x"), .delete]
        for _ in 0..<60 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                let size = Size(
                    width: .random(in: 0...160, using: &random),
                    height: .random(in: 0...60, using: &random))
                _ = state.update(on: .resized(size))
            case 1:
                let point = Point(
                    .random(in: -1...130, using: &random), .random(in: -1...50, using: &random))
                let button = [Key.Mouse.press, .wheelUp, .wheelDown].randomElement(using: &random)
                _ = state.update(on: .key(.mouse(button ?? .press, at: point)))
            default:
                guard let key = keys.randomElement(using: &random) else { continue }
                _ = state.update(on: .key(key))
            }
            #expect(Screen().draw(state, symbols: .unicode).size == state.size)
        }
    }
}
