/// The pairs of some markets in the order that `/top` and `tracker-tui top` list them in.
package struct TopRanking: Sendable {
    /// What pairs are ranked by.
    package enum Figure: String, CaseIterable, Hashable, Sendable {
        case volatility, change, variance
        /// Of 24 hours, in US dollars.
        case turnover
    }

    /// Every ranked pair, the first one first.
    package let pairs: [Instrument]
    /// The number of pairs left out: coarse ones of a figure of prices, those of unknown turnover.
    package let leftOut: Int

    /// Ranks the pairs; `includingAll` as in `RestlessRanking`.
    package init(
        by figure: Figure, of markets: [Market], in window: DayWindow, includingAll: Bool = false
    ) {
        guard let measure = figure.measure else {
            pairs = window.largest(of: markets)
            leftOut = max(0, markets.reduce(0) { $0 + window.pairCount(of: $1) } - pairs.count)
            return
        }
        let ranking = RestlessRanking(measure, of: markets, in: window, includingAll: includingAll)
        pairs = ranking.entries.map(\.instrument)
        leftOut = ranking.leftOut
    }
}

extension TopRanking.Figure {
    /// `nil` for the turnover, which is no move of a price.
    fileprivate var measure: RestlessRanking.Measure? {
        switch self {
        case .volatility: .volatility
        case .change: .change
        case .variance: .variance
        case .turnover: nil
        }
    }
}
