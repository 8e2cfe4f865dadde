import Foundation
import Testing
import TrackerEngine

@testable import TrackerScreen

struct RankPanelTests {
    /// A pair of large prices that hardly move, and one of small prices that do.
    @Test func `calm and wild are said of the volatility, whatever the prices`() throws {
        var day = RollingDay()
        func add(_ name: String, _ price: Double, swing: Double) throws {
            let amounts = (0..<1440).map { price * (1 + ($0 % 2 == 0 ? swing : -swing)) }
            day.merge(
                Series(start: SampleState.now.advanced(by: -1439), amounts: amounts),
                of: Instrument(market: .kraken, pair: try Pair(name)))
        }
        try add("bonkusd", 0.0001, swing: 0.01)
        try add("btcjpy", 10_000_000, swing: 0.0001)
        try add("ethusd", 3000, swing: 0.001)
        var state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        func row(_ start: String) throws -> Substring {
            let rows = Screen().draw(state, symbols: .unicode).rows
            let row = try #require(rows.first { $0.contains("││ " + start) })
            let parts = row.components(separatedBy: "││ " + start)
            return start + Substring(parts.last ?? "")
        }
        #expect(try row("volatility").contains("wilder than 100% of 3"))
        #expect(try row("variance").contains("rank 1.000  3rd largest of 3"))
        state.press(.down)
        #expect(try row("volatility").contains("calmer than 100% of 3"))
        #expect(try row("variance").contains("rank 0.333  largest of 3"))
        #expect(try row("minutes").contains("1,440 of 1,440"))
        #expect(try row("minutes").contains(String(repeating: "▪", count: 24)))
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50)])
    func `the places of a market of thousands are said whole`(width: Int, height: Int) throws {
        var day = RollingDay()
        for offset in -2...0 {
            let quotes = try (0..<2249).map { number in
                let pair = Instrument(market: .kraken, pair: try Pair("p\(number)usd"))
                return Quote(pair, try Price(Double(1000 + number * (3 + offset))))
            }
            day.ingest(Batch(minute: SampleState.now.advanced(by: offset), quotes: quotes))
        }
        let state = try SampleState.state(
            width, height, snapshot: try SampleSources.snapshot([SampleSources.fine("kraken")], day)
        )
        let rows = Screen().draw(state, symbols: .unicode).rows
        for label in ["variance  ", "volatility"] {
            let row = try #require(rows.first { $0.contains(label) })
            #expect(row.contains("2,249"))
        }
    }

    @Test func `while history loads, places are so far and nothing is said of all`() throws {
        var backfill = BackfillProgress()
        backfill.mode = .market
        backfill.market = .kraken
        backfill.pairs = BackfillProgress.Count(done: 6, all: 270)
        let (state, canvas) = try Self.drawn(backfill)
        let text = canvas.rows.joined(separator: "\n")
        #expect(text.contains("264 pairs still load") && text.contains(" of 7 so far"))
        #expect(!text.contains("calmer than") && !text.contains("wilder than"))
        let inside = state.layout.inside(.chart)
        for y in inside.bottom - 4..<inside.bottom - 1 {
            for x in inside.x..<inside.right {
                #expect(![.accent, .rising, .falling].contains(canvas[x, y].style))
            }
        }
    }

    private static func drawn(_ backfill: BackfillProgress) throws -> (State, Canvas) {
        let snapshot = Snapshot(
            window: try SampleState.snapshot().window, sources: [SampleState.source()],
            store: .memory(reason: "t"), providers: [.kraken: 0], backfill: backfill)
        let state = try SampleState.state(snapshot: snapshot)
        return (state, Screen().draw(state, symbols: .unicode))
    }

    @Test func `before a market's turn has come and gone nothing is said of all of it`() throws {
        var backfill = BackfillProgress()
        backfill.mode = .market
        // The progress names no market: nothing of it was asked for yet.
        #expect(try Self.drawn(backfill).1.rows.contains { $0.contains(" of 7 so far") })
        for kind in [BackfillProgress.Mode.off, .view] {
            backfill.mode = kind
            #expect(try !Self.drawn(backfill).1.rows.contains { $0.contains("so far") })
        }
        backfill.mode = .market
        backfill.ended = [.kraken]
        let rows = try Self.drawn(backfill).1.rows
        #expect(!rows.contains { $0.contains("so far") })
        #expect(rows.contains { $0.contains("er than ") && $0.contains("% of 7") })
    }
}
