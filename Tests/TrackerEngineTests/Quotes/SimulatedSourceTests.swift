import TestSupport
import Testing

@testable import TrackerEngine

struct SimulatedSourceTests {
    /// Somewhere in 2026.
    static let now = Minute(index: 29_700_000)

    @Test(arguments: UInt64(1)...4)
    func `a day is what polling every minute of it gives`(seed: UInt64) async throws {
        let source = SimulatedSource(seed: seed, pairs: 120)
        let now = Self.now.advanced(by: Int(seed) * 7001)
        let day = source.day(through: now)
        for minute in stride(from: now.advanced(by: -1439), through: now, by: 37) {
            let poll = try await source.poll(at: minute.start + .seconds(17))
            let expected = day.compactMap { instrument, series in
                series[minute].map { Quote(instrument, $0) }
            }
            #expect(poll.quotes.map { Quote($0.instrument, $0.price) } == expected)
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `every window shows the same prices`(seed: UInt64) {
        let source = SimulatedSource(seed: seed, pairs: 40)
        var generator = SeededGenerator(seed: seed)
        let day = source.day(through: Self.now)
        for _ in 0..<10 {
            let index = Int.random(in: 0..<40, using: &generator)
            let length = Int.random(in: 1...600, using: &generator)
            let end = Self.now.advanced(by: -Int.random(in: 0...800, using: &generator))
            let part = source.series(of: index, through: end, minutes: length)
            #expect(part.end == end.next && part.amounts.count == length)
            let whole = day[index].series
            for minute in part.start..<part.end { #expect(part[minute] == whole[minute]) }
        }
    }

    @Test func `minutes before 1970 are minutes too`() {
        let source = SimulatedSource(seed: 5, pairs: 30)
        let day = source.day(through: Minute(index: 700))
        for minute in [-739, -1, 0, 1, 700] {
            let quotes = source.quotes(at: Minute(index: minute))
            #expect(
                quotes.map { Quote($0.instrument, $0.price) }
                    == day.compactMap { instrument, series in
                        series[Minute(index: minute)].map { Quote(instrument, $0) }
                    })
        }
    }

    @Test func `the same seed gives the same universe, another one another`() {
        let first = SimulatedSource(seed: 8, pairs: 500)
        let second = SimulatedSource(seed: 8, pairs: 500)
        let other = SimulatedSource(seed: 9, pairs: 500)
        #expect(first.instruments == second.instruments)
        #expect(first.quotes(at: Self.now) == second.quotes(at: Self.now))
        #expect(first.quotes(at: Self.now) != other.quotes(at: Self.now))
    }

    @Test func `the prices are the same on every machine`() {
        let source = SimulatedSource(seed: 1, pairs: 300)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        source.fill(through: Self.now, minutes: 300) { index, series in
            for amount in series.amounts where !amount.isNaN {
                hash = (hash ^ amount.bitPattern &+ UInt64(index)) &* 0x0000_0100_0000_01B3
            }
        }
        #expect(hash == 3_252_461_401_867_711_351)
    }

    @Test func `filling hands out every instrument once, as the day has it`() {
        let source = SimulatedSource(seed: 2, pairs: 200)
        let day = source.day(through: Self.now, minutes: 50)
        var seen: Set<Int> = []
        source.fill(through: Self.now, minutes: 50) { index, series in
            #expect(seen.insert(index).inserted)
            #expect(series.amounts.map(\.bitPattern) == day[index].series.amounts.map(\.bitPattern))
        }
        #expect(seen == Set(0..<200))
    }
}
