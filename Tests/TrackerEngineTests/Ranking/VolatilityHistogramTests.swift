import TestSupport
import Testing

@testable import TrackerEngine

struct VolatilityHistogramTests {
    @Test func `bins are even in the logarithm, and the ends take the rest`() {
        typealias Bins = VolatilityHistogram
        #expect(Bins.bin(of: 0) == 0 && Bins.bin(of: 0.003) == 0)
        #expect(Bins.bin(of: 0.4) == 39 && Bins.bin(of: .infinity) == 39)
        for bin in 0..<Bins.bins {
            let (start, end) = (Bins.start(of: bin), Bins.start(of: bin + 1))
            #expect(Bins.bin(of: (start * end).squareRoot()) == bin)
            #expect(Bins.bin(of: start * 1.0001) == bin)
            #expect(Bins.bin(of: end * 0.9999) == bin)
            #expect((end / start / (Bins.start(of: 1) / Bins.start(of: 0)) - 1).magnitude < 1e-12)
        }
        #expect((Bins.start(of: 40) - 0.4).magnitude < 1e-12)
    }

    @Test(arguments: UInt64(1)...60)
    func `all pairs are counted, and those wilder than each`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let figures: [Double] = (0..<Int.random(in: 0...120, using: &random)).map { _ in
            // Many are alike: pairs that nobody trades have 0.
            let kind = Int.random(in: 0..<6, using: &random)
            if kind == 0 { return 0 }
            return kind == 1 ? 0.02 : Double.random(in: 0...0.6, using: &random)
        }
        let histogram = VolatilityHistogram(figures)
        #expect(histogram.count == figures.count)
        #expect(histogram.counts.count == 40)
        for bin in 0..<40 {
            #expect(
                histogram.counts[bin] == figures.count { VolatilityHistogram.bin(of: $0) == bin })
        }
        for figure in figures {
            let (above, below) = (figures.count { $0 > figure }, figures.count { $0 < figure })
            let alike = figures.count - 1 - above - below
            #expect(
                histogram.share(wilderThan: figure)
                    == (figures.count < 2
                        ? nil : (Double(above) + Double(alike) / 2) / Double(figures.count - 1)))
        }
        for bins in [0, 1, 8, 27, 40] {
            #expect(
                histogram.counts(in: bins)
                    == (0..<bins).map { bin in
                        figures.count { VolatilityHistogram.bin(of: $0, among: bins) == bin }
                    })
        }
        for figure in figures + [0.0123, 1] {
            let wilder = figures.count { $0 > figure }
            #expect(histogram.count(above: figure) == wilder)
        }
    }

    @Test func `a board has that of its pairs`() throws {
        let window = try MarketPulseTests.day(seed: 3)
        let board = DayWindow(window.day, through: window.last).board(of: try Market("a"))
        let figures = board.statistics.compactMap(\.volatility)
        #expect(!figures.isEmpty && board.volatilities == VolatilityHistogram(figures))
    }
}
