import TestSupport
import Testing

@testable import TrackerEngine

struct SpreadSeriesTests {
    static let start = Minute(index: 1000)

    @Test(arguments: UInt64(1)...80)
    func `every figure is that of a plain look`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func series() -> Series {
            let start = Self.start.advanced(by: Int.random(in: 0...5, using: &random))
            let amounts: [Double] = (0..<Int.random(in: 0...90, using: &random)).map { _ in
                switch Int.random(in: 0..<6, using: &random) {
                case 0: .nan
                case 1: 0
                default: Double(Int.random(in: 99_900...100_100, using: &random)) / 1000
                }
            }
            return Series(start: start, amounts: amounts)
        }
        let (other, reference) = (series(), series())
        let spread = SpreadSeries(of: other, against: reference)
        #expect(spread.start == reference.start && spread.bp.count == reference.amounts.count)
        var known: [(minute: Minute, bp: Double)] = []
        for minute in reference.start..<reference.end {
            let bp = spread.bp[reference.start.distance(to: minute)]
            guard let one = other[minute]?.amount, let base = reference[minute]?.amount, one > 0,
                base > 0
            else {
                #expect(bp.isNaN)
                continue
            }
            #expect(bp == (one / base - 1) * 10_000)
            known.append((minute, bp))
        }
        #expect(spread.known == known.count)
        #expect(spread.minutesBeyond == known.count { $0.bp.magnitude > 10 })
        #expect(spread.median == Self.quantile(0.5, known.map(\.bp)))
        #expect(spread.quantile95 == Self.quantile(0.95, known.map(\.bp.magnitude)))
        #expect(spread.quantile99 == Self.quantile(0.99, known.map(\.bp.magnitude)))
        #expect(
            spread.newest?.minute == known.last?.minute && spread.newest?.bp == known.last?.bp)
        let most = known.map(\.bp.magnitude).max()
        let widest = known.first { $0.bp.magnitude == most }
        #expect(spread.widest?.minute == widest?.minute && spread.widest?.bp == widest?.bp)
    }

    @Test func `bins lie around 0, those at the ends have the rest`() {
        let prices: [Double] = [100, 100.01, 100.03, 99.98, 150, 50, .nan, 100.0049, 99.9951]
        let spread = SpreadSeries(
            of: Series(start: Self.start, amounts: prices),
            against: Series(start: Self.start, amounts: Array(repeating: 100, count: 9)))
        #expect(spread.minutes(inBins: 5, of: 1) == [2, 0, 3, 1, 2])
        #expect(spread.minutes(inBins: 1, of: 1) == [8])
        #expect(
            spread.minutes(inBins: 0, of: 1) == [] && spread.minutes(inBins: 3, of: 0) == [0, 0, 0])
        for distance in [-1e300, -2.6, -0.4, 0, 0.4, 2.6, 1e300] {
            #expect((0..<5).contains(SpreadSeries.bin(of: distance, among: 5, of: 1)))
        }
    }

    private static func quantile(_ share: Double, _ figures: [Double]) -> Double? {
        guard !figures.isEmpty else { return nil }
        let sorted = figures.sorted()
        let place = share * Double(sorted.count - 1)
        let low = Int(place)
        guard Double(low) < place else { return sorted[low] }
        return sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
    }

    @Test func `a window compares two of its pairs, and only what it knows`() throws {
        let (one, other) = (try Samples.instrument(1), try Samples.instrument(1, market: "okx"))
        var day = RollingDay()
        for (minute, prices) in [(100.0, 101.0), (100, 99.9)].enumerated() {
            day.ingest(
                Batch(
                    minute: Self.start.advanced(by: minute),
                    quotes: [
                        Quote(one, try Price(prices.0)), Quote(other, try Price(prices.1)),
                    ]))
        }
        let window = DayWindow(day, through: Self.start.next)
        let spread = try #require(window.spread(of: other, against: one))
        #expect(spread.known == 2 && spread.bp.count == 1440)
        #expect(spread.widest?.minute == Self.start)
        #expect(((spread.widest?.bp ?? 0) - 100).magnitude < 1e-9)
        let past = try #require(window.advanced(to: Self.start).spread(of: one, against: other))
        #expect(past.known == 1 && (past.median ?? 0) < -99)
        #expect(window.spread(of: try Samples.instrument(2), against: one) == nil)
    }
}
