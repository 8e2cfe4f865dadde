/// What a journal keeps beside prices, for those who read along and for the next start.
public struct StoreReport: Sendable, Hashable {
    /// The tickers of some markets, each market once: they take the place of older ones.
    public var tickers: [MarketTickers]
    /// How the sources do, in the order in which they are asked; `nil`: as it was.
    public var sources: [StoredSource]?

    public init(tickers: [MarketTickers] = [], sources: [StoredSource]? = nil) {
        self.tickers = tickers
        self.sources = sources
    }

    /// Whether there is nothing to write.
    public var isEmpty: Bool { tickers.isEmpty && sources == nil }
}

/// A source of the program that writes a store.
public struct StoredSource: Sendable, Hashable {
    /// How it does; its requests are not stored.
    public let health: SourceHealth
    /// The markets that it provides, by name.
    public let markets: [Market]

    public init(_ health: SourceHealth, markets: [Market]) {
        var health = health
        health.requests = []
        self.health = health
        self.markets = markets
    }
}
