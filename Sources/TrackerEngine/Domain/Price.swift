/// A price in the quote currency of its pair: finite, not negative.
///
/// Zero stands for "no price", as Cryptowatch wrote it; it is kept and counts in a variance.
public struct Price: Hashable, Sendable, Comparable {
    public let amount: Double

    /// - Throws: `DomainError.notAPrice`
    public init(_ amount: Double) throws(DomainError) {
        guard amount.isFinite, amount >= 0 else { throw .notAPrice(amount) }
        self.amount = amount + 0  // -0.0 becomes 0.0: one zero, one text
    }

    /// For amounts that were checked when they were stored.
    init(stored amount: Double) { self.amount = amount }

    /// Whether this is Cryptowatch's "no price".
    public var isNone: Bool { amount == 0 }

    public static func < (left: Price, right: Price) -> Bool { left.amount < right.amount }
}
