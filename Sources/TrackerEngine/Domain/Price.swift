/// A price in the quote currency of its pair: finite, not negative.
///
/// ```swift
/// try Price(48801.3).amount  // 48801.3
/// try Price(-1)              // throws DomainError.notAPrice
/// ```
///
/// Zero stands for "no price", as Cryptowatch wrote it; it is kept and counts in a variance.
public struct Price: Hashable, Sendable, Comparable {
    public let amount: Double

    /// Makes a price of an amount.
    ///
    /// - Throws: `DomainError.notAPrice` for a negative amount, and one that is not finite.
    public init(_ amount: Double) throws(DomainError) {
        guard amount.isFinite, amount >= 0 else { throw .notAPrice(amount) }
        self.amount = amount + 0  // -0.0 becomes 0.0: one zero, one text
    }

    /// Makes a price of an amount that was checked when it was stored.
    init(stored amount: Double) { self.amount = amount }

    /// Whether this is 0, Cryptowatch's "no price".
    public var isNone: Bool { amount == 0 }

    public static func < (left: Price, right: Price) -> Bool { left.amount < right.amount }
}
