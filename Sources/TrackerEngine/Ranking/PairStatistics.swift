/// What a window of minute prices says of one pair.
///
/// A price of 0 means "no price": it counts in `count` and `variance`, as it did in data-tracker,
/// and in nothing else. Prices are in the quote currency.
public struct PairStatistics: Sendable, Hashable {
    /// Minutes with a price.
    public let count: Int
    /// The oldest and the newest price that is not 0.
    public let first: Price?
    public let last: Price?
    public let high: Price?
    public let low: Price?
    /// See `Variance.ofSample`.
    public let variance: Double?
    /// See `Variance.dailyVolatility`.
    public let volatility: Double?

    /// - Parameters:
    ///   - amounts: oldest first, NaN for a hole.
    ///   - live: a price newer than all of these, if there is one.
    public init(_ amounts: some Sequence<Double>, live: Price? = nil) {
        var count = 0
        var first = 0.0
        var last = 0.0
        var high = 0.0
        var low = Double.infinity
        for amount in amounts where !amount.isNaN {
            count += 1
            guard amount != 0 else { continue }
            if first == 0 { first = amount }
            last = amount
            high = max(high, amount)
            low = min(low, amount)
        }
        self.count = count
        if let live, !live.isNone { last = live.amount }
        self.first = Self.price(first)
        self.last = Self.price(last)
        self.high = Self.price(max(high, last))
        self.low = Self.price(last == 0 ? 0 : min(low, last))
        variance = Variance.ofSample(amounts)
        volatility = Variance.dailyVolatility(amounts)
    }

    private static func price(_ amount: Double) -> Price? {
        amount == 0 ? nil : Price(stored: amount)
    }

    /// From the first price to the last, as a fraction: 0.03 stands for +3 %.
    public var change: Double? {
        guard let first, let last else { return nil }
        return last.amount / first.amount - 1
    }
}
