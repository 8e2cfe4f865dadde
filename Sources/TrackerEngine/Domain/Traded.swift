/// The amount of a pair that was traded in the last 24 hours, exactly as its source gives it.
///
/// ```swift
/// try Traded(1532.7, in: .base)      // bitcoins of btcusd
/// try Traded(74_800_912.5, in: .quote)
/// ```
public struct Traded: Hashable, Sendable {
    /// The asset or currency that an amount is counted in.
    public enum Unit: UInt8, Hashable, Sendable, CaseIterable {
        /// The asset that is traded: the field calls this the volume.
        case base = 1
        /// The asset that the price is in: the turnover.
        case quote
        /// US dollars, whatever the quote is.
        case dollars
    }

    /// Finite, not negative; 0 where nothing was traded.
    public let amount: Double
    public let unit: Unit

    /// Makes it of an amount from outside.
    ///
    /// - Throws: `DomainError.notAnAmount` for a negative amount, and one that is not finite.
    public init(_ amount: Double, in unit: Unit) throws(DomainError) {
        guard amount.isFinite, amount >= 0 else { throw .notAnAmount(amount) }
        self.amount = amount + 0  // -0.0 becomes 0.0
        self.unit = unit
    }

    /// Makes it of an amount that was checked before.
    init(checked amount: Double, in unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    /// The turnover in US dollars.
    ///
    /// `price` is the last one of the pair, which turns a volume into a turnover; `rate` is the worth
    /// of one of the quote in US dollars, `nil` if nothing tells it.
    /// - Returns: `nil` where it cannot be known.
    public func dollars(at price: Price?, rate: Double?) -> Double? {
        let dollars: Double
        switch unit {
        case .dollars: dollars = amount
        case .quote:
            guard let rate else { return nil }
            dollars = amount * rate
        case .base:
            guard let rate, let price, !price.isNone else { return nil }
            dollars = amount * price.amount * rate
        }
        return dollars.isFinite ? dollars : nil
    }
}
