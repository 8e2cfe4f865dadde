import TestSupport
import Testing

@testable import TrackerEngine

struct MarketDayTests {
    static let now = RollingDayTests.now

    static func batch(_ market: String, _ numbers: [Int], at minute: Minute = now) throws -> Batch {
        let quotes = try numbers.map {
            Quote(try Samples.instrument($0, market: market), try Price(Double($0)))
        }
        return Batch(minute: minute, quotes: quotes)
    }

    @Test func `each market has an order of its own`() throws {
        var day = RollingDay()
        day.ingest(try Self.batch("a", [3, 1, 2]))
        day.ingest(try Self.batch("b", [9, 8]))
        #expect(day.days[try Market("a")]?.order.count == 3)
        #expect(day.days[try Market("b")]?.order.count == 2)
    }

    @Test func `a few late quotes do not take the place of the whole`() throws {
        var day = RollingDay()
        day.ingest(try Self.batch("a", Array(0..<100)))
        day.ingest(try Self.batch("a", [7, 3]))
        #expect(day.days[try Market("a")]?.order.count == 100)
    }

    @Test func `the order of what has left is forgotten`() throws {
        var day = RollingDay()
        day.ingest(try Self.batch("a", [1, 2]))
        day.ingest(try Self.batch("b", [1, 2, 3]))
        day.ingest(try Self.batch("b", [1, 2], at: Self.now.advanced(by: 1440)))
        day.drop(before: Self.now.next)
        #expect(day.days[try Market("a")] == nil)
        #expect(day.days[try Market("b")]?.order.count == 2)
    }

    @Test(arguments: UInt64(1)...30)
    func `only quotes that have no price at their minute are missing`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        let minute = Self.now
        var held: Set<Instrument> = []
        for step in 0..<12 {
            let parts = try ["a", "b"].map { market in
                try Self.batch(market, (0..<40).filter { _ in Bool.random(using: &random) }).quotes
            }
            let quotes = parts.flatMap(\.self).shuffled(using: &random)
            let missing = day.missing(from: Batch(minute: minute, quotes: quotes))
            #expect(missing.quotes.count == Set(missing.quotes).count)
            #expect(Set(missing.quotes) == Set(quotes.filter { !held.contains($0.instrument) }))
            day.ingest(missing)
            held.formUnion(quotes.map(\.instrument))
            if step == 6 { _ = day.seal(before: minute.advanced(by: 60)) }
        }
        #expect(Set(day.batch(at: minute).quotes.map(\.instrument)) == held)
    }
}
