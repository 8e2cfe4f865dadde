import Testing

@testable import TrackerEngine

struct SimulatedTurnoverTests {
    static let now = SimulatedSourceTests.now

    static func day(_ source: SimulatedSource, at minute: Minute = now) -> DayWindow {
        var day = RollingDay()
        day.ingest(Batch(minute: minute, quotes: source.quotes(at: minute)))
        return DayWindow(day, through: minute)
    }

    @Test(arguments: UInt64(1)...3)
    func `what many trade is traded most, and markets are as large as they are`(seed: UInt64) throws
    {
        let window = Self.day(SimulatedSource(seed: seed, pairs: 2000))
        let largest = window.largest(of: window.markets)
        let bases = largest.prefix(40).compactMap { window.assets(of: $0)?.base }
        #expect(Set(bases).isSuperset(of: ["btc", "eth"]) && bases.count == 40)
        for market in SimulatedMarket.all {
            let total = window.turnovers(of: try Market(market.name)).pairs
                .reduce(0) { $0 + $1.dollars }
            // Pairs that are away now, prices that have moved, and the hour.
            #expect((0.5...1.6).contains(total / (market.turnover * 1e6)), "\(market.name)")
        }
        // Nothing is as large as its market, and the last are small.
        let first = try #require(largest.first.flatMap { window.turnover(of: $0) })
        #expect((1e8...12e9).contains(first))
        let last = try #require(largest.last.flatMap { window.turnover(of: $0) })
        #expect(last < first / 10_000)
    }

    @Test func `every pair has base, quote and a turnover that moves slowly`() throws {
        let source = SimulatedSource(seed: 3, pairs: 600)
        let quotes = source.quotes(at: Self.now)
        #expect(quotes.allSatisfy { $0.assets != nil && $0.traded != nil })
        let later = Dictionary(
            uniqueKeysWithValues: source.quotes(at: Self.now.advanced(by: 15))
                .map { ($0.instrument, $0) })
        for quote in quotes {
            guard let traded = quote.traded, let next = later[quote.instrument]?.traded else {
                continue
            }
            #expect(traded.unit == next.unit)
            #expect(abs(next.amount - traded.amount) <= 0.05 * traded.amount + 1e-6)
        }
        let units = Set(quotes.compactMap { $0.traded?.unit })
        #expect(units == [.base, .quote])
    }

    @Test func `a day that is filled at once has what a poll tells`() {
        let source = SimulatedSource(seed: 3, pairs: 300)
        let told = source.tickers(at: Self.now)
        let known = Dictionary(
            uniqueKeysWithValues: told.flatMap { market in
                market.tickers.map { (Instrument(market: market.market, pair: $0.pair), $0) }
            })
        #expect(known.count == 300 && told.map(\.market) == told.map(\.market).sorted())
        for quote in source.quotes(at: Self.now) {
            #expect(known[quote.instrument]?.traded == quote.traded)
            #expect(known[quote.instrument]?.baseLength == quote.baseLength)
        }
    }
}
