/// What a window of minute prices says of one pair.
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
    /// See `Variance.ofSample`.
    public let variance: Double?
    /// See `Variance.dailyVolatility`.
    public let volatility: Double?

    /// With so many the rest need not be counted.
    public static let mostDistinct = 10

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

    /// From the first price to the newest one, as a fraction: 0.03 stands for +3 %; `nil` with one.
    public var change: Double? {
        guard count > 1, let first, let newest else { return nil }
        return newest.amount / first.amount - 1
    }
}
