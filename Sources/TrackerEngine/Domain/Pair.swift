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
    /// It holds nothing invisible, and no blank at an end.
    public let name: String

    /// Makes the pair of a name, in upper or lower case.
    ///
    /// - Throws: `DomainError.notAName` for no text, for more than 128 bytes, for invisible
    ///   characters and for a blank at an end.
    public init(_ name: some StringProtocol) throws(DomainError) {
        self.name = try Name.checked(name)
    }

    /// Makes the pair of a name in a store, which may be none by today's rule: `isProper` tells.
    ///
    /// - Throws: `DomainError.notAName` for no text and for more than 128 bytes.
    package static func stored(_ name: String) throws(DomainError) -> Pair {
        Pair(known: try Name.stored(name))
    }

    private init(known name: String) { self.name = name }

    public static func < (left: Pair, right: Pair) -> Bool { Name.precedes(left.name, right.name) }

    public var description: String { name }
}
