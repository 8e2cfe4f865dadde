import Glibc

/// Spread of a series of prices.
public enum Variance {
    /// The variance of a sample (divisor n − 1), in the square of the prices' unit.
    ///
    /// Two passes over the differences from the first price, with the correction of Chan, Golub
    /// and LeVeque (1983): exactly 0 where all prices are the same, and not disturbed by a large
    /// common offset.
    /// - Parameter amounts: NaN for a hole; a price of 0 counts.
    /// - Returns: `nil` with fewer than two prices. Cost: two passes.
    public static func ofSample(_ amounts: some Sequence<Double>) -> Double? {
        var iterator = amounts.lazy.filter { !$0.isNaN }.makeIterator()
        guard let first = iterator.next() else { return nil }
        var count = 1.0
        var sum = 0.0
        while let amount = iterator.next() {
            count += 1
            sum += amount - first
        }
        guard count > 1 else { return nil }
        let mean = sum / count
        var squares = 0.0
        var rest = 0.0
        for amount in amounts where !amount.isNaN {
            let deviation = (amount - first) - mean
            squares += deviation * deviation
            rest += deviation
        }
        return (squares - rest * rest / count) / (count - 1)
    }

    /// The volatility of a day, scale-free: 0.03 stands for 3 %.
    ///
    /// The standard deviation (divisor n − 1) of the logarithms of one-minute returns, times √1440.
    /// Only minutes that follow one another make a return; a price of 0 is no price here.
    /// - Returns: `nil` with fewer than two returns. Cost: a logarithm for each minute with a change.
    public static func dailyVolatility(_ amounts: some Sequence<Double>) -> Double? {
        var previous = Double.nan
        var count = 0.0
        var mean = 0.0
        var squares = 0.0
        for amount in amounts {
            defer { previous = amount }
            guard amount > 0, previous > 0 else { continue }  // false for NaN too
            let change = amount == previous ? 0 : log(amount / previous)
            // Welford's update: one pass, stable.
            count += 1
            let deviation = change - mean
            mean += deviation / count
            squares += deviation * (change - mean)
        }
        guard count > 1 else { return nil }
        return (squares / (count - 1)).squareRoot() * Double(1440).squareRoot()
    }
}
