/// Everything that is worked out of one market in a window: the statistics of each pair, and its
/// places by variance and by volatility.
public struct MarketBoard: Sendable {
    public let market: Market
    /// The market's pairs by name, bytewise.
    public let pairs: [Pair]
    /// The statistics of each pair: element i belongs to `pairs[i]`.
    public let statistics: [PairStatistics]
    /// The ranking by variance, which is data-tracker's rank.
    public let byVariance: MarketRanking
    /// The ranking by volatility, which does not depend on the scale of the prices.
    public let byVolatility: MarketRanking
    /// How the volatilities of the pairs lie.
    public let volatilities: VolatilityHistogram
    private let positions: [Pair: Int]

    /// Ranks the pairs of a market, each once and sorted by name.
    public init(market: Market, entries: [(pair: Pair, statistics: PairStatistics)]) {
        self.market = market
        pairs = entries.map(\.pair)
        statistics = entries.map(\.statistics)
        byVariance = MarketRanking(entries.lazy.map { ($0.pair, $0.statistics.variance) })
        byVolatility = MarketRanking(entries.lazy.map { ($0.pair, $0.statistics.volatility) })
        volatilities = VolatilityHistogram(statistics.lazy.compactMap(\.volatility))
        positions = Dictionary(uniqueKeysWithValues: pairs.enumerated().map { ($1, $0) })
    }

    /// The statistics of a pair; `nil` for one that the market does not have.
    public subscript(pair: Pair) -> PairStatistics? {
        positions[pair].map { statistics[$0] }
    }
}
