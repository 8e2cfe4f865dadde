import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct PairsPanelTests {
    /// A market of pairs with what they are made of, each with its prices, oldest first.
    private static func state(
        _ pairs: [(base: String, quote: String, amounts: [Double])], width: Int = 120,
        height: Int = 40, isListed: Bool = true, ageing minutes: Int = 0,
        backfill: BackfillProgress = BackfillProgress()
    ) throws -> State {
        var day = RollingDay()
        for pair in pairs {
            let name = (pair.base + pair.quote).lowercased()
            let instrument = Instrument(market: .kraken, pair: try Pair(name))
            let length = isListed ? UInt8(pair.base.lowercased().utf8.count) : 0
            for (number, amount) in pair.amounts.enumerated() {
                let minute = SampleState.now.advanced(
                    by: number - pair.amounts.count + 1 - minutes)
                let quote = Quote(instrument, try Price(amount), baseLength: length)
                day.ingest(Batch(minute: minute, quotes: [quote]))
            }
        }
        let snapshot = try SampleSources.snapshot(
            [SampleSources.fine("kraken")], day, backfill: backfill)
        return try SampleState.state(width, height, snapshot: snapshot)
    }

    /// The list of a state, a row a pair.
    private static func rows(_ state: State) -> [String] {
        var canvas = Canvas(state.layout.inside(.pairs).size, symbols: .unicode)
        PairsPanel().draw(state, on: &canvas)
        return Array(canvas.rows.dropFirst().prefix(state.pairList.count))
    }

    private static let long = [
        ("1MBABYDOGE", "USDT"), ("1MBABYDOGE", "USDC"), ("1MBABYDOGE", "TRY"), ("1000SATS", "USDT"),
        ("1000SATS", "FDUSD"), ("1000CHEEMS", "USDT"), ("1000CHEEMS", "USDC"), ("币安人生", "USDT"),
        ("币安人生", "USDC"), ("DOGE", "USDT"),
    ]

    @Test(arguments: [100, 120, 150, 200], [true, false])
    func `long names of a market are told apart`(width: Int, isListed: Bool) throws {
        let pairs = Self.long.map { ($0.0, $0.1, [1, 2.5]) }
        let rows = Self.rows(try Self.state(pairs, width: width, isListed: isListed))
        #expect(rows.count == pairs.count)
        let names = rows.map { $0.dropFirst(2).prefix { $0 != " " } }
        #expect(Set(names).count == pairs.count)
    }

    @Test(arguments: [
        (15, "1MBABYDOGE/USDC"), (14, "1MBABYDOGEUSDC"), (11, "1MBAB…/USDC"), (7, "1…/USDC"),
        (6, "1MBAB…"), (1, "…"),
    ])
    func `the base is cut, never the quote`(room: Int, text: String) throws {
        let state = try Self.state([("1MBABYDOGE", "USDC", [1, 2])])
        let instrument = try #require(state.chosenInstrument)
        #expect(state.snapshot.title(of: instrument, room: room) == text)
    }

    /// Names of up to 18 columns and prices of any size.
    private static func anyPairs(
        _ random: inout SeededGenerator
    ) -> [(base: String, quote: String, amounts: [Double])] {
        let quotes = ["USDT", "USDC", "FDUSD", "TRY", "U"]
        return (0..<20).map { number in
            let length = Int.random(in: 0...9, using: &random)
            let letters = (0..<length).map { _ in "AB1".randomElement(using: &random) ?? "A" }
            let scale = Double("1e\(Int.random(in: -12...14, using: &random))") ?? 1
            let amounts = (0..<3).map { _ in
                Double.random(in: 0.1...10, using: &random) * scale
                    * [1, 1, 1e4][Int.random(in: 0..<3, using: &random)]
            }
            return (
                String(letters) + "X\(number)", quotes.randomElement(using: &random) ?? "U", amounts
            )
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `columns never touch, whatever the names, the prices and the width`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pairs = Self.anyPairs(&random)
        let width = Int.random(in: 20...220, using: &random)
        var state = try Self.state(
            pairs, width: width, isListed: Bool.random(using: &random),
            ageing: seed.isMultiple(of: 7) ? 900 : 0)
        let order = try #require(PairSort.Column.allCases.randomElement(using: &random))
        state.setSort(PairSort(column: order, isAscending: true))
        let pane = state.layout.inside(.pairs)
        let columns = state.pairColumns(width: pane.width)
        let rows = Self.rows(state).map(Array.init)
        try #require(rows.count == min(pairs.count, state.layout.rows(of: .pairs).height))
        for row in rows {
            #expect(row.count == pane.width)
            let figures = columns.figures.map(\.place)
            for column in [columns.price, columns.change].compactMap({ $0 }) + figures
            where !column.isEmpty {
                #expect(row[column.lowerBound] == " ", "\(String(row)) \(columns)")
                let text = String(row[column]).filter { $0 != " " }
                #expect(!text.isEmpty && (pane.width < PairColumns.least || !text.contains("…")))
            }
            guard let change = columns.change else { continue }
            let text = String(row[change])
            #expect(seed.isMultiple(of: 7) == text.hasSuffix(" h"))
        }
        guard columns.name.count >= state.nameColumns else { return }
        #expect(Set(rows.map { String($0[columns.name]) }).count == rows.count)
    }

    @Test func `an old price is faint and has its age in place of the change`() throws {
        let state = try Self.state([("BTC", "USD", [1, 2])], ageing: 985)
        let canvas = Screen().draw(state, symbols: .unicode)
        let y = try #require(canvas.rows.firstIndex { $0.contains("▸ BTC/USD") })
        #expect(canvas.rows[y].contains("16 h") && !canvas.rows[y].contains("+100%"))
        #expect(canvas.rows.contains { $0.contains("16 h old") })
        let unchosen = Screen().draw(
            try Self.state([("BTC", "USD", [1, 2]), ("A", "USD", [1, 2])], ageing: 985),
            symbols: .unicode)
        let row = try #require(unchosen.rows.firstIndex { $0.contains("  BTC/USD") })
        let x = try #require(Array(unchosen.rows[row]).firstIndex(of: "B"))
        #expect(unchosen[x, row].style == .dim)
    }

    @Test func `ranks are marked while the history of the market is being loaded`() throws {
        var progress = BackfillProgress()
        progress.mode = .market
        progress.market = .kraken
        progress.pairs = .init(done: 1, all: 3)
        let pairs = [("BTC", "USD", [1.0, 2]), ("ETH", "USD", [1.0]), ("XRP", "USD", [1.0])]
        var state = try Self.state(pairs, backfill: progress)
        state.setSort(PairSort(column: .rank, isAscending: true))
        let loading = Screen().draw(state, symbols: .unicode)
        #expect(loading.rows.contains { $0.contains("~1.00") })
        #expect(loading.rows.contains { $0.contains("variance   rank 1.000  largest of 1 so far") })
        state = try Self.state(pairs)
        state.setSort(PairSort(column: .rank, isAscending: true))
        let done = Screen().draw(state, symbols: .unicode)
        #expect(done.rows.contains { $0.contains(" 1.000") })
        #expect(done.rows.contains { $0.contains("of 1, 2 without") })
        #expect(!done.rows.contains { $0.contains("so far") })
    }

    @Test(arguments: [40, 50, 60, 71, 72, 80, 100, 120, 150, 200])
    func `a kept filter is seen at every width, with the count where there is room`(width: Int)
        throws
    {
        var state = try SampleState.state(width, 24)
        state.press(.character("/"))
        state.type("btc")
        state.press(.enter)
        let row = try #require(
            Screen().draw(state, symbols: .unicode).rows.first { $0.contains("²") })
        #expect(row.contains("/btc 1 of 7"))
        state.press(.character("/"))
        state.type(" chg>-99 rank<2 last>0 volatility>0")
        state.press(.enter)
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains { $0.contains("/btc chg>-99") })
    }

    @Test(arguments: 5...40)
    func `a filter is the last that goes from a title`(width: Int) throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("btc")
        let title = state.title(of: .pairs)
        var canvas = Canvas(Size(width: width, height: 3), symbols: .unicode)
        PaneBox(title: title, digit: 2, isFocused: true).draw(on: &canvas)
        #expect(width < 14 || canvas.rows[0].contains("/btc"))
    }
}
