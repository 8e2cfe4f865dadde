import Testing
import TrackerEngine

@testable import TrackerScreen

struct RankPanelTests {
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
        for label in ["variance rank", "volatility"] {
            let row = try #require(rows.first { $0.contains(label) })
            #expect(row.contains("2,249"))
        }
    }
}
