import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct PairStatisticsTests {
    @Test func `a price of 0 is counted and otherwise left out`() throws {
        let statistics = PairStatistics([0, .nan, 4, 2, 0, 6, 0])
        #expect(statistics.count == 6)
        #expect(statistics.first?.amount == 4)
        #expect(statistics.newest?.amount == 6)
        #expect(statistics.last == nil)
        #expect(statistics.high?.amount == 6)
        #expect(statistics.low?.amount == 2)
        #expect(statistics.change == 0.5)
    }

    @Test func `a live price is the last one, and may be the highest or lowest`() throws {
        let higher = PairStatistics([4, 2], live: try Price(9))
        #expect(higher.last?.amount == 9)
        #expect(higher.high?.amount == 9)
        #expect(PairStatistics([4, 2], live: try Price(1)).low?.amount == 1)
        #expect(PairStatistics([4, 2], live: try Price(0)).last == nil)
        #expect(PairStatistics([4, 2], live: try Price(0)).newest?.amount == 2)
    }

    @Test(arguments: [[], [.nan], [0, 0]] as [[Double]])
    func `without a price there is nothing to say`(amounts: [Double]) {
        let statistics = PairStatistics(amounts)
        #expect(statistics.last == nil)
        #expect(statistics.high == nil)
        #expect(statistics.low == nil)
        #expect(statistics.change == nil)
    }

    // MARK: - Spread

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
        let variance = try #require(PairStatistics(wholes.map(Double.init)).variance)
        #expect(abs(variance - exact) <= 1e-12 * exact)
    }

    @Test(arguments: [0.1, 48801.3, 1e-9, 1.6764489013006054e21])
    func `a constant series has variance exactly 0`(amount: Double) {
        #expect(PairStatistics(Array(repeating: amount, count: 1440)).variance == 0)
        #expect(PairStatistics(Array(repeating: amount, count: 1440)).volatility == 0)
    }

    @Test(arguments: [
        [1.7e308, 0, 1.7e308, 0], [1e300, 1e-300, 1], [.leastNonzeroMagnitude, 1.7e308],
    ])
    func `prices at the ends of what there is have a spread that can be ranked`(amounts: [Double]) {
        #expect(PairStatistics(amounts).variance.map { $0 >= 0 } == true)
        #expect(PairStatistics(amounts + amounts).volatility.map { $0 >= 0 } != false)
    }

    @Test func `holes do not count`() {
        let amounts: [Double] = [.nan, 1, .nan, 3, .nan]
        #expect(PairStatistics(amounts).variance == 2)
    }

    @Test(arguments: [[], [1], [.nan, 5, .nan]] as [[Double]])
    func `fewer than two prices have no variance`(amounts: [Double]) {
        #expect(PairStatistics(amounts).variance == nil)
    }

    @Test func `a price of 0 counts in the variance and not in the volatility`() {
        #expect(PairStatistics([0, 2]).variance == 2)
        #expect(PairStatistics([1, 1, 0, 1, 1]).volatility == 0)
    }

    @Test(arguments: UInt64(1)...50)
    func `the volatility does not depend on the scale`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let amounts = (0..<500).map { _ in Double.random(in: 90...110, using: &random) }
        let one = try #require(PairStatistics(amounts).volatility)
        let other = try #require(PairStatistics(amounts.map { $0 * 1e-6 }).volatility)
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
        let volatility = try #require(PairStatistics(amounts).volatility)
        let returns = zip(amounts.dropFirst(), amounts).map { log1p(($0 - $1) / $1) }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let plain = (squares / Double(returns.count - 1) * 1440).squareRoot()
        #expect(abs(volatility - plain) < 1e-10 * plain)
    }
}
