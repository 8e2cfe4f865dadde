/// What a pair is made of, where its source says so: `btc` and `usd` of `btcusd`.
public struct Assets: Hashable, Sendable {
    /// What is traded; a code such as `btc`, lower case, otherwise as it came: filter it before it
    /// is shown.
    public let base: String
    /// What it is paid with; likewise.
    public let quote: String

    public init(base: String, quote: String) {
        self.base = base
        self.quote = quote
    }
}
