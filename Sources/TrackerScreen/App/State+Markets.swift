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

    /// The market that a first start shows: the one with the most pairs of those that have one of
    /// the `startPairs`, else the first of the list; `nil` without any.
    func startMarket(of markets: [Market]) -> Market? {
        let known = markets.filter { market in
            Self.startPairs.contains { has($0, on: market) }
        }
        let most = known.map { pairCounts[$0, default: 0] }.max()
        return known.first { pairCounts[$0, default: 0] == most } ?? markets.first
    }

    /// The pair that a first start chooses; `nil` where another order or none of them is wanted.
    var startPair: Instrument? {
        guard sort == PairSort(), pairFilter.isEmpty, let market = chosenListing?.market else {
            return nil
        }
        return Self.startPairs.first { has($0, on: market) }.map {
            Instrument(market: market, pair: $0)
        }
    }

    /// The pairs that people look for first.
    private static let startPairs = ["btcusdt", "btcusd"].compactMap { try? Pair($0) }

    private func has(_ pair: Pair, on market: Market) -> Bool {
        window.latest(of: Instrument(market: market, pair: pair)) != nil
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

extension Snapshot {
    /// Whether the day is read and each source has answered or failed, or none has yet: then all that
    /// is known was stored.
    var isComplete: Bool {
        let told = sources.count { $0.lastSuccess != nil || $0.failure != nil }
        return loading == nil && (told == 0 || told == sources.count)
    }
}
