import TestSupport
import Testing

@testable import TrackerEngine

struct RollingDayTests {
    /// A minute in the middle of an hour.
    static let now = Minute(index: 27_169_467)

    /// What a rolling day should be, kept the plain way.
    struct PlainDay {
        var prices: [Instrument: [Minute: Double]] = [:]

        mutating func ingest(_ batch: Batch) {
            for quote in batch.quotes {
                prices[quote.instrument, default: [:]][batch.minute] = quote.price.amount
            }
        }

        func amounts(of instrument: Instrument, through last: Minute) -> [Double] {
            (0..<1440).map { prices[instrument]?[last.advanced(by: $0 - 1439)] ?? .nan }
        }

        func instruments(through last: Minute) -> Set<Instrument> {
            Set(
                prices.filter { _, minutes in
                    minutes.keys.contains { $0 > last.advanced(by: -1440) && $0 <= last }
                }.keys)
        }
    }

    @Test func `a restored day knows the last price of a pair that has been gone for hours`() throws
    {
        let (steady, gone) = (try Samples.instrument(1), try Samples.instrument(2))
        var day = RollingDay()
        for back in (0...240).reversed() {
            let quotes = (back > 150 ? [steady, gone] : [steady]).map {
                Quote($0, Price(stored: Double(back)))
            }
            day.ingest(Batch(minute: Self.now.advanced(by: -back), quotes: quotes))
        }
        var restored = RollingDay()
        restored.restore(StoredDay(hours: day.seal(before: Self.now)))
        let last = try #require(restored.latest(of: gone))
        #expect(last.minute == Self.now.advanced(by: -151) && last.price.amount == 151)
        let newest = try #require(restored.latest(of: steady))
        #expect(newest.minute.next.index.isMultiple(of: SeriesCodec.minutes))
    }

    @Test(arguments: UInt64(1)...60)
    func `the day and a dictionary agree`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        var plain = PlainDay()
        let names = try (0..<12).map { try Samples.instrument($0, market: $0 < 8 ? "a" : "b") }
        var minute = Self.now
        for _ in 0..<400 {
            minute = minute.advanced(by: [1, 1, 1, 2, 7, 61].randomElement(using: &random) ?? 1)
            let present = names.filter { _ in Bool.random(using: &random) }
            let back = Int.random(in: 0...20, using: &random) == 0 ? -90 : 0  // amends the past
            let quotes = try present.shuffled(using: &random).map {
                Quote($0, try Price(Double(Int.random(in: 0...9999, using: &random)) / 100))
            }
            let batch = Batch(minute: minute.advanced(by: back), quotes: quotes)
            day.ingest(batch)
            plain.ingest(batch)
            if Bool.random(using: &random) {
                _ = day.seal(before: minute.advanced(by: -3))
                day.drop(before: minute.advanced(by: -1439))
            }
        }
        let first = minute.advanced(by: -1439)
        let held = plain.instruments(through: minute)
        #expect(Set(day.instruments(since: first)) == held)
        let minutes = Set(plain.prices.values.flatMap(\.keys))
        #expect(
            day.minutesHeld(from: first, through: minute)
                == minutes.count { $0 >= first && $0 <= minute })
        for instrument in held {
            let series = try #require(day.series(of: instrument, through: minute))
            #expect(Samples.isSame(series.amounts, plain.amounts(of: instrument, through: minute)))
        }
    }

    @Test(arguments: UInt64(1)...40)
    func `a sealed hour restores what it was made of`(seed: UInt64) throws {
        let instrument = try Samples.instrument(1)
        let start = Self.now.hour.start
        let amounts = Samples.amounts(60, seed: seed)
        var day = RollingDay()
        for (offset, amount) in amounts.enumerated() where !amount.isNaN {
            let quotes = [Quote(instrument, try Price(amount))]
            day.ingest(Batch(minute: start.advanced(by: offset), quotes: quotes))
        }
        let hours = day.seal(before: start.advanced(by: 60))
        var restored = RollingDay()
        restored.restore(StoredDay(hours: hours))
        let last = start.advanced(by: 100)
        #expect(
            day.series(of: instrument, through: last)?.count
                == restored.series(of: instrument, through: last)?.count)
        if let series = restored.series(of: instrument, through: start.advanced(by: 59)) {
            #expect(Samples.isSame(Array(series.amounts.suffix(60)), amounts))
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `filling at once and minute by minute give the same day`(seed: UInt64) throws {
        let start = Self.now.advanced(by: -1439)
        let entries = try (0..<5).map { number in
            let amounts = Samples.amounts(1440, seed: seed * 8 + UInt64(number) + 1)
            return (
                instrument: try Samples.instrument(number),
                series: Series(start: start, amounts: amounts)
            )
        }
        var filled = RollingDay()
        filled.fill(entries.map(\.instrument), through: Self.now) { store in
            for (position, entry) in entries.enumerated() { store(position, entry.series) }
        }
        var merged = RollingDay()
        for entry in entries { merged.merge(entry.series, of: entry.instrument) }
        for entry in entries {
            for day in [filled, merged] {
                let amounts = day.series(of: entry.instrument, through: Self.now)?.amounts ?? []
                #expect(Samples.isSame(amounts, entry.series.amounts))
            }
        }
    }

    @Test func `names leave with their last price and their slots come back`() throws {
        var day = RollingDay()
        for number in 0..<50 {
            let minute = Self.now.advanced(by: number * 60)
            let quotes = [Quote(try Samples.instrument(number), try Price(1))]
            day.ingest(Batch(minute: minute, quotes: quotes))
            _ = day.seal(before: minute)
            day.drop(before: minute.advanced(by: -1439))
        }
        let names = try #require(day.days[.kraken]?.names)
        #expect(names.count <= 26)
        #expect(names.capacity <= 27)
        #expect(day.series(of: try Samples.instrument(0), through: Self.now) == nil)
    }

    @Test func `a copy stays as it was`() throws {
        let instrument = try Samples.instrument(1)
        var day = RollingDay()
        day.ingest(Batch(minute: Self.now, quotes: [Quote(instrument, try Price(1))]))
        let copy = day
        day.ingest(Batch(minute: Self.now, quotes: [Quote(instrument, try Price(2))]))
        #expect(copy.latest(of: instrument)?.price.amount == 1)
        #expect(copy.series(of: instrument, through: Self.now)?[Self.now]?.amount == 1)
    }

    @Test func `a price that is there stays when it shall not be replaced`() throws {
        let instrument = try Samples.instrument(1)
        var day = RollingDay()
        day.ingest(Batch(minute: Self.now, quotes: [Quote(instrument, try Price(1))]))
        let late = Batch(minute: Self.now, quotes: [Quote(instrument, try Price(2))])
        #expect(day.ingest(late, replacing: false) == 0)
        #expect(day.batch(at: Self.now).quotes == [Quote(instrument, try Price(1))])
    }
}
