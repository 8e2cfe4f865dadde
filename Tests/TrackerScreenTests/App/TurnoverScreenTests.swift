import Testing
import TrackerEngine

@testable import TrackerScreen

/// The pairs by turnover: what a first start shows.
struct TurnoverScreenTests {
    static let names = ["1inchusd", "aaveusd", "btceur", "btcusd", "ethbtc", "ethusd", "xrpusd"]

    /// Turnovers of kraken in dollars; `nil` for a pair whose source does not tell it.
    static let turnovers: [String: Double] = [
        "1inchusd": 12_345, "aaveusd": 340_400_000, "btcusd": 1_234_000_000, "ethusd": 999,
        "xrpusd": 0,
    ]

    static func quote(_ name: String, told: Bool) throws -> Quote {
        let traded = try told ? turnovers[name].map { try Traded($0, in: .dollars) } : nil
        return Quote(
            Instrument(market: .kraken, pair: try Pair(name)), try Price(5), traded: traded,
            baseLength: UInt8(name.utf8.count - 3))
    }

    /// A day of kraken, whose source has told base and quote, and turnovers too or not yet.
    static func day(told: Bool = true) throws -> RollingDay {
        var day = RollingDay()
        for minute in [-2, -1, 0] {
            day.ingest(
                Batch(
                    minute: SampleState.now.advanced(by: minute),
                    quotes: try names.map { try quote($0, told: told) }))
        }
        return day
    }

    static func snapshot(told: Bool = true) throws -> Snapshot {
        try SampleState.snapshot(day(told: told))
    }

    static func list(_ state: State) -> [String] { state.pairList.map(\.pair.name) }

    @Test func `until turnovers are known the bases of most pairs come first`() throws {
        let state = try SampleState.firstStart(snapshot: try Self.snapshot(told: false))
        #expect(
            Self.list(state) == [
                "btcusd", "ethusd", "btceur", "ethbtc", "1inchusd", "aaveusd", "xrpusd",
            ])
        #expect(state.chosenPair?.name == "btcusd")
    }

    @Test func `then the largest come first, and those that nobody tells of last`() throws {
        var state = try SampleState.firstStart(snapshot: try Self.snapshot(told: false))
        _ = state.update(on: .snapshot(try Self.snapshot()))
        let order = ["btcusd", "aaveusd", "1inchusd", "ethusd", "xrpusd", "btceur", "ethbtc"]
        #expect(Self.list(state) == order)
        #expect(state.chosenPair?.name == "btcusd")
        state.press(.character("S"))
        #expect(Self.list(state) == Array(order[..<5].reversed()) + Array(order[5...]))
    }

    @Test func `the first row is the chosen one until somebody presses a key`() throws {
        var small = RollingDay()
        small.ingest(Batch(minute: SampleState.now, quotes: [try Self.quote("xrpusd", told: true)]))
        var state = try SampleState.firstStart(snapshot: try SampleState.snapshot(small))
        #expect(state.chosenPair?.name == "xrpusd")
        _ = state.update(on: .snapshot(try Self.snapshot()))
        #expect(state.chosenPair?.name == "btcusd")
        state.press(.down)
        _ = state.update(on: .snapshot(try Self.snapshot(told: false)))
        #expect(state.chosenPair?.name == "aaveusd")
    }

    @Test func `what was remembered stays: the pair, and the order`() throws {
        var memory = ScreenMemory(text: "sort name\norder ascending\nmarket kraken\npair xrpusd\n")
        var state = try SampleState.firstStart(snapshot: try Self.snapshot(told: false))
        _ = state.update(on: .goBack(memory))
        _ = state.update(on: .snapshot(try Self.snapshot()))
        #expect(Self.list(state) == Self.names && state.chosenPair?.name == "xrpusd")
        memory = ScreenMemory(of: state)
        #expect(ScreenMemory(text: memory.text) == memory)
        #expect(ScreenMemory(text: "").sort == PairSort(column: .turnover, isAscending: false))
    }

    @Test func `another order shows its top`() throws {
        var state = try SampleState.state(120, 24, snapshot: try Self.snapshot())
        func expectTop() {
            #expect(state.pairSelection.row == 0 && state.tops.pairs == 0)
            state.press(.end)
            #expect(state.pairSelection.row == 6)
        }
        state.press(.end)
        state.press(.character("s"), .character("t"))
        #expect(state.sort == PairSort(column: .turnover, isAscending: false))
        expectTop()
        state.press(.character("S"))
        expectTop()
        let rect = try #require(state.layout.panes[.pairs])
        state.press(.mouse(.press, at: Point(rect.x + 4, state.layout.rows(of: .pairs).y - 1)))
        #expect(state.sort.column == .name)
        expectTop()
        state.press(.character("s"), .character("p"))
        expectTop()
    }

    // MARK: - The column

    @Test func `the column shows few digits`() throws {
        let state = try SampleState.firstStart(160, 20, snapshot: try Self.snapshot())
        let width = try #require(state.layout.panes[.pairs]).width
        let figures = Self.list(state).map { name in
            FigureText(.turnover, of: Self.instrument(name), state).text ?? Numbers.missing
        }
        #expect(figures == ["1.2B", "340M", "12k", "999", "0", "–", "–"])
        #expect(state.pairColumns(width: width - 2).turnover != nil)
    }

    private static func instrument(_ name: String) -> Instrument {
        guard let pair = try? Pair(name) else { preconditionFailure(name) }
        return Instrument(market: .kraken, pair: pair)
    }

    @Test func `a filter by turnover finds the large ones`() throws {
        var state = try SampleState.firstStart(snapshot: try Self.snapshot())
        state.press(.character("/"))
        state.type("turnover>12k")
        #expect(Self.list(state) == ["btcusd", "aaveusd", "1inchusd"])
        state.press(.control("u"))
        state.type("turnover>0.3b")
        #expect(Self.list(state) == ["btcusd", "aaveusd"])
    }

    @Test(arguments: [(120, 40), (80, 24), (200, 50)])
    func `a first start shows what people look for`(width: Int, height: Int) throws {
        let state = try SampleState.firstStart(width, height, snapshot: try Self.snapshot())
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "first-\(width)x\(height)")
    }

    // MARK: - The switch

    @Test func `turnovers order the lists once every source has answered or failed`() throws {
        let names = ["kraken", "okx", "gone"]
        func snapshot(_ sources: [SourceHealth]) throws -> Snapshot {
            try SampleSources.snapshot(of: Self.day(), from: sources)
        }
        let fine = names.map(SampleSources.fine)
        let waiting = names.map(SampleSources.waiting)
        var failing = waiting[2]
        failing.failure = SourceHealth.Failure(
            reason: "gone: name not found", at: SampleState.now.start, times: 1)
        let byWeight = ["btcusd", "ethusd", "btceur", "ethbtc", "1inchusd", "aaveusd", "xrpusd"]
        var state = try SampleState.firstStart(
            snapshot: try snapshot([fine[0], waiting[1], waiting[2]]))
        #expect(Self.list(state) == byWeight)
        state.press(.down)
        #expect(state.chosenPair?.name == "ethusd")
        _ = state.update(on: .snapshot(try snapshot([fine[0], fine[1], waiting[2]])))
        #expect(Self.list(state) == byWeight)
        _ = state.update(on: .snapshot(try snapshot([fine[0], fine[1], failing])))
        #expect(Self.list(state).prefix(3) == ["btcusd", "aaveusd", "1inchusd"])
        #expect(state.chosenPair?.name == "ethusd", "the chosen pair stays chosen")
        // Once: a source that begins anew changes nothing.
        _ = state.update(on: .snapshot(try snapshot([fine[0], fine[1], waiting[2]])))
        #expect(Self.list(state).prefix(3) == ["btcusd", "aaveusd", "1inchusd"])
    }

    @Test func `a stored day is complete, and who asks for the order has it`() throws {
        let waiting = ["kraken", "okx"].map(SampleSources.waiting)
        let stored = try SampleState.firstStart(
            snapshot: try SampleSources.snapshot(of: Self.day(), from: waiting))
        #expect(Self.list(stored).prefix(2) == ["btcusd", "aaveusd"])
        var asked = try SampleState.firstStart(
            snapshot: try SampleSources.snapshot(
                of: Self.day(), from: [SampleSources.fine("kraken"), waiting[1]]))
        #expect(Self.list(asked).prefix(2) == ["btcusd", "ethusd"])
        asked.press(.character("S"))
        #expect(Self.list(asked).prefix(2) == ["xrpusd", "ethusd"])
    }

    @Test func `the order is one for all markets`() throws {
        var state = try SampleState.state(120, 40)
        state.press(.character("s"), .character("c"), .character("S"))
        let sort = state.sort
        #expect(sort.column == .change)
        for _ in 0..<3 {
            state.press(.character("1"), .down, .character("2"))
            #expect(state.sort == sort)
            #expect(Self.list(state) == Self.sorted(state).map(\.pair.name))
        }
    }

    private static func sorted(_ state: State) -> [Instrument] {
        var figures = FigureLookup(state.snapshot, in: state.window)
        let pairs = (state.board?.pairs ?? []).compactMap { pair in
            state.chosenMarket.map { Instrument(market: $0, pair: pair) }
        }
        return state.sort.sorted(pairs, by: &figures)
    }
}
