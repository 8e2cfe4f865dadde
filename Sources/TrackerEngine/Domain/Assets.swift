/// The two assets of a pair as its source names them: `btc` and `usd` of `btcusd`.
public struct Assets: Hashable, Sendable {
    /// The asset that is traded: a code such as `btc`, in lower case.
    ///
    /// It is otherwise as it came from outside: show it with `plain(upTo:)`.
    public let base: String
    /// The asset that the price is in; from outside, as `base` is.
    public let quote: String

    public init(base: String, quote: String) {
        self.base = base
        self.quote = quote
    }

    /// Bytes of a pair's name that are the base; 0 if the name is not base and quote run together.
    public func baseLength(in pair: Pair) -> UInt8 {
        let (name, base, quote) = (pair.name.utf8, base.utf8, quote.utf8)
        guard !base.isEmpty, !quote.isEmpty, name.count == base.count + quote.count,
            name.starts(with: base), name.dropFirst(base.count).elementsEqual(quote)
        else { return 0 }
        return UInt8(clamping: base.count)
    }
}

extension Pair {
    /// The assets of a name of which so many bytes are the base; `nil` for 0, and for a length that
    /// does not fit the name.
    ///
    /// Cost: two short texts, about 30 ns.
    public func assets(baseLength: UInt8) -> Assets? {
        let bytes = name.utf8
        guard baseLength > 0, Int(baseLength) < bytes.count else { return nil }
        let middle = bytes.index(bytes.startIndex, offsetBy: Int(baseLength))
        guard let base = String(bytes[..<middle]), let quote = String(bytes[middle...]) else {
            return nil
        }
        return Assets(base: base, quote: quote)
    }
}
