import TrackerEngine

/// The history that is being fetched, for a line.
struct HistoryText {
    /// The progress; `nil` while nothing is fetched.
    let progress: String?
    /// Why the last request gave nothing.
    let failure: String?

    init(_ state: State) {
        let backfill = state.snapshot.backfill
        // The host is that of the market on the screen: the line is short.
        let source = state.chosenMarket.flatMap { state.snapshot.source(of: $0) }
        failure = backfill.failure.map { "history: \(source?.withoutHost($0) ?? $0)" }
        progress =
            if let until = backfill.pausedUntil {
                "history paused until \(state.localTime.clock(at: until.unixSeconds))"
            } else if let market = backfill.market {
                "history of \(market.name) \(Self.steps(backfill.pairs))"
            } else if let pair = backfill.pair {
                "history of \(state.snapshot.title(of: pair)) \(Self.steps(backfill.requests))"
            } else {
                nil
            }
    }

    private static func steps(_ count: BackfillProgress.Count) -> String {
        "\(Numbers.count(count.done)) of \(Numbers.count(count.all))"
    }
}
