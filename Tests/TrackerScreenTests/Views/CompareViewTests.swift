import Testing
import TrackerEngine

@testable import TrackerScreen

struct CompareViewTests {
    typealias Distance = @Sendable (Int) -> Double?

    /// A day of BTC/USD on some markets, each so many basis points from a common price.
    private static func day(_ markets: [(String, Distance)]) throws -> RollingDay {
        var day = RollingDay()
        for (name, distance) in markets {
            let amounts = (0..<1440).map { minute -> Double in
                let base = 66_000 + 2 * Double(abs(minute % 960 - 480))
                return distance(minute).map { base * (1 + $0 / 10_000) } ?? .nan
            }
            day.merge(
                Series(start: SampleState.now.advanced(by: -1439), amounts: amounts),
                of: try instrument(name))
        }
        return day
    }

    private static func instrument(_ market: String) throws -> Instrument {
        Instrument(market: try Market.stored(market), pair: try Pair("btcusd"))
    }

    private static func level(_ bp: Double) -> Distance { { _ in bp } }

    /// Near and far ones, one that is stale, one that told nothing but in the morning.
    private static let many: [(String, Distance)] = [
        ("kraken", level(0)), ("binance-us", level(-3.1)), ("bitfinex", level(9.4)),
        ("okx", { (1000..<1014).contains($0) ? 24.2 : Double($0 % 9 - 4) - 0.3 }),
        ("gateio", { Double($0 % 7) + 41.2 }), ("bybit", { $0 < 1392 ? 1.5 : nil }),
        ("coinbase", { $0 < 100 ? -2 : nil }), ("bitstamp", level(-0.04)),
        ("gemini", { $0 % 3 == 0 ? nil : 4.6 }), ("htx", level(10)), ("kucoin", level(10.01)),
    ]

    /// The board of BTC/USD, opened on kraken.
    private static func state(
        _ width: Int = 120, _ height: Int = 40, _ markets: [(String, Distance)] = many,
        keys: [Key] = [.character("o")]
    ) throws -> State {
        var state = try SampleState.state(
            width, height, snapshot: try SampleState.snapshot(try day(markets)))
        state.go(to: try instrument("kraken"))
        for key in keys { state.press(key) }
        return state
    }

    private static func view(_ state: State) throws -> CompareView {
        try #require(state.overlay as? CompareView)
    }

    private static func chosen(_ state: State) throws -> String {
        try #require(try view(state).chosen).instrument.market.name
    }

    private static func text(_ state: State, _ symbols: Symbols = .unicode) -> String {
        Screen().draw(state, symbols: symbols).rows.joined(separator: "\n")
    }

    // MARK: - Keys

    @Test func `the one furthest away is chosen first, and arrows leave the reference out`() throws
    {
        var state = try Self.state()
        #expect(try Self.chosen(state) == "gateio")
        state.press(.home)
        var names = [try Self.chosen(state)]
        for _ in 0..<12 {
            state.press(.down)
            names.append(try Self.chosen(state))
        }
        #expect(
            names.prefix(10) == [
                "binance-us", "bitstamp", "okx", "gemini", "bitfinex", "htx", "kucoin", "gateio",
                "bybit", "coinbase",
            ])
        #expect(Set(names.suffix(3)) == ["coinbase"])
        // It is chosen again the next time, also after a poll.
        state.press(.up)
        _ = state.update(on: .snapshot(state.snapshot))
        #expect(try Self.chosen(state) == "bybit")
        state.press(.escape, .character("o"))
        #expect(try Self.chosen(state) == "bybit")
    }

    @Test func `another market that goes further away does not take the chosen one's place`() throws
    {
        let furthest: [(String, Distance)] = [
            ("kraken", Self.level(0)), ("okx", { $0 < 1320 ? 9 : 1 }), ("htx", Self.level(4)),
        ]
        // Two hours ago it was another one than now.
        var state = try Self.state(120, 40, furthest)
        #expect(try Self.chosen(state) == "htx")
        for key in ["{", "{", "{", "0"] as [Character] {
            state.press(.character(key))
            #expect(try Self.chosen(state) == "htx")
        }
        // One that is not there any more makes room.
        _ = state.update(
            on: .snapshot(try SampleState.snapshot(try Self.day([furthest[0], furthest[1]]))))
        #expect(try Self.chosen(state) == "okx")
        _ = state.update(on: .snapshot(try SampleState.snapshot(try Self.day([furthest[0]]))))
        #expect(try Self.view(state).chosen == nil)
    }

    @Test func `O changes the two over, and twice is nothing`() throws {
        var state = try Self.state()
        let before = try Self.view(state).board.rows.compactMap(\.now)
        state.press(.character("O"))
        #expect(try Self.view(state).reference.market.name == "gateio")
        #expect(try Self.chosen(state) == "kraken")
        #expect(Self.text(state).contains("gateio and kraken BTCUSD"))
        let now = try #require(try Self.view(state).chosen?.now)
        #expect(now < -40)
        state.press(.character("O"))
        #expect(try Self.view(state).board.rows.compactMap(\.now) == before)
        #expect(state.chosenInstrument?.market.name == "kraken")
    }

    @Test func `keys lead out: to where one was, or to the chosen market`() throws {
        for key in [Key.escape, .character("o"), .character("q")] {
            var state = try Self.state()
            state.press(.left, .left)
            #expect(state.chart.cursor != nil)
            state.press(key)
            #expect(state.overlay == nil && state.chart.cursor == nil && state.isRunning)
            #expect(state.chosenInstrument?.market.name == "kraken")
        }
        var state = try Self.state()
        state.press(.enter)
        #expect(state.overlay == nil)
        #expect(state.chosenInstrument?.market.name == "gateio")
        // A cursor from before stands where it stood, and is seen.
        for key in [Key.escape, .enter] {
            var state = try Self.state(keys: [.character("3"), .left, .left])
            let before = try #require(state.chart.cursor)
            state.press(.character("o"), .left, .left, .left)
            #expect(state.chart.cursor != before)
            state.press(.character("+"), .character("+"), .character("+"), .character("<"), key)
            #expect(state.overlay == nil && state.chart.cursor == before)
            #expect(state.chart.shown(of: state.windowMinutes).contains(before))
        }
    }

    @Test func `a pair that is kept is the one that is compared`() throws {
        var state = try Self.state(keys: [])
        state.chart.other = try Self.instrument("okx")
        state.press(.character("o"))
        #expect(try Self.chosen(state) == "okx")
        // One of another coin, or the reference itself, is not in the list.
        state.press(.escape, .character("o"), .end, .escape)
        for kept in [Instrument(market: .kraken, pair: try Pair("ethusd")), state.chosenInstrument]
        {
            state.chart.other = kept
            state.press(.character("o"))
            #expect(try Self.chosen(state) == "coinbase")
            state.press(.escape)
        }
        state.chart.other = try Self.instrument("okx")
        state.press(.character("o"))
        // The chart shows the reference alone.
        #expect(state.chart.other != nil)
        #expect(!Self.text(state).contains(" with okx"))
    }

    @Test func `a click chooses, once more it goes there, and on the chart it reads`() throws {
        var state = try Self.state()
        let layout = CompareLayout(in: state.layout.body.size, markets: 11)
        let body = state.layout.body
        func at(_ rect: Rect, _ line: Int) -> Point {
            Point(body.x + rect.x + 5, body.y + rect.y + line)
        }
        state.press(.mouse(.press, at: at(layout.rows, 0)))
        #expect(try Self.chosen(state) == "binance-us")
        state.press(.mouse(.wheelDown, at: at(layout.rows, 0)))
        #expect(try Self.chosen(state) == "bitstamp")
        state.press(.mouse(.press, at: at(layout.chart, 2)))
        let cursor = try #require(state.chart.cursor)
        #expect(state.windowMinutes.contains(cursor))
        #expect(Self.text(state).contains("\(state.localTime.clock(at: cursor.unixSeconds)) "))
        state.press(.mouse(.press, at: at(layout.rows, 1)))
        #expect(state.overlay == nil && state.chosenInstrument?.market.name == "bitstamp")
    }

    @Test func `a click beside the prices and the distances sets no cursor`() throws {
        let state = try Self.state()
        let layout = CompareLayout(in: state.layout.body.size, markets: 11)
        let body = state.layout.body
        let heights = [layout.words, layout.figures].flatMap { [$0.y, $0.bottom - 1] }
        for y in heights + [layout.pane.y, layout.pane.bottom - 1] {
            var clicked = state
            clicked.press(.mouse(.press, at: Point(body.x + layout.chart.x + 9, body.y + y)))
            #expect(clicked.chart.cursor == nil && clicked.overlay != nil, "\(y)")
        }
        var clicked = state
        let spread = Point(body.x + layout.spread.x + 9, body.y + layout.spread.y + 2)
        clicked.press(.mouse(.press, at: spread))
        #expect(clicked.chart.cursor != nil)
    }

    @Test(arguments: [(120, 40), (40, 10)])
    func `a step of the cursor is seen, and each minute of it read`(size: (Int, Int)) throws {
        var state = try Self.state(size.0, size.1)
        state.press(.left)
        for _ in 0..<30 {
            let before = try #require(state.chart.cursor)
            state.press(.left)
            let after = try #require(state.chart.cursor)
            let step = after.distance(to: before)
            #expect((1...40).contains(step))
        }
        state.press(.character("+"))
        #expect(state.chart.span == .halfDay)
    }

    @Test func `the day ends at the minute that is travelled to`() throws {
        var state = try Self.state()
        #expect(try Self.view(state).board.rows.last?.instrument.market.name == "coinbase")
        state.press(.home, .down, .down)
        #expect(try Self.view(state).chosen?.spread?.minutesBeyond == 14)
        for _ in 0..<7 { state.press(.character("{")) }
        let past = try Self.view(state)
        #expect(past.chosen?.instrument.market.name == "okx")
        #expect(past.chosen?.spread?.known == 1020 && past.chosen?.spread?.minutesBeyond == 14)
        // Eight hours ago is before the 14 minutes, and bybit still answered.
        state.press(.character("{"))
        #expect(try Self.view(state).chosen?.spread?.minutesBeyond == 0)
        let bybit = try Self.view(state).board.rows.first { $0.instrument.market.name == "bybit" }
        #expect(bybit?.now != nil)
        state.press(.character("0"))
        #expect(try Self.view(state).chosen?.spread?.minutesBeyond == 14)
    }

    // MARK: - What is said of what is missing

    struct Missing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let markets: [(String, Distance)]
        var keys: [Key] = [.character("o")]
        let words: [String]
    }

    static let missing = [
        Missing(
            testDescription: "one market only", markets: [("kraken", level(0))],
            words: [
                "Only kraken has BTCUSD", "No other market", "Esc closes the board",
                "on one market",
            ]),
        Missing(
            testDescription: "a market without prices yet",
            markets: [("kraken", level(0)), ("okx", { $0 > 1400 ? 1 : nil })],
            keys: [.character("o"), .character("{")],
            words: ["No price of okx yet", "came after 11:00", "↑↓ choose another market"]),
        Missing(
            testDescription: "no minute that both know",
            markets: [("kraken", { $0 >= 720 ? 0 : nil }), ("okx", { $0 < 700 ? 1 : nil })],
            words: [
                "No minute is known on both", "okx has prices from 12:01 to 23:40",
                "↑↓ choose another market", "12 h",
            ]),
        Missing(
            testDescription: "no price of the reference yet",
            markets: [("kraken", { $0 > 1400 ? 0 : nil }), ("okx", level(1))],
            keys: [.character("o"), .character("{")],
            words: ["No price of kraken to compare with", "before 11:00", "O compares with"]),
        Missing(
            testDescription: "no price at all yet",
            markets: [("kraken", { $0 > 1400 ? 0 : nil })],
            keys: [.character("o"), .character("{")],
            words: ["No price of kraken to compare with", "Esc closes the board"]),
        Missing(
            testDescription: "a stale market",
            markets: [("kraken", level(0)), ("bybit", { $0 < 1392 ? 1.5 : nil })],
            words: ["48 min ago +1.5", "No price of bybit since 11:12: ", "  48 min "]),
        Missing(
            testDescription: "a stale reference",
            markets: [("kraken", { $0 < 1392 ? 0 : nil }), ("okx", level(2))],
            words: ["48 min ago +2.0", "No price of kraken since 11:12: "]),
    ]

    @Test(arguments: missing)
    func `what is missing is said, with a reason and a key`(example: Missing) throws {
        let state = try Self.state(120, 40, example.markets, keys: example.keys)
        let text = Self.text(state)
        for words in example.words { #expect(text.contains(words), "\(words)\n\(text)") }
        // Smaller screens say at least what it is.
        for (width, height) in [(80, 24), (60, 20), (40, 10), (20, 5), (3, 2)] {
            let small = try Self.state(width, height, example.markets, keys: example.keys)
            if width >= 60 { #expect(Self.text(small).contains(example.words[0])) }
            _ = Self.text(small, .ascii)
        }
    }

    // MARK: - Looks

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10), (100, 30), (150, 45)])
    func `the board looks the same as before`(width: Int, height: Int) throws {
        let state = try Self.state(
            width, height, keys: [.character("o"), .home, .down, .down])
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "compare-\(width)x\(height)")
    }

    @Test func `in ASCII it has no other sign`() throws {
        var state = try Self.state(80, 24, keys: [.character("o"), .home, .down, .down])
        let canvas = Screen().draw(state, symbols: .ascii)
        try expectSnapshot(canvas, named: "compare-ascii-80x24")
        #expect(canvas.rows.joined().allSatisfy { $0.isASCII })
        state.press(.left, .character("c"))
        #expect(Self.text(state, .ascii).allSatisfy { $0.isASCII })
    }

    @Test func `a distance beyond 10 bp warns, in the list and in the picture`() throws {
        var state = try Self.state()
        state.press(.home, .down, .down)
        let canvas = Screen().draw(state, symbols: .unicode)
        func style(_ market: String) throws -> (bp: Style, end: Unicode.Scalar) {
            let y = try #require(canvas.rows.firstIndex { $0.hasPrefix("│  \(market) ") })
            let row = Array(canvas.rows[y])
            let x = try #require(row.firstIndex { "+−".contains($0) })
            let bar = (x..<45).last { "━▸◂".unicodeScalars.contains(canvas[$0, y].scalar) }
            return (canvas[x, y].style, bar.map { canvas[$0, y].scalar } ?? " ")
        }
        for (market, bp, end) in [
            ("htx", Style.plain, "━"), ("bitfinex", .plain, "━"), ("kucoin", .warning, "▸"),
            ("gateio", .warning, "▸"),
        ] as [(String, Style, Unicode.Scalar)] {
            let found = try style(market)
            #expect(found.bp == bp && found.end == end, "\(market)")
        }
        let layout = CompareLayout(in: state.layout.body.size, markets: 11)
        let place = layout.spread
        let styles = (0..<place.height).map { line in
            Set(
                (place.x..<place.right - 10).map {
                    canvas[$0, state.layout.body.y + place.y + line]
                }
                .filter { $0.scalar != " " }.map(\.style.meaning))
        }
        #expect(styles[0] == [.warning] && styles[3] == [.accent] && styles[6].isEmpty)
    }
}

struct CompareLayoutTests {
    @Test func `at every size the parts lie inside, and what is small goes in its order`() {
        for width in stride(from: 0, through: 260, by: 4) {
            for height in 0...64 {
                let size = Size(width: width, height: height)
                for markets in [1, 5, 24] {
                    let layout = CompareLayout(in: size, markets: markets)
                    let parts = [
                        layout.chart, layout.words, layout.spread, layout.figures, layout.heads,
                        layout.rows, layout.summary, layout.distances,
                    ].filter { !$0.isEmpty }
                    #expect(parts.allSatisfy { Rect(size).intersection($0) == $0 })
                    for (number, part) in parts.enumerated() {
                        #expect(
                            parts.dropFirst(number + 1).allSatisfy {
                                part.intersection($0).isEmpty
                            })
                    }
                    let spread = layout.spread.height
                    #expect([0, 3, 5, 7].contains(spread))
                    #expect(layout.figures.height == 0 || spread == 7)
                    #expect(!layout.list.isEmpty || width < 50 || height < 16)
                    if spread > 0 { #expect(layout.chart.height >= 7) }
                }
            }
        }
    }

    @Test func `beside the list every size of the design has the whole spread`() {
        for (width, height) in [(80, 24), (100, 30), (120, 40), (150, 45), (200, 50), (300, 80)] {
            let layout = CompareLayout(in: Size(width: width, height: height - 2), markets: 11)
            #expect(layout.spread.height == 7 && layout.figures.height == 2)
            #expect(layout.rows.height >= 11)
        }
        let small = CompareLayout(in: Size(width: 60, height: 18), markets: 11)
        #expect(small.spread.isEmpty && small.rows.height >= 5)
        let smallest = CompareLayout(in: Size(width: 40, height: 8), markets: 11)
        #expect(smallest.list.isEmpty && smallest.words.height == 1)
    }
}
