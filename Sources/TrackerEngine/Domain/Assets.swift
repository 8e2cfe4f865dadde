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
}
