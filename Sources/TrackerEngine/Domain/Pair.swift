/// A currency pair of a market by its slug, base and quote run together: `btcusd`.
///
/// Compared lower-case; ordered bytewise, which is the order of ties in a ranking.
public struct Pair: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Lower case, 1 to 128 bytes, otherwise as it came: filter it before it is shown.
    public let name: String

    /// - Throws: `DomainError.notAName`
    public init(_ name: some StringProtocol) throws(DomainError) {
        self.name = try Name.checked(name)
    }

    public static func < (left: Pair, right: Pair) -> Bool { Name.precedes(left.name, right.name) }

    public var description: String { name }
}
