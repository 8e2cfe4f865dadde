import TestSupport
import Testing

@testable import TrackerEngine

/// Packing that is spread over the minutes.
struct SealTurnTests {
    static let start = RollingDayTests.now.hour.start

    /// Markets of very different sizes, with a price of every pair in each minute.
    struct Universe {
        let instruments: [Instrument]

        init(_ sizes: [Int]) throws {
            instruments = try sizes.enumerated().flatMap { market, size in
                try (0..<size).map { try Samples.instrument($0, market: "m\(market)") }
            }
        }

        func batch(_ offset: Int) throws -> Batch {
            let quotes = try instruments.enumerated().map {
                Quote($0.element, try Price(Double(($0.offset * 7 + offset / 3) % 90) / 10))
            }
            return Batch(minute: start.advanced(by: offset), quotes: quotes)
        }
    }

    @Test(arguments: [[1], [3, 1, 1], [60, 20, 9, 5, 3, 2, 1], Array(repeating: 4, count: 30)])
    func `each hour of each market is given out once, in time, and whole`(sizes: [Int]) throws {
        let universe = try Universe(sizes)
        var day = RollingDay()
        var plain = RollingDay()
        var given: [MarketHour: Int] = [:]
        for offset in 0..<400 {
            let batch = try universe.batch(offset)
            day.ingest(batch)
            plain.ingest(batch)
            for sealed in day.sealNext(before: batch.minute.advanced(by: -5)) {
                #expect(given.updateValue(offset, forKey: sealed.key) == nil)
                #expect(sealed == plain.sealedHour(sealed.hour, of: sealed.market))
            }
        }
        let markets = Set(universe.instruments.map(\.market))
        for hour in 0..<5 {
            for market in markets {
                let key = MarketHour(hour: Self.start.hour.advanced(by: hour), market: market)
                let offset = try #require(given[key])
                #expect(offset >= hour * 60 + 65 && offset < hour * 60 + 65 + 2 * RollingDay.turns)
            }
        }
        let last = Self.start.advanced(by: 399)
        for instrument in universe.instruments {
            let found = day.series(of: instrument, through: last)?.amounts ?? []
            let expected = plain.series(of: instrument, through: last)?.amounts ?? [0]
            #expect(Samples.isSame(found, expected))
        }
    }

    @Test func `no minute has to do the work of an hour`() throws {
        let sizes = [60, 50, 40, 30, 20, 10] + Array(repeating: 5, count: 18)
        let universe = try Universe(sizes)
        var day = RollingDay()
        var rows: [Int] = []
        for offset in 0..<300 {
            let batch = try universe.batch(offset)
            day.ingest(batch)
            let before = day.days.mapValues { $0.rows.count }
            _ = day.sealNext(before: batch.minute.advanced(by: -5))
            let packed = day.days.values.filter { $0.rows.count < before[$0.market] ?? 0 }
            let pairs = packed.reduce(0) { $0 + $1.names.count }
            // The share of a minute, and the market that went over it.
            #expect(pairs <= sizes.reduce(0, +) / RollingDay.turns + 60)
            rows.append(day.days.values.map(\.rows.count).max() ?? 0)
        }
        #expect(rows.max() ?? 99 <= 5 + 2 * RollingDay.turns)
    }

    @Test func `a late price opens its hour again`() throws {
        let universe = try Universe([2])
        var day = RollingDay()
        for offset in 0..<60 { day.ingest(try universe.batch(offset)) }
        let end = Self.start.advanced(by: 60)
        #expect(day.sealNext(before: end).map(\.hour) == [Self.start.hour])
        #expect(day.sealNext(before: end).isEmpty)
        let late = Quote(universe.instruments[0], try Price(99))
        day.ingest(Batch(minute: Self.start.advanced(by: 3), quotes: [late]))
        let again = day.sealNext(before: end)
        #expect(again.map(\.hour) == [Self.start.hour])
        #expect(again.first == day.sealedHour(Self.start.hour, of: late.instrument.market))
        #expect(day.days.values.allSatisfy { $0.rows.isEmpty })
    }
}
