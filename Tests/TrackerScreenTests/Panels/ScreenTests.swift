import Testing
import TrackerEngine

@testable import TrackerScreen

struct ScreenTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var width = 120
        var height = 40
        var keys: [Key] = []
        var symbols = Symbols.unicode
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "screen-80x24", width: 80, height: 24),
        Case(name: "screen-120x40", width: 120, height: 40),
        Case(name: "screen-200x50", width: 200, height: 50),
        Case(name: "screen-40x10", width: 40, height: 10),
        Case(name: "screen-40x10-chart", width: 40, height: 10, keys: [.enter]),
        Case(name: "screen-20x5", width: 20, height: 5),
        Case(name: "screen-80x24-ascii", width: 80, height: 24, symbols: .ascii),
        Case(name: "screen-help", width: 80, height: 24, keys: [.character("?")]),
        Case(name: "screen-sort", width: 80, height: 24, keys: [.character("s"), .down]),
        Case(
            name: "screen-by-change", width: 80, height: 24,
            keys: [.character("s"), .character("c"), .end]),
        Case(
            name: "screen-filter", width: 80, height: 24,
            keys: [.character("/"), .character("e"), .character("t"), .character("H")]),
        Case(
            name: "screen-filter-nothing", width: 80, height: 24,
            keys: [.character("/"), .character("?"), .enter]),
        Case(
            name: "chart-cursor-80x24", width: 80, height: 24,
            keys: [.enter, .left, .left, .left, .left]),
        Case(
            name: "chart-marks-200x50", width: 200, height: 50,
            keys: [
                .enter, .character("+"), .left, .character("x"), .home, .character("x"),
                .character("L"), .character("L"),
            ]),
        Case(
            name: "chart-candles-120x40",
            keys: [.character("+"), .character("c"), .character("c"), .character("L")]),
        Case(
            name: "chart-candles-ascii-80x24", width: 80, height: 24,
            keys: [.character("+"), .character("c"), .character("c")], symbols: .ascii),
        Case(name: "chart-compared-120x40", keys: [.character("O"), .down, .down]),
        Case(
            name: "past-80x24", width: 80, height: 24, keys: [.character("{"), .character("{")]),
        Case(name: "past-120x40", keys: [.character("{"), .character("{")]),
        Case(
            name: "past-200x50", width: 200, height: 50, keys: [.character("{"), .character("{")]),
        Case(name: "chart-cursor-120x40", keys: [.character("3"), .left, .left, .left, .left]),
        Case(
            name: "chart-cursor-200x50", width: 200, height: 50,
            keys: [.character("3"), .left, .left, .left, .left]),
        Case(
            name: "chart-marks-80x24", width: 80, height: 24,
            keys: [.character("3"), .home, .character("x"), .end, .character("x")]),
        Case(
            name: "chart-marks-120x40",
            keys: [.character("3"), .home, .character("x"), .end, .character("x")]),
        Case(
            name: "chart-candles-200x50", width: 200, height: 50,
            keys: [.character("+"), .character("c"), .character("c"), .character("L")]),
        Case(
            name: "chart-compared-80x24", width: 80, height: 24,
            keys: [.character("O"), .down, .down]),
        Case(
            name: "chart-compared-200x50", width: 200, height: 50,
            keys: [.character("O"), .down, .down]),
        Case(name: "screen-help-120x40", keys: [.character("?")]),
        Case(name: "screen-help-200x50", width: 200, height: 50, keys: [.character("?")]),
        Case(
            name: "screen-filter-120x40",
            keys: [.character("/")] + "chg>1 e".map { .character($0) }),
        Case(
            name: "screen-filter-200x50", width: 200, height: 50,
            keys: [.character("/")] + "chg>".map { .character($0) }),
        Case(name: "past-40x10", width: 40, height: 10, keys: [.character("{")]),
        Case(name: "enlarged-120x40", keys: [.character("z")] + [Key](repeating: .left, count: 30)),
        Case(name: "enlarged-80x24", width: 80, height: 24, keys: [.character("z")]),
        Case(
            name: "enlarged-200x50", width: 200, height: 50,
            keys: [.character("z"), .character("i"), .character("i")]),
        Case(name: "enlarged-60x20", width: 60, height: 20, keys: [.character("z")]),
        Case(name: "enlarged-40x10", width: 40, height: 10, keys: [.character("z")]),
        Case(
            name: "enlarged-ascii-80x24", width: 80, height: 24, keys: [.character("z")],
            symbols: .ascii),
        Case(name: "screen-60x20", width: 60, height: 20),
        Case(
            name: "chart-candles-day-120x40", keys: [.character("3"), .character("c"), .home]),
        Case(name: "screen-markets", width: 80, height: 24, keys: [.character("1"), .end]),
    ]

    @Test(arguments: cases)
    func `a screen looks as it was agreed`(_ example: Case) throws {
        var state = try SampleState.state(example.width, example.height)
        for key in example.keys { _ = state.update(on: .key(key)) }
        try expectSnapshot(Screen().draw(state, symbols: example.symbols), named: example.name)
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50)])
    func `a chart on a ground that is known is filled`(width: Int, height: Int) throws {
        var terminal = TerminalReport()
        terminal.ground = RGB(0x101010)
        let state = try SampleState.state(width, height, terminal: terminal)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "filled-\(width)x\(height)")
    }

    static func failing() throws -> Snapshot {
        var source = SampleState.source()
        source.lastSuccess = nil
        source.failure = SourceHealth.Failure(
            reason: "feed.test: name not found", at: SampleState.now.start, times: 3)
        source.nextPoll = SampleState.now.start + .seconds(20)
        return try SampleState.snapshot(
            RollingDay(), source: source,
            store: .failing(place: "p", reason: "cannot write to the store p: the disk is full"))
    }

    @Test(arguments: [(80, 24), (40, 10)])
    func `without a price it says why and what can be done`(width: Int, height: Int) throws {
        let state = try SampleState.state(width, height, snapshot: try Self.failing())
        let canvas = Screen().draw(state, symbols: .unicode)
        try expectSnapshot(canvas, named: "screen-nothing-\(width)x\(height)")
    }

    @Test func `prices that failed to come stay, and the line says what is wrong`() throws {
        var source = SampleState.source()
        source.failure = SourceHealth.Failure(
            reason: "feed.test answered 429, too many requests", at: SampleState.now.start, times: 2
        )
        let snapshot = try SampleState.snapshot(
            source: source, store: .following(place: "p"), isSimulated: true)
        let state = try SampleState.state(120, 10, snapshot: snapshot)
        try expectSnapshot(Screen().draw(state, symbols: .unicode), named: "screen-failing-120x10")
    }

    @Test(arguments: [(80, 24), (80, 6)])
    func `a notice is seen at every size, and gone with the next key`(width: Int, height: Int)
        throws
    {
        var state = try SampleState.state(width, height)
        let before = Screen().draw(state, symbols: .unicode)
        _ = state.update(on: .notice("Something to know."))
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows.last?.contains("Something to know.") == true)
        state.press(.function(9))
        #expect(Screen().draw(state, symbols: .unicode) == before)
    }

    /// Names that would move the cursor, turn the line around, or take another width.
    static let names = [
        "a\u{1B}[31mb", "x\ny\tz", "\u{202E}dsu", "汉字汉字汉字汉字", "e\u{301}e\u{301}", "👩‍👩‍👧usd",
        "\u{9B}2J", "ﬀ\u{200B}q", String(repeating: "w", count: 128), " ",
    ]

    @Test func `no name reaches the screen raw or breaks a column`() throws {
        var day = RollingDay()
        for (number, name) in Self.names.enumerated() {
            for market in Self.names {
                let instrument = Instrument(
                    market: try Market.stored(market), pair: try Pair.stored(name))
                day.merge(SampleState.series(number, minutes: 1000...1439), of: instrument)
            }
        }
        let snapshot = try SampleState.snapshot(day)
        for (width, height) in [(80, 24), (120, 40), (33, 9)] {
            let state = try SampleState.state(width, height, snapshot: snapshot)
            for row in Screen().draw(state, symbols: .unicode).rows {
                #expect(row.cellWidth == width)
                #expect(row.unicodeScalars.allSatisfy { GlyphWidth($0) != .dropped })
            }
        }
    }

    @Test func `a pair without enough prices has no rank, and one of zeros no price`() throws {
        var day = RollingDay()
        let once = Instrument(market: .kraken, pair: try Pair("once"))
        let zero = Instrument(market: .kraken, pair: try Pair("zero"))
        day.ingest(Batch(minute: SampleState.now, quotes: [Quote(once, try Price(5))]))
        for offset in -9...0 {
            let minute = SampleState.now.advanced(by: offset)
            day.ingest(Batch(minute: minute, quotes: [Quote(zero, try Price(0))]))
        }
        var state = try SampleState.state(80, 24, snapshot: try SampleState.snapshot(day))
        try expectSnapshot(Screen().draw(state, symbols: .unicode), named: "screen-one-price")
        state.press(.down)
        try expectSnapshot(Screen().draw(state, symbols: .unicode), named: "screen-zeros")
    }

    @Test func `every size from nothing on can be drawn, on every page`() throws {
        let snapshot = try SampleState.snapshot()
        let pages: [[Key]] = [
            [], [.character("1")], [.character("3")], [.character("?")], [.character("s")],
            [.character("e")],
            [.character("/"), .character("x")],
            [.character("3"), .left, .character("x"), .left, .character("c"), .character("+")],
            [.character("O"), .down, .character("{")],
            [.character("z")],
            [.character("z"), .left, .character("i"), .character("c"), .character("c")],
        ]
        for keys in pages {
            for width in [0, 1, 2, 3, 7, 20, 39, 71, 72, 111, 149, 150] {
                for height in [0, 1, 2, 3, 4, 5, 9, 10, 13] {
                    var state = try SampleState.state(width, height, snapshot: snapshot)
                    for key in keys { _ = state.update(on: .key(key)) }
                    let canvas = Screen().draw(state, symbols: .unicode)
                    #expect(canvas.size == Size(width: width, height: height))
                }
            }
        }
    }
}
