/// An exchange, or another place that quotes prices: `kraken`, `binance-us`.
///
/// Compared lower-case; ordered bytewise.
public struct Market: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Lower case, 1 to 128 bytes, otherwise as it came: filter it before it is shown.
    public let name: String

    /// - Throws: `DomainError.notAName`
    public init(_ name: some StringProtocol) throws(DomainError) {
        self.name = try Name.checked(name)
    }

    private init(known name: StaticString) { self.name = "\(name)" }

    /// What a path without a market means, and what a first start shows where it is there.
    public static let kraken = Market(known: "kraken")

    public static func < (left: Market, right: Market) -> Bool {
        Name.precedes(left.name, right.name)
    }

    public var description: String { name }
}
