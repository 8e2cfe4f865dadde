import TestSupport
import Testing

@testable import TrackerEngine

struct StagedDayTests {
    @Test(arguments: UInt64(1)...60)
    func `it holds what was put in last, however little may stay open`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let window = CSVSamples.window
        var staged = StagedDay(window: window, mostOpen: Int.random(in: 1...20, using: &random))
        var expected: [[Int]: Double] = [:]
        for amount in Samples.amounts(600, seed: seed) where !amount.isNaN {
            let number = Int.random(in: 0..<5, using: &random)
            let offset = Int.random(in: 0..<200, using: &random) * 7
            let minute = window.lowerBound.advanced(by: offset)
            let isThere = staged.put(amount, at: minute, of: number)
            #expect(isThere == (expected[[number, minute.index]] != nil))
            expected[[number, minute.index]] = amount
        }
        let instruments = try (0..<5).map { try Samples.instrument($0) }
        let hours = staged.hours(instruments)
        #expect(hours.map(\.hour) == hours.map(\.hour).sorted())
        var found: [[Int]: Double] = [:]
        for hour in hours {
            for (place, pair) in hour.pairs.enumerated() {
                let instrument = Instrument(market: hour.market, pair: pair)
                let number = try #require(instruments.firstIndex(of: instrument))
                let amounts = PackedChunksTests.amounts(hour.chunks, place)
                for (offset, amount) in amounts.enumerated() where !amount.isNaN {
                    found[[number, hour.hour.start.index + offset]] = amount
                }
            }
        }
        #expect(found == expected)
    }
}
