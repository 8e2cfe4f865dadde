/// An exchange, or another place that quotes prices: `kraken`, `binance-us`.
///
/// ```swift
/// try Market("Kraken") == Market.kraken  // true: names are lower case
/// ```
///
/// Markets are ordered bytewise.
public struct Market: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The name in lower case, 1 to 128 bytes of UTF-8.
    ///
    /// It holds nothing invisible, and no blank at an end.
    public let name: String

    /// Makes the market of a name, in upper or lower case.
    ///
    /// - Throws: `DomainError.notAName` for no text, for more than 128 bytes, for invisible
    ///   characters and for a blank at an end.
    public init(_ name: some StringProtocol) throws(DomainError) {
        self.name = try Name.checked(name)
    }

    /// Makes the market of a name in a store, which may be none by today's rule: `isProper` tells.
    ///
    /// - Throws: `DomainError.notAName` for no text and for more than 128 bytes.
    package static func stored(_ name: String) throws(DomainError) -> Market {
        Market(known: try Name.stored(name))
    }

    private init(known name: String) { self.name = name }

    /// The market that a path of the port without one means, and that a first start shows.
    public static let kraken = Market(known: "kraken")

    public static func < (left: Market, right: Market) -> Bool {
        Name.precedes(left.name, right.name)
    }

    public var description: String { name }
}
