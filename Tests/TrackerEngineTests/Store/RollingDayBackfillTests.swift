import TestSupport
import Testing

@testable import TrackerEngine

struct RollingDayBackfillTests {
    static let now = RollingDayTests.now

    static func part(
        _ number: Int, from back: Int, _ amounts: [Double], isCoarse: Bool = false
    ) throws -> Backfill {
        Backfill(
            try Samples.instrument(number),
            Series(start: now.advanced(by: back), amounts: amounts), isCoarse: isCoarse)
    }

    static func quotes(_ amounts: Double...) throws -> [Quote] {
        try amounts.enumerated().map {
            Quote(try Samples.instrument($0.offset), try Price($0.element))
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `prices fill holes only, and each minute knows where it comes from`(seed: UInt64) throws {
        var sample = try BackfilledDay(seed: seed, from: Self.now)
        for _ in 0..<80 {
            _ = try sample.poll()
            if sample.chance(4) {
                let before = sample.day
                let (asked, put) = sample.fill()
                let after = sample.day.series(of: asked.instrument, through: sample.minute)
                let held = before.series(of: asked.instrument, through: sample.minute)
                for point in held.map({ Array($0.points) }) ?? [] {
                    #expect(after?[point.minute] == point.price)
                }
                let fresh = asked.series.points.filter { held?[$0.minute] == nil }
                #expect((put?.series.points.map(\.price) ?? []) == fresh.map(\.price))
                #expect((put?.series.points.map(\.minute) ?? []) == fresh.map(\.minute))
                #expect(put.map { $0.isCoarse == asked.isCoarse } ?? true)
                if sample.chance(3) { _ = try sample.poll(at: sample.minute) }
            }
            if !sample.chance(3) { _ = sample.turn() }
        }
        #expect(sample.agrees(with: sample.day))
        var restored = RollingDay()
        restored.restore(sample.day.stored())
        #expect(sample.agrees(with: restored))
    }

    @Test(arguments: UInt64(1)...20)
    func `a stored day that is no newer fills holes, and replaces what was fetched`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var (day, other) = (RollingDay(), RollingDay())
        var expected: [[Double?]] = [[], [], []]
        let first = Self.now.hour.start.advanced(by: -90)
        for minute in (0..<150).map(first.advanced(by:)) {
            for number in 0..<3 {
                let instrument = try Samples.instrument(number)
                let (held, stored) = (
                    Int.random(in: 0...2, using: &random), Bool.random(using: &random)
                )
                let price = { Quote(instrument, Price(stored: $0)) }
                if held == 1 { day.ingest(Batch(minute: minute, quotes: [price(1)])) }
                if held == 2 {
                    let part = Backfill(
                        instrument, Series(start: minute, amounts: [2]), isCoarse: false)
                    _ = day.backfill(part, sealedBefore: first)
                }
                if stored { other.ingest(Batch(minute: minute, quotes: [price(3)])) }
                expected[number].append(held == 1 ? 1 : stored ? 3 : held == 2 ? 2 : nil)
            }
            if minute.index.isMultiple(of: 60) { _ = day.seal(before: minute) }
        }
        day.restore(other.stored(), replacing: false)
        for number in 0..<3 {
            let series = day.series(
                of: try Samples.instrument(number), through: Self.now.advanced(by: 60))
            #expect((0..<150).map { series?[first.advanced(by: $0)]?.amount } == expected[number])
        }
    }

    @Test func `past hours are packed, not held as rows`() throws {
        var day = RollingDay()
        for number in 0..<100 {
            let amounts = (0..<1440).map { Double($0 + number) / 100 }
            let part = try Self.part(number, from: -1439, amounts)
            #expect(day.backfill(part, sealedBefore: Self.now.advanced(by: -5)) == part)
        }
        #expect((day.days[.kraken]?.rows.count ?? 0) <= 65)
        let hours = day.days[.kraken]?.hours.map(\.hour) ?? []
        #expect(hours.count == 24)
        #expect(hours == hours.sorted())
        #expect(day.weight < 100 * 1440 * 2)
        for number in 0..<100 {
            let name = try Samples.instrument(number)
            #expect(day.series(of: name, through: Self.now)?.count == 1440)
            #expect(
                day.coverage(of: name, through: Self.now) == Coverage(backfilled: 1440))
        }
        #expect(day.pairs(of: try Market("kraken"), since: Self.now).count == 100)
    }

    @Test func `nothing but holes, and what is there already, put nothing in`() throws {
        var day = RollingDay()
        day.ingest(Batch(minute: Self.now, quotes: try Self.quotes(1)))
        let copy = day.stored()
        #expect(day.backfill(try Self.part(0, from: 0, [5]), sealedBefore: Self.now) == nil)
        #expect(day.backfill(try Self.part(1, from: 0, [.nan]), sealedBefore: Self.now) == nil)
        #expect(day.backfill(try Self.part(1, from: 0, []), sealedBefore: Self.now) == nil)
        #expect(day.stored().minutes == copy.minutes)
        #expect(day.count == 1)
    }

    @Test func `what is filled is the last price only where it is the newest`() throws {
        var day = RollingDay()
        let name = try Samples.instrument(0)
        _ = day.backfill(try Self.part(0, from: -90, [1, 2, .nan]), sealedBefore: Self.now)
        #expect(day.latest(of: name)?.price.amount == 2)
        #expect(day.latest(of: name)?.minute == Self.now.advanced(by: -89))
        _ = day.backfill(try Self.part(0, from: -99, [7]), sealedBefore: Self.now)
        #expect(day.latest(of: name)?.price.amount == 2)
        day.ingest(Batch(minute: Self.now.advanced(by: -3), quotes: try Self.quotes(3)))
        day.note(try Self.quotes(4))
        _ = day.backfill(try Self.part(0, from: -30, [5, 6]), sealedBefore: Self.now)
        #expect(day.latest(of: name)?.price.amount == 4)
        #expect(day.latest(of: name)?.minute == Self.now.advanced(by: -3))
        _ = day.backfill(try Self.part(0, from: -2, [8]), sealedBefore: Self.now)
        #expect(day.latest(of: name)?.price.amount == 8)
    }

    @Test func `a price that was noted later than its minute stays the last one`() throws {
        var day = RollingDay()
        let name = try Samples.instrument(0)
        day.ingest(Batch(minute: Self.now.advanced(by: -30), quotes: try Self.quotes(1, 1)))
        // A poll of now, in which somebody else already has the price of the minute.
        day.ingest(Batch(minute: Self.now, quotes: Array(try Self.quotes(1, 1).suffix(1))))
        day.note(try Self.quotes(9))
        _ = day.backfill(try Self.part(0, from: -20, [5, 6]), sealedBefore: Self.now)
        #expect(day.latest(of: name)?.price.amount == 9)
        #expect(day.latest(of: name)?.minute == Self.now.advanced(by: -19))
    }

    @Test func `a poll wins over what was filled, and counts as polled`() throws {
        var day = RollingDay()
        let name = try Samples.instrument(0)
        _ = day.backfill(try Self.part(0, from: -2, [1, 2, 3]), sealedBefore: Self.now)
        let batch = Batch(minute: Self.now, quotes: try Self.quotes(5))
        #expect(day.missing(from: batch) == batch)
        #expect(day.ingest(batch, replacing: false) == 0)
        #expect(day.coverage(of: name, through: Self.now) == Coverage(backfilled: 3))
        day.ingest(batch)
        #expect(day.missing(from: batch).quotes == [])
        #expect(day.coverage(of: name, through: Self.now) == Coverage(polled: 1, backfilled: 2))
        #expect(day.polled(at: Self.now) == batch)
        #expect(day.polled(at: Self.now.advanced(by: -1)).quotes == [])
        #expect(day.backfills(of: name) == [try Self.part(0, from: -2, [1, 2])])
    }

    @Test func `marks leave with the window and with the name`() throws {
        var day = RollingDay()
        let part = try Self.part(0, from: -1439, Array(repeating: 1, count: 1000))
        _ = day.backfill(part, sealedBefore: Self.now)
        day.ingest(Batch(minute: Self.now, quotes: try Self.quotes(2)))
        #expect((day.days[.kraken]?.marks.hours(of: 0).count ?? 0) >= 16)
        let later = Self.now.advanced(by: 600)
        _ = day.seal(before: later)
        day.drop(before: later.advanced(by: -1439))
        let name = try Samples.instrument(0)
        #expect(day.coverage(of: name, through: later) == Coverage(polled: 1, backfilled: 400))
        #expect((day.days[.kraken]?.marks.hours(of: 0).count ?? 99) <= 8)
        let end = Self.now.advanced(by: 3000)
        day.drop(before: end)
        #expect(day.count == 0)
        #expect(day.coverage(of: name, through: end) == nil)
        #expect(day.backfills(of: name) == [])
    }

    @Test func `an instrument without a price in the window has no coverage`() throws {
        var day = RollingDay()
        day.ingest(Batch(minute: Self.now, quotes: try Self.quotes(2)))
        let name = try Samples.instrument(0)
        #expect(DayWindow(day, through: Self.now).coverage(of: name) == Coverage(polled: 1))
        let later = DayWindow(day, through: Self.now.advanced(by: 1440))
        #expect(later.coverage(of: name) == nil)
        #expect(later.coverage(of: try Samples.instrument(7)) == nil)
    }
}
