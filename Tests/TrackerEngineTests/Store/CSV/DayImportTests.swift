import TestSupport
import Testing

@testable import TrackerEngine

struct DayImportTests {
    private static let window = CSVSamples.window

    /// The prices of a day by instrument and minute.
    private func prices(_ day: RollingDay) -> [Instrument: [Minute: Double]] {
        var prices: [Instrument: [Minute: Double]] = [:]
        for instrument in day.instruments(since: Self.window.lowerBound) {
            guard let series = day.series(of: instrument, through: Self.window.upperBound) else {
                continue
            }
            for (minute, price) in series.points {
                prices[instrument, default: [:]][minute] = price.amount
            }
        }
        return prices
    }

    @Test(arguments: UInt64(1)...24, [false, true])
    func `prices go in beside those held, or over them`(seed: UInt64, replacing: Bool) throws {
        // The same names, other prices: two days of which one has other hours.
        var random = SeededGenerator(seed: seed)
        var held = RollingDay()
        var news = RollingDay()
        for number in 0..<4 {
            let instrument = try Samples.instrument(number)
            let start = Self.window.lowerBound.advanced(by: Int.random(in: 0..<900, using: &random))
            let series = { (seed: UInt64) in
                Series(start: start, amounts: Samples.amounts(500, seed: seed))
            }
            if number != 1 { held.merge(series(seed &+ UInt64(number)), of: instrument) }
            if number != 2 { news.merge(series(seed &* 31 &+ UInt64(number)), of: instrument) }
        }
        if Bool.random(using: &random) { _ = held.seal(before: Self.window.upperBound) }
        let content = try CSVSamples.read(CSVSamples.text(of: news))
        let plan = DayImport(
            content.hours, into: held, through: Self.window.upperBound, replacing: replacing)
        let old = prices(held)
        let new = prices(news)
        let both = new.reduce(0) { sum, entry in
            sum + entry.value.keys.count { old[entry.key]?[$0] != nil }
        }
        #expect(plan.held == (replacing ? 0 : both))
        #expect(plan.taken + plan.held == content.counts.prices)
        // Hours replace what a journal holds of them; minutes win over hours.
        var written = RollingDay()
        written.restore(plan.changes)
        written.restore(StoredDay(hours: CSVSamples.hours(of: held)))
        let expected = old.merging(new) { $0.merging($1) { replacing ? $1 : $0 } }
        #expect(prices(written) == expected)
    }

    @Test func `the running hour stays single minutes, past ones are packed`() throws {
        let last = Self.window.upperBound
        let instrument = try Samples.instrument(1)
        var news = RollingDay()
        for offset in [-1439, -60, 0] {
            let quote = Quote(instrument, try Price(Double(2000 + offset)))
            news.ingest(Batch(minute: last.advanced(by: offset), quotes: [quote]))
        }
        let content = try CSVSamples.read(CSVSamples.text(of: news))
        let plan = DayImport(content.hours, into: RollingDay(), through: last, replacing: false)
        #expect(plan.changes.hours.map(\.hour) == [-24, -1].map { last.hour.advanced(by: $0) })
        #expect(plan.changes.minutes.map(\.minute) == [last])
        #expect(plan.taken == 3)
    }

    @Test func `an hour of which all is held is not written`() throws {
        var held = RollingDay()
        let quote = Quote(try Samples.instrument(1), try Price(3))
        held.ingest(Batch(minute: Self.window.lowerBound, quotes: [quote]))
        let content = try CSVSamples.read(CSVSamples.text(of: held))
        let plan = DayImport(
            content.hours, into: held, through: Self.window.upperBound, replacing: false)
        #expect(plan.held == 1)
        #expect(plan.taken == 0)
        #expect(plan.changes.hours.isEmpty)
        #expect(plan.changes.minutes.isEmpty)
    }

    @Test func `what else an hour holds stays in it`() throws {
        var held = RollingDay()
        let others = try (1...3).map { Quote(try Samples.instrument($0), try Price(Double($0))) }
        held.ingest(Batch(minute: Self.window.lowerBound, quotes: others))
        let row = "\(Self.window.lowerBound.unixSeconds),kraken,pair2,9"
        let content = try CSVSamples.read("\(DayCSV.header)\n\(row)\n")
        let plan = DayImport(
            content.hours, into: held, through: Self.window.upperBound, replacing: true)
        var day = RollingDay()
        day.restore(plan.changes)
        #expect(day.batch(at: Self.window.lowerBound).quotes.map(\.price.amount) == [1, 9, 3])
    }
}
