/// What a source says of a pair beside its price: its base, and what was traded.
public struct Ticker: Hashable, Sendable {
    public let pair: Pair
    /// Bytes of the pair's name that are its base; 0 if the source does not tell base and quote.
    public let baseLength: UInt8
    /// What was traded in 24 hours; `nil` if the source does not tell.
    public let traded: Traded?

    public init(_ pair: Pair, baseLength: UInt8 = 0, traded: Traded? = nil) {
        self.pair = pair
        self.baseLength = baseLength
        self.traded = traded
    }
}

/// The tickers of a market, as a store keeps them.
public struct MarketTickers: Hashable, Sendable {
    public let market: Market
    /// The newest minute at which the source told what was traded.
    public let minute: Minute
    /// The pairs of which something is known, each once.
    public let tickers: [Ticker]

    public init(market: Market, minute: Minute, tickers: [Ticker]) {
        self.market = market
        self.minute = minute
        self.tickers = tickers
    }
}
