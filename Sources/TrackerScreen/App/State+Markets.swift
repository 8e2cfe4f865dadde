import TrackerEngine

extension State {
    /// The markets of the list: by turnover where that is known, then by the number of pairs.
    func marketsByTurnover() -> [Market] {
        let entries = pairCounts.map { market, count in
            (market: market, turnover: turnovers[market] ?? -1, count: count)
        }
        return entries.sorted { left, right in
            if left.turnover != right.turnover { return left.turnover > right.turnover }
            if left.count != right.count { return left.count > right.count }
            return left.market < right.market
        }.map(\.market)
    }

    /// The part of a market in the turnover of all, `nil` if its turnover is not known.
    func turnoverShare(of market: Market) -> Double? {
        let all = turnovers.values.reduce(0, +)
        return all > 0 ? turnovers[market].map { $0 / all } : nil
    }

    /// The source of a market.
    ///
    /// Before the first answer nobody knows which markets it will be about: a source that is alone
    /// serves them all.
    func source(of market: Market) -> SourceHealth? {
        if snapshot.providers.isEmpty, snapshot.sources.count == 1 { return snapshot.sources[0] }
        return snapshot.source(of: market)
    }
}
