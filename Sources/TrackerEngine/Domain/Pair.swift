/// A currency pair by its slug, base and quote run together: `btcusd`.
///
/// ```swift
/// try Pair("BTCUSD").name  // btcusd
/// ```
///
/// Pairs are ordered bytewise, which is the order of ties in a ranking.
public struct Pair: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The name in lower case, 1 to 128 bytes of UTF-8.
    ///
    /// It is otherwise as it came from outside: show it with `plain(upTo:)`.
    public let name: String

    /// Makes the pair of a name, in upper or lower case.
    ///
    /// - Throws: `DomainError.notAName` for no text and for more than 128 bytes.
    public init(_ name: some StringProtocol) throws(DomainError) {
        self.name = try Name.checked(name)
    }

    public static func < (left: Pair, right: Pair) -> Bool { Name.precedes(left.name, right.name) }

    public var description: String { name }
}
