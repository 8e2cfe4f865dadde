import TestSupport
import Testing

@testable import TrackerEngine

/// What a day keeps beside the last prices.
struct TickerColumnsTests {
    static let now = RollingDayTests.now

    static func quote(
        _ number: Int, _ traded: Traded?, market: String = "kraken", base: UInt8 = 0
    ) throws -> Quote {
        Quote(
            try Samples.instrument(number, market: market), try Price(Double(number + 1)),
            traded: traded, baseLength: base)
    }

    static func batch(_ offset: Int, _ quotes: Quote...) -> Batch {
        Batch(minute: now.advanced(by: offset), quotes: quotes)
    }

    @Test func `the newest poll that tells of any pair counts for all of its pairs`() throws {
        var day = RollingDay()
        let (one, other) = (try Samples.instrument(0), try Samples.instrument(1))
        let (ten, twenty) = (try Traded(10, in: .quote), try Traded(20, in: .base))
        day.ingest(Self.batch(-2, try Self.quote(0, ten), try Self.quote(1, twenty)))
        #expect(day.traded(of: one) == ten && day.traded(of: other) == twenty)
        // A call that stands in for the usual one says nothing of it.
        day.ingest(Self.batch(-1, try Self.quote(0, nil), try Self.quote(1, nil)))
        #expect(day.traded(of: one) == ten && day.traded(of: other) == twenty)
        day.ingest(Self.batch(0, try Self.quote(0, twenty), try Self.quote(1, nil)))
        #expect(day.traded(of: one) == twenty && day.traded(of: other) == nil)
        // What comes late is older.
        day.ingest(Self.batch(-1, try Self.quote(0, ten), try Self.quote(1, ten)))
        #expect(day.traded(of: one) == twenty && day.traded(of: other) == nil)
        day.note([try Self.quote(1, ten)])
        #expect(day.traded(of: other) == ten)
        #expect(day.traded(of: try Samples.instrument(2)) == nil)
        #expect(day.traded(of: try Samples.instrument(0, market: "okx")) == nil)
    }

    @Test func `what was told leaves with its pair, and after a day`() throws {
        var day = RollingDay()
        let ten = try Traded(10, in: .quote)
        day.ingest(Self.batch(-1439, try Self.quote(0, ten, base: 3), try Self.quote(1, ten)))
        day.ingest(Self.batch(-100, try Self.quote(0, nil, base: 3)))
        #expect(day.tickers(of: .kraken)?.tickers.count == 2)
        day.drop(before: Self.now.advanced(by: -1438))
        #expect(day.traded(of: try Samples.instrument(0)) == nil)
        #expect(day.assets(of: try Samples.instrument(0))?.base == "pai")
        // The slot of the pair that has left is another one's now.
        day.ingest(Self.batch(0, try Self.quote(2, nil)))
        #expect(day.tickers(of: .kraken)?.tickers.map(\.pair.name) == ["pair0"])
    }

    @Test(arguments: UInt64(1)...60)
    func `a plain account of random polls comes to the same, and so does what is stored`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var (day, copy) = (RollingDay(), RollingDay())
        var known: [Instrument: Traded] = [:]
        var bases: [Instrument: UInt8] = [:]
        for offset in -20...0 {
            for market in ["a", "b"] where Bool.random(using: &random) {
                let tells = Bool.random(using: &random)
                var quotes: [Quote] = []
                for number in 0..<12 where Int.random(in: 0..<3, using: &random) > 0 {
                    let unit = try #require(Traded.Unit.allCases.randomElement(using: &random))
                    let amount = Double(Int.random(in: 0...999, using: &random)) / 8
                    let isKnown = tells && Int.random(in: 0..<4, using: &random) > 0
                    quotes.append(
                        try Self.quote(
                            number, isKnown ? try Traded(amount, in: unit) : nil, market: market,
                            base: UInt8(Int.random(in: 0...4, using: &random))))
                }
                day.ingest(Batch(minute: Self.now.advanced(by: offset), quotes: quotes))
                for quote in quotes where quote.baseLength > 0 {
                    bases[quote.instrument] = quote.baseLength
                }
                guard quotes.contains(where: { $0.traded != nil }) else { continue }
                for quote in quotes { known[quote.instrument] = quote.traded }
            }
            var stored = day.stored()
            stored.tickers = day.marketNames.compactMap { day.tickers(of: $0) }
            copy.restore(stored)
        }
        let names = day.instruments(since: Self.now.windowStart)
        for name in names {
            #expect(day.traded(of: name) == known[name])
            #expect(day.assets(of: name) == name.pair.assets(baseLength: bases[name] ?? 0))
        }
        #expect(day.marketNames.allSatisfy { day.tickers(of: $0) == copy.tickers(of: $0) })
    }
}
