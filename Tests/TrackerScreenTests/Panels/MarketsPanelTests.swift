import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct MarketsPanelTests {
    /// The inside of the pane, by rows.
    private static func drawn(
        _ state: State, width: Int, symbols: Symbols = .unicode
    ) -> Canvas {
        var canvas = Canvas(Size(width: width, height: 8), symbols: symbols)
        MarketsPanel().draw(state, on: &canvas)
        return canvas
    }

    @Test(arguments: [
        (31, ["pairs", "up│down"]), (40, ["pairs", "up│down", "median"]),
        (48, ["pairs", "up│down", "median"]),
        (56, ["pairs", "up│down", "median", "top mover", "share"]),
        (64, ["pairs", "up│down", "median", "top mover", "share", "answer"]),
    ])
    func `columns come in the order of their worth`(width: Int, heads: [String]) {
        #expect(MarketColumns(width: width).heads.map(\.title) == heads)
    }

    @Test(arguments: 0...200)
    func `columns stand beside each other and within the pane`(width: Int) {
        let columns = MarketColumns(width: width)
        var end = columns.name.upperBound
        for place in columns.heads.map(\.place) {
            #expect(place.lowerBound == end)
            end = place.upperBound
        }
        #expect(end <= width && (width < 18 || end == width))
        #expect(width < 12 || columns.name.count >= 10)
    }

    /// Three pairs of kraken up and one down, one of okx down; okx trades more.
    private static func state(
        _ width: Int = 120, _ height: Int = 40, sources: [SourceHealth]? = nil
    ) throws -> State {
        var day = RollingDay()
        let moves: [(Market, String, Double)] = [
            (.kraken, "aaausd", 1.1), (.kraken, "bbbusd", 1.02), (.kraken, "cccusd", 1.01),
            (.kraken, "dddusd", 0.5), (try Market("okx"), "eeeusd", 0.999),
        ]
        for (market, name, factor) in moves {
            for (minute, amount) in [(-1, 100.0), (0, 100 * factor)] {
                let traded = try Traded(market == .kraken ? 1e6 : 36e6, in: .dollars)
                let quote = Quote(
                    Instrument(market: market, pair: try Pair(name)), try Price(amount),
                    traded: traded, baseLength: 3)
                day.ingest(
                    Batch(minute: SampleState.now.advanced(by: minute), quotes: [quote]))
            }
        }
        let snapshot = try SampleSources.snapshot(
            of: day, from: sources ?? ["kraken", "okx"].map { SampleSources.fine($0) })
        return try SampleState.onKraken(width, height, snapshot: snapshot)
    }

    @Test func `markets come by turnover, with what moves in them`() throws {
        let canvas = Self.drawn(try Self.state(), width: 64)
        #expect(canvas.rows[1].hasPrefix("  okx"))
        #expect(canvas.rows[1].contains("1 ────────  −0.10%    EEE −0.10%   90%"))
        #expect(canvas.rows[2].hasPrefix("▸ kraken"))
        #expect(canvas.rows[2].contains("4 ━━━━━━──  +1.50%    DDD −50.0%   10%"))
        let x = try #require(Array(canvas.rows[2]).firstIndex(of: "━"))
        #expect(canvas[x, 2].style.meaning == .up && canvas[x + 7, 2].style.meaning == .down)
        #expect(
            Self.drawn(try Self.state(), width: 64, symbols: .ascii).rows[2].contains(
                "4 ++++++--  +1.50%")
        )
    }

    @Test func `a market that fails says so from the median on`() throws {
        var failing = SampleSources.fine("okx")
        failing.failure = SourceHealth.Failure(
            reason: "okx answered 429, too many requests", at: SampleState.now.start, times: 2)
        let state = try Self.state(sources: [SampleSources.fine("kraken"), failing])
        for (width, words) in [
            (70, "failing 2 times: answered 429"), (56, "failing 2 times"), (40, "failing"),
            (31, "failing"),
        ] {
            let canvas = Self.drawn(state, width: width)
            let row = try #require(canvas.rows.firstIndex { $0.contains("okx") })
            #expect(canvas.rows[row].contains(words), "\(canvas.rows[row])")
            #expect(!canvas.rows[row].contains("…"))
            let x = try #require(Array(canvas.rows[row]).firstIndex(of: "f"))
            #expect(canvas[x, row].style == .error)
            #expect(canvas.rows[row].contains("─") == (width >= 40))
        }
    }

    @Test func `a slow answer is set off`() throws {
        var slow = SampleSources.fine("okx")
        slow.took = .milliseconds(1234)
        let canvas = Self.drawn(
            try Self.state(sources: [SampleSources.fine("kraken"), slow]), width: 70)
        let row = try #require(canvas.rows.firstIndex { $0.contains("1234 ms") })
        #expect(canvas[69, row].style == .warning)
    }

    @Test func `the frame tells the order`() throws {
        let known = Screen().draw(try Self.state(), symbols: .unicode).rows
        #expect(known.contains { $0.contains("by turnover▾") })
        let unknown = Screen().draw(try SampleState.state(), symbols: .unicode).rows
        #expect(unknown.contains { $0.contains("by pairs▾") })
    }

    @Test(arguments: [
        (80, ""), (100, "5 pairs ▲3 ▼2"), (120, "5 pairs ▲3 ▼2  median +1.00%"),
    ])
    func `the top line counts what rises and falls`(width: Int, words: String) throws {
        let row = Screen().draw(try Self.state(width), symbols: .unicode).rows[0]
        #expect(words.isEmpty ? !row.contains("pairs") : row.contains(words))
        #expect(width >= 120 || !row.contains("median"))
    }
}
