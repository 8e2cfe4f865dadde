import TestSupport
import Testing

@testable import TrackerEngine

struct BatchOrdersTests {
    static let now = RollingDayTests.now

    static func batch(_ market: String, _ numbers: [Int], at minute: Minute = now) throws -> Batch {
        let quotes = try numbers.map {
            Quote(try Samples.instrument($0, market: market), try Price(Double($0)))
        }
        return Batch(minute: minute, quotes: quotes)
    }

    @Test func `each source has an order of its own`() throws {
        var day = RollingDay()
        day.ingest(try Self.batch("a", [3, 1, 2]))
        day.ingest(try Self.batch("b", [9, 8]))
        #expect(day.orders[try Market("a")].count == 3)
        #expect(day.orders[try Market("b")].count == 2)
        #expect(day.orders[try Market("c")].isEmpty)
        #expect(day.orders[nil].isEmpty)
    }

    @Test func `the order of a market that has left is forgotten`() throws {
        var day = RollingDay()
        day.ingest(try Self.batch("a", [1, 2]))
        day.ingest(try Self.batch("b", [1, 2], at: Self.now.advanced(by: 1440)))
        day.drop(before: Self.now.next)
        #expect(day.orders[try Market("a")].isEmpty)
        #expect(day.orders[try Market("b")].count == 2)
    }

    @Test func `batches that begin with another market each time do not pile up`() throws {
        var orders = BatchOrders()
        for number in 0..<50 {
            orders.note(Array(0..<100), from: try Market("m\(number)"), capacity: 100)
        }
        let held = try (0..<50).map { orders[try Market("m\($0)")].count }
        #expect(held.reduce(0, +) <= 200)
        #expect(orders[try Market("m49")].count == 100)
    }

    @Test(arguments: UInt64(1)...30)
    func `only quotes that have no price at their minute are missing`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        let (minute, markets) = (Self.now, ["a", "b"])
        var held: Set<Instrument> = []
        for step in 0..<12 {
            let numbers = (0..<40).filter { _ in Bool.random(using: &random) }
                .shuffled(using: &random)
            let market = markets.randomElement(using: &random) ?? "a"
            let batch = try Self.batch(market, numbers)
            let missing = day.missing(from: batch)
            #expect(missing.quotes == batch.quotes.filter { !held.contains($0.instrument) })
            day.ingest(missing)
            held.formUnion(batch.quotes.map(\.instrument))
            if step == 6 { _ = day.seal(before: minute.advanced(by: 60)) }
        }
    }
}
