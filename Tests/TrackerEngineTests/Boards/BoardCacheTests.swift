import TestSupport
import Testing

@testable import TrackerEngine

struct BoardCacheTests {
    static let noon = EngineStateTests.noon

    private static func state() throws -> EngineState {
        var state = EngineState(
            now: noon, sources: (0..<3).map { SourceHealth(name: "s\($0)", address: "a") },
            interval: .seconds(60), store: .memory(reason: "test"))
        for source in 0..<3 { try answer(&state, source, at: noon) }
        return state
    }

    /// A source has the market of its number.
    private static func answer(
        _ state: inout EngineState, _ source: Int, at now: Timestamp, price: Double = 1
    ) throws {
        let poll = try EngineStateTests.poll(price, market: "m\(source)")
        _ = state.received(poll, from: source, startedAt: now, at: now)
    }

    private static func unchanged(_ state: EngineState, since window: DayWindow) throws -> [Bool] {
        let now = state.snapshot(isSimulated: false).window
        return try (0..<3).map { now.isUnchanged(try Market("m\($0)"), since: window) }
    }

    @Test func `an answer changes its own market only`() throws {
        var state = try Self.state()
        let before = state.snapshot(isSimulated: false).window
        #expect(try Self.unchanged(state, since: before) == [true, true, true])
        _ = state.failed(MarketProvidersTests.outage, from: 0, at: Self.noon + .seconds(1))
        #expect(try Self.unchanged(state, since: before) == [true, true, true])
        try Self.answer(&state, 1, at: Self.noon + .seconds(2))
        #expect(try Self.unchanged(state, since: before) == [true, false, true])
    }

    @Test func `a minute, a stored day and a touch change what they should`() throws {
        var state = try Self.state()
        let before = state.snapshot(isSimulated: false).window
        state.touch(try Market("m2"))
        #expect(try Self.unchanged(state, since: before) == [true, true, false])
        _ = state.restored(StoredDay())
        #expect(try Self.unchanged(state, since: before) == [false, false, false])
        let then = state.snapshot(isSimulated: false).window
        _ = state.advance(to: Self.noon + .seconds(60))
        #expect(try Self.unchanged(state, since: then) == [false, false, false])
    }

    @Test func `a board that is asked for late is there in the windows after it`() throws {
        var state = try Self.state()
        let market = try Market("m0")
        let early = state.snapshot(isSimulated: false).window
        try Self.answer(&state, 1, at: Self.noon + .seconds(1))
        let late = state.snapshot(isSimulated: false).window
        _ = early.board(of: market)
        var made = 0
        let boards = BoardCache(state.day)
        for copy in [boards, boards] {
            _ = copy.board(of: market) {
                made += 1
                return late.board(of: market)
            }
        }
        #expect(made == 1)
        #expect(late.isUnchanged(market, since: early))
    }

    @Test func `a ranking is worked out once, and not at all where the board is known`() throws {
        let state = try Self.state()
        let (asked, known) = (try Market("m0"), try Market("m1"))
        let boards = BoardCache(state.day)
        let board = state.snapshot(isSimulated: false).window.board(of: known)
        _ = boards.board(of: known) { board }
        var made: [Market] = []
        for market in [asked, known, asked, known] {
            _ = boards.ranking(of: market) {
                made.append(market)
                return board.byVariance
            }
        }
        #expect(made == [asked])
        #expect(boards.ranking(of: known) { MarketRanking([]) } == board.byVariance)
    }

    @Test func `states that go separate ways do not share`() throws {
        let state = try Self.state()
        var (left, right) = (state, state)
        try Self.answer(&left, 0, at: Self.noon + .seconds(1), price: 5)
        try Self.answer(&right, 0, at: Self.noon + .seconds(1), price: 7)
        for (state, price) in [(left, 5.0), (right, 7.0)] {
            let board = state.snapshot(isSimulated: false).window.board(of: try Market("m0"))
            #expect(board.statistics.map(\.last?.amount) == [price])
        }
    }

    @Test(arguments: UInt64(1)...16)
    func `a board is always that of the prices as they are`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var state = try Self.state()
        var now = Self.noon
        for _ in 0..<40 {
            now = now + .seconds(Int.random(in: 0...25, using: &random))
            _ = state.advance(to: now)
            let source = Int.random(in: 0..<3, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: _ = state.failed(MarketProvidersTests.outage, from: source, at: now)
            case 1:
                let past = state.minute.advanced(by: -Int.random(in: 1...100, using: &random))
                let quotes = try EngineStateTests.poll(9, market: "m\(source)").quotes
                let batch = Batch(minute: past, quotes: quotes)
                _ = state.restored(StoredDay(minutes: [batch]))
            default:
                let price = Double(Int.random(in: 1...9, using: &random))
                try Self.answer(&state, source, at: now, price: price)
            }
            let window = state.snapshot(isSimulated: false).window
            let plain = DayWindow(state.day, through: state.minute)
            for market in window.markets where Bool.random(using: &random) {
                if Bool.random(using: &random) {
                    #expect(window.ranking(of: market) == plain.board(of: market).byVariance)
                }
                let (board, expected) = (window.board(of: market), plain.board(of: market))
                #expect(board.pairs == expected.pairs)
                #expect(board.statistics == expected.statistics)
            }
        }
    }
}
