/// Statistics of one pair over a window of minute prices: count, extremes, change, spread.
///
/// This is where variance and volatility are defined; `RunScan` computes them.
///
///     let statistics = PairStatistics([100, .nan, 101, 99])
///     statistics.variance   // 1
///     statistics.change     // -0.01
///
/// A price of 0 means "no price": it counts in `count` and `variance`, as it did in data-tracker,
/// and in nothing else. Prices are in the quote currency.
public struct PairStatistics: Sendable, Hashable {
    /// Minutes with a price.
    public let count: Int
    /// How many different prices, 0 included; counted up to `mostDistinct`.
    public let distinct: Int
    /// The oldest and the newest price that is not 0: what a change is measured between.
    public let first: Price?
    public let newest: Price?
    /// The newest price; `nil` also where that is 0.
    public let last: Price?
    public let high: Price?
    public let low: Price?
    /// The variance of a sample, in the square of the prices' unit: Σ (p − mean)² / (n − 1).
    ///
    /// Over the prices of the window, 0 included, holes left out; the divisor n − 1 is that of
    /// NumPy's `ddof=1`, as data-tracker ranked. Computed in two passes over the differences from
    /// the first price, with the correction of Chan, Golub and LeVeque, "Algorithms for Computing
    /// the Sample Variance" (1983): exactly 0 if all prices are equal, and not disturbed by a large
    /// common offset. `nil` with fewer than two prices.
    public let variance: Double?
    /// The volatility of a day, scale-free: 0.03 stands for 3 %.
    ///
    /// The standard deviation (divisor n − 1) of the logarithms of one-minute returns, times √1440.
    /// Only minutes that follow one another make a return; a price of 0 is no price here. `nil`
    /// with fewer than two returns.
    public let volatility: Double?

    /// The number of different prices at which counting stops.
    public static let mostDistinct = 10

    /// Works out the statistics of a series.
    ///
    /// Cost: about 4 µs for a day.
    /// - Parameters:
    ///   - amounts: oldest first, NaN for a hole.
    ///   - live: a price newer than all of these, if there is one.
    public init(_ amounts: some Sequence<Double>, live: Price? = nil) {
        self = RunScan.of(amounts) { PairStatistics($0, live) }
    }

    init(_ scan: RunScan, _ live: Price?) {
        let (first, newest) = scan.ends()
        let (count, high, low) = scan.extremes()
        let traded = live.flatMap { $0.isNone ? nil : $0.amount } ?? newest
        self.count = count
        distinct = scan.distinctPrices(upTo: Self.mostDistinct)
        self.first = Self.price(first)
        self.newest = Self.price(traded)
        last = Self.price(live?.amount ?? scan.newest())
        self.high = Self.price(max(high, traded))
        self.low = Self.price(traded == 0 ? 0 : min(low, traded))
        variance = scan.variance()
        volatility = scan.dailyVolatility()
    }

    private static func price(_ amount: Double) -> Price? {
        amount > 0 ? Price(stored: amount) : nil
    }

    /// The change from the first price to the newest, as a fraction: 0.03 stands for +3 %.
    ///
    /// `nil` with fewer than two prices.
    public var change: Double? {
        guard count > 1, let first, let newest else { return nil }
        return newest.amount / first.amount - 1
    }
}
