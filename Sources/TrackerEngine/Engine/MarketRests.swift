/// How long the candles of each market are left alone because their source has failed.
struct MarketRests: Sendable {
    private struct Rest: Hashable, Sendable {
        let since: Timestamp
        let until: Timestamp
        /// The number of requests for candles that have failed one after the other; 0 where a poll
        /// has failed.
        let times: Int

        var length: Duration { until - since }

        /// A clock that was set back ends it.
        func holds(at now: Timestamp) -> Bool { since <= now && now < until }
    }

    private var rests: [Market: Rest] = [:]

    /// The end of the rest of a market; `nil` if it has none now.
    func end(of market: Market, at now: Timestamp) -> Timestamp? {
        guard let rest = rests[market], rest.holds(at: now) else { return nil }
        return rest.until
    }

    /// The markets whose rest is so long that nobody should wait for its end.
    func givenUp(at now: Timestamp) -> [Market] {
        rests.filter { $0.value.holds(at: now) && $0.value.length >= Self.givingUp }.map(\.key)
    }

    /// A rest as long as this counts as giving up.
    private static let givingUp = Duration.seconds(600)

    /// A request for candles was answered.
    mutating func succeeded(_ market: Market) { rests[market] = nil }

    /// A request for candles failed; `isAboutAll`: like several others before it.
    ///
    /// - Returns: whether the market rests for it; `false` if only the pair is what is wrong.
    mutating func failed(
        _ market: Market, _ error: QuoteError, isAboutAll: Bool, at now: Timestamp
    ) -> Bool {
        let times = (rests[market]?.times ?? 0) + 1
        guard let wait = error.restOfAll(times: times) ?? (isAboutAll ? .outage(times) : nil)
        else { return false }
        rests[market] = Rest(since: now, until: now + wait, times: times)
        return true
    }

    /// A poll of the source of these markets failed: what it asks of polls it asks of candles.
    mutating func pollFailed(_ markets: [Market], _ error: QuoteError, at now: Timestamp) {
        guard error != .cancelled else { return }
        let wait = error.restOfAll(times: 1) ?? .outage(1)
        for market in markets {
            let until = max(now + wait, rests[market]?.until ?? now)
            rests[market] = Rest(since: now, until: until, times: rests[market]?.times ?? 0)
        }
    }

    /// A poll of their source was good: what a poll had said of patience is over.
    mutating func pollSucceeded(_ markets: [Market]) {
        for market in markets where rests[market]?.times == 0 { rests[market] = nil }
    }
}

extension QuoteError {
    /// How long a source is to be left alone that has failed so many times; `nil` where only the
    /// pair is what is wrong.
    fileprivate func restOfAll(times: Int) -> Duration? {
        switch self {
        case _ where isTooFast: return max(wish ?? .zero, .outage(times) * 4)
        case .refused(_, let status, _, _):
            if let wish { return max(wish, .outage(times) * 4) }
            // A ban, mostly of ten minutes.
            if status == 403 { return .seconds(600) }
            return status >= 500 ? .outage(times) : nil
        case .barred: return .seconds(3600)
        case .unreachable: return .outage(times)
        case .malformed, .busy, .cancelled: return nil
        }
    }
}

extension Duration {
    /// 30 s, 1, 2, 4 … 16 minutes.
    fileprivate static func outage(_ times: Int) -> Duration { .seconds(15 << min(times, 6)) }
}
