/// Decides when the tickers of each market are journalled: they are large, and change little.
///
/// A market is due when the journal does not have it yet, when more of its pairs have become known,
/// and once an hour, one market a minute. What a kill costs is so much newer turnover.
struct ReportTurns: Sendable {
    /// The minute of the newest report.
    private var reported: Minute?
    private var written: [Market: Written] = [:]

    private struct Written {
        let minute: Minute
        /// How many pairs something was known of.
        let count: Int
    }

    /// Minutes after which a market is journalled again.
    private static let life = 60
    /// Minutes between two of a market that has got new pairs: they come one by one.
    private static let gap = 10

    /// Whether there was no report in a minute yet; then there is one.
    mutating func begins(_ minute: Minute) -> Bool {
        defer { reported = minute }
        return reported != minute
    }

    /// The markets that are due in a minute, by name; they count as written.
    ///
    /// `counts`: how many pairs of each market something is known of.
    mutating func due(_ counts: [Market: Int], at minute: Minute) -> [Market] {
        var due: [Market] = []
        var oldest: (market: Market, minute: Minute)?
        for (market, count) in counts where count > 0 {
            guard let last = written[market] else {
                due.append(market)
                continue
            }
            // A clock that was set back makes every market old enough.
            let age = last.minute.distance(to: minute).magnitude
            if count > last.count, age >= Self.gap { due.append(market) }
            guard age >= Self.life, count <= last.count else { continue }
            if oldest.map({ ($0.minute, $0.market) > (last.minute, market) }) ?? true {
                oldest = (market, last.minute)
            }
        }
        if let oldest { due.append(oldest.market) }
        for market in due {
            written[market] = Written(minute: minute, count: counts[market] ?? 0)
        }
        return due.sorted()
    }

    /// The journal does not have it.
    mutating func missed(_ report: StoreReport) {
        for tickers in report.tickers { written[tickers.market] = nil }
    }
}
