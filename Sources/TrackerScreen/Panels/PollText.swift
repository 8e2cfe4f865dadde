import TrackerEngine

/// The last poll of a market's source in a sentence.
enum PollText {
    /// The time of the poll, how long it took and what it brought, or why it failed.
    ///
    /// `okx was polled at 04:10 (92 ms): 1,204 prices, 1 entry left out.`
    static func sentence(on market: Market, _ state: State) -> String {
        guard let source = state.source(of: market) else {
            return "No source serves \(market.name)."
        }
        if let failure = source.failure {
            let time = state.localTime.clock(at: failure.at.unixSeconds)
            return "\(source.name) failed at \(time): \(source.withoutHost(failure.reason))."
        }
        guard let last = source.lastSuccess else { return "\(source.name) has not answered yet." }
        let time = state.localTime.clock(at: last.unixSeconds)
        let took = source.took.map { " (\(MarketRow.text($0)))" } ?? ""
        return "\(source.name) was polled at \(time)\(took): \(counts(source))."
    }

    private static func counts(_ source: SourceHealth) -> String {
        let prices = source.quotes == 1 ? "1 price" : "\(Numbers.count(source.quotes)) prices"
        return source.rejected > 0 ? "\(prices), \(leftOut(source.rejected))" : prices
    }

    /// The number of entries that were left out: `3 entries left out`.
    static func leftOut(_ count: Int) -> String {
        count == 1 ? "1 entry left out" : "\(Numbers.count(count)) entries left out"
    }
}
