import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct VarianceTests {
    @Test(arguments: UInt64(1)...200)
    func `the variance is that of exact arithmetic`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Whole numbers: their variance can be computed without any rounding.
        let offset = Int.random(in: 0...1_000_000_000, using: &random)
        let wholes = (0..<Int.random(in: 2...1440, using: &random)).map { _ in
            offset + Int.random(in: 0...1000, using: &random)
        }
        let count = wholes.count
        let low = wholes.map { $0 - offset }
        let sum = low.reduce(0, +)
        let squares = low.reduce(0) { $0 + $1 * $1 }
        let exact = Double(squares * count - sum * sum) / Double(count * (count - 1))
        let variance = try #require(Variance.ofSample(wholes.map(Double.init)))
        #expect(abs(variance - exact) <= 1e-12 * exact)
    }

    @Test(arguments: [0.1, 48801.3, 1e-9, 1.6764489013006054e21])
    func `a constant series has variance exactly 0`(amount: Double) {
        #expect(Variance.ofSample(Array(repeating: amount, count: 1440)) == 0)
        #expect(Variance.dailyVolatility(Array(repeating: amount, count: 1440)) == 0)
    }

    @Test(arguments: [
        [1.7e308, 0, 1.7e308, 0], [1e300, 1e-300, 1], [.leastNonzeroMagnitude, 1.7e308],
    ])
    func `prices at the ends of what there is have a spread that can be ranked`(amounts: [Double]) {
        #expect(Variance.ofSample(amounts).map { $0 >= 0 } == true)
        #expect(Variance.dailyVolatility(amounts + amounts).map { $0 >= 0 } != false)
    }

    @Test func `holes do not count`() {
        let amounts: [Double] = [.nan, 1, .nan, 3, .nan]
        #expect(Variance.ofSample(amounts) == 2)
    }

    @Test(arguments: [[], [1], [.nan, 5, .nan]] as [[Double]])
    func `fewer than two prices have no variance`(amounts: [Double]) {
        #expect(Variance.ofSample(amounts) == nil)
    }

    @Test func `a price of 0 counts in the variance and not in the volatility`() {
        #expect(Variance.ofSample([0, 2]) == 2)
        #expect(Variance.dailyVolatility([1, 1, 0, 1, 1]) == 0)
    }

    @Test(arguments: UInt64(1)...50)
    func `the volatility does not depend on the scale`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let amounts = (0..<500).map { _ in Double.random(in: 90...110, using: &random) }
        let one = try #require(Variance.dailyVolatility(amounts))
        let other = try #require(Variance.dailyVolatility(amounts.map { $0 * 1e-6 }))
        #expect(abs(one - other) < 1e-9 * one)
        let returns = zip(amounts.dropFirst(), amounts).map { log($0 / $1) }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let plain = (squares / Double(returns.count - 1) * 1440).squareRoot()
        #expect(abs(one - plain) < 1e-9 * one)
    }

    @Test(arguments: [1e-9, 1e-4, 0.019, 0.021, 0.5], [2, 3, 4, 5, 6, 500])
    func `the volatility is that of the logarithms`(step: Double, count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        let amounts = (0...count).map { _ in
            1000 * Double.random(in: 1...(1 + step), using: &random)
        }
        let volatility = try #require(Variance.dailyVolatility(amounts))
        let returns = zip(amounts.dropFirst(), amounts).map { log1p(($0 - $1) / $1) }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let plain = (squares / Double(returns.count - 1) * 1440).squareRoot()
        #expect(abs(volatility - plain) < 1e-10 * plain)
    }
}
