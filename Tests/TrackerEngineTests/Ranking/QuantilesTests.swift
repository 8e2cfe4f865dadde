import TestSupport
import Testing

@testable import TrackerEngine

struct QuantilesTests {
    @Test func `a quantile lies between two figures`() {
        var quantiles = Quantiles([4, .nan, 1, 3, 2])
        #expect(quantiles.count == 4)
        #expect(quantiles.median == 2.5)
        #expect(quantiles.quantile(0) == 1 && quantiles.quantile(1) == 4)
        #expect(quantiles.quantile(0.75) == 3.25)
        #expect(Quantiles([.nan]).median == nil)
        #expect(Quantiles([7]).median == 7)
    }

    @Test(arguments: UInt64(1)...200)
    func `selecting finds what sorting does`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let sizes: [Double] = [2, 10, 1e9]
        let most: Double = sizes.randomElement(using: &random) ?? 2
        var figures: [Double] = (0..<Int.random(in: 1...300, using: &random)).map { _ in
            Double.random(in: -most...most, using: &random).rounded()
        }
        if seed.isMultiple(of: 5) { figures.sort() }
        // An order in which each pivot parts little: the small ones stand in the middle.
        if seed.isMultiple(of: 7) { figures = figures.sorted(by: >) + figures.sorted() }
        if seed.isMultiple(of: 11) { figures.append(.infinity) }
        let sorted = figures.sorted()
        var quantiles = Quantiles(figures)
        for place in sorted.indices.shuffled(using: &random).prefix(40) {
            let share = sorted.count > 1 ? Double(place) / Double(sorted.count - 1) : 0
            let exact = share * Double(sorted.count - 1)
            let (low, rest) = (Int(exact), exact - Double(Int(exact)))
            let expected =
                rest > 0 ? sorted[low] + rest * (sorted[low + 1] - sorted[low]) : sorted[low]
            #expect(quantiles.quantile(share) == expected)
        }
    }
}
