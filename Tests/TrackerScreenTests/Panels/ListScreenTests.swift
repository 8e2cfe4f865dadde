import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

/// The lists at every size that the layout tells apart, without the chart.
struct ListScreenTests {
    private struct Sample {
        let base: String
        let quote: String
        /// At the first minute, in between, and now.
        let amounts: [Double]
        var dollars: Double?
        /// How old the last price is.
        var minutes = 0
    }

    private static let samples = [
        Sample(base: "btc", quote: "usd", amounts: [65_412, 67_000.1, 66_957.8], dollars: 9.1e9),
        Sample(base: "btc", quote: "eur", amounts: [61_000, 60_100, 61_814.7], dollars: 819e6),
        Sample(base: "eth", quote: "usd", amounts: [3_651.75, 3_700, 3_519.6], dollars: 1.6e9),
        Sample(
            base: "shib", quote: "usdt", amounts: [1.0562e-5, 1e-5, 1.18392e-5], dollars: 690e6),
        Sample(
            base: "1mbabydoge", quote: "usdc", amounts: [1.5e-9, 1.2e-9, 1.18e-9], dollars: 12e3),
        Sample(
            base: "1000cheems", quote: "usdt", amounts: [0.001, 0.0021, 0.0022], dollars: 340e3),
        Sample(base: "xpan", quote: "usd", amounts: [0.11, 2, 1.364], dollars: 5e6),
        Sample(base: "usdt", quote: "usd", amounts: [1, 1.0001, 1.00003], dollars: 18e6),
        Sample(base: "wif", quote: "usd", amounts: [2.9188, 2, 1.8998], dollars: 550e6),
        Sample(base: "btc", quote: "jpy", amounts: [1.0198e7, 1.01e7, 10_100_009], dollars: 7.6e6),
        Sample(base: "old", quote: "usd", amounts: [7, 7.5, 8], dollars: 999, minutes: 985),
        Sample(base: "once", quote: "eth", amounts: [0.052565]),
    ]

    private static func state(_ width: Int, _ height: Int) throws -> State {
        var day = RollingDay()
        for (number, market) in ["kraken", "okx", "binance", "gemini"].enumerated() {
            for sample in samples.dropLast(number * 3) {
                let instrument = Instrument(
                    market: try Market(market), pair: try Pair(sample.base + sample.quote))
                let minutes = [-1439, -1000, -sample.minutes].suffix(sample.amounts.count)
                for (minute, amount) in zip(minutes, sample.amounts) {
                    let traded = try sample.dollars.map {
                        try Traded($0 / Double(number + 1), in: .dollars)
                    }
                    let quote = Quote(
                        instrument, try Price(amount), traded: traded,
                        baseLength: UInt8(sample.base.utf8.count))
                    day.ingest(
                        Batch(minute: SampleState.now.advanced(by: minute), quotes: [quote]))
                }
            }
        }
        var slow = SampleSources.fine("gemini")
        slow.took = .milliseconds(1234)
        let sources = [
            SampleSources.fine("kraken"),
            SampleSources.failing("okx", " answered 503: the matching engine is being upgraded"),
            SampleSources.barred("binance"), slow,
        ]
        let snapshot = try SampleSources.snapshot(of: day, from: sources)
        var state = try SampleState.firstStart(width, height, snapshot: snapshot)
        state.press(.down, .character("f"))
        return state
    }

    /// The lists alone: whoever changes the chart changes nothing here.
    private static func drawn(_ state: State, symbols: Symbols) -> Canvas {
        let places = state.layout.panes.filter { $0.key != .chart }
        let width = places.values.map(\.right).max() ?? 0
        let height = places.values.map(\.bottom).max() ?? 0
        let whole = Screen().draw(state, symbols: symbols)
        var canvas = Canvas(Size(width: width, height: height), symbols: symbols)
        for row in 0..<height {
            for column in 0..<width {
                canvas.set(whole[column, row], at: Point(column, row))
            }
        }
        // The top line is cut.
        canvas.fill(canvas.bounds.splitTop(1).top)
        return canvas
    }

    @Test(arguments: [
        (40, 10), (49, 30), (50, 18), (60, 20), (72, 24), (80, 24), (96, 30), (112, 31), (120, 40),
        (150, 45), (176, 37), (176, 38), (200, 50), (220, 50), (260, 60),
    ])
    func `lists look as was agreed`(width: Int, height: Int) throws {
        let state = try Self.state(width, height)
        try expectSnapshot(
            Self.drawn(state, symbols: .unicode), named: "lists-\(width)x\(height)")
    }

    @Test func `lists in other signs and orders look as was agreed`() throws {
        var state = try Self.state(200, 50)
        try expectSnapshot(Self.drawn(state, symbols: .ascii), named: "lists-ascii-200x50")
        try expectSnapshot(
            Self.drawn(state, symbols: .unicode.withBlocks), named: "lists-blocks-200x50")
        state.press(.character("1"), .home)
        try expectSnapshot(Self.drawn(state, symbols: .unicode), named: "lists-starred-200x50")
        state = try Self.state(80, 24)
        state.setSort(PairSort(column: .volatility, isAscending: false))
        try expectSnapshot(Self.drawn(state, symbols: .unicode), named: "lists-volatility-80x24")
    }

    @Test(arguments: 20...300)
    func `what is no name is never cut in a list`(width: Int) throws {
        let state = try Self.state(width, 12)
        for inner in [width, width / 2] where inner >= PairColumns.least {
            var canvas = Canvas(Size(width: inner, height: 14), symbols: .unicode)
            PairsPanel().draw(state, on: &canvas)
            let columns = state.pairColumns(width: inner)
            for row in canvas.rows {
                let rest = String(Array(row)[columns.name.upperBound...])
                #expect(!rest.contains("…"), "\(row)")
            }
        }
    }
}
