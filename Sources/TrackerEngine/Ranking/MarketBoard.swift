/// A market at a glance: its pairs, what each did, and where each stands.
public struct MarketBoard: Sendable {
    public let market: Market
    /// By name, bytewise.
    public let pairs: [Pair]
    /// Element i belongs to `pairs[i]`.
    public let statistics: [PairStatistics]
    /// By variance: data-tracker's rank.
    public let byVariance: Ranking
    /// By volatility: the same question, free of scale.
    public let byVolatility: Ranking
    private let positions: [Pair: Int]

    /// `entries`: each pair once, sorted by name.
    public init(market: Market, entries: [(pair: Pair, statistics: PairStatistics)]) {
        self.market = market
        pairs = entries.map(\.pair)
        statistics = entries.map(\.statistics)
        byVariance = Ranking(entries.lazy.map { ($0.pair, $0.statistics.variance) })
        byVolatility = Ranking(entries.lazy.map { ($0.pair, $0.statistics.volatility) })
        positions = Dictionary(uniqueKeysWithValues: pairs.enumerated().map { ($1, $0) })
    }

    /// `nil` for a pair that the market does not have.
    public subscript(pair: Pair) -> PairStatistics? {
        positions[pair].map { statistics[$0] }
    }
}
