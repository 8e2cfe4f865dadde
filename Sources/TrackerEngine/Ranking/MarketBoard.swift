/// A market at a glance: its pairs, what each did, and where each stands.
public struct MarketBoard: Sendable {
    public let market: Market
    /// The market's pairs by name, bytewise.
    public let pairs: [Pair]
    /// The statistics of each pair: element i belongs to `pairs[i]`.
    public let statistics: [PairStatistics]
    /// The ranking by variance, which is data-tracker's rank.
    public let byVariance: Ranking
    /// The ranking by volatility, which does not depend on the scale of the prices.
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
