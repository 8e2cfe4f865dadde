import Glibc

/// Spread of a series of prices.
public enum Variance {
    /// The variance of a sample (divisor n − 1), in the square of the prices' unit.
    ///
    /// Two passes over the differences from the first price, with the correction of Chan, Golub
    /// and LeVeque (1983): exactly 0 where all prices are the same, and not disturbed by a large
    /// common offset.
    /// - Parameter amounts: NaN for a hole; a price of 0 counts.
    /// - Returns: `nil` with fewer than two prices. Cost: two passes, about 1.5 µs for a day.
    public static func ofSample(_ amounts: some Sequence<Double>) -> Double? {
        RunScan.of(amounts) { $0.variance() }
    }

    /// The volatility of a day, scale-free: 0.03 stands for 3 %.
    ///
    /// The standard deviation (divisor n − 1) of the logarithms of one-minute returns, times √1440.
    /// Only minutes that follow one another make a return; a price of 0 is no price here.
    /// - Returns: `nil` with fewer than two returns. Cost: one pass, about 2 µs for a day.
    public static func dailyVolatility(_ amounts: some Sequence<Double>) -> Double? {
        RunScan.of(amounts) { $0.dailyVolatility() }
    }
}
