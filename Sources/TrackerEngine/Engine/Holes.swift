/// The minutes that pairs have no price for, and who could fill them, at one moment.
struct Holes {
    let day: RollingDay
    /// The running minute.
    let minute: Minute
    let now: Timestamp
    /// The source that serves a market.
    let providers: [Market: Int]
    /// By source: its last good poll.
    let answered: [Timestamp?]
    /// By source: where its past is; `nil` for a source that has none.
    let histories: [(any CandleSource)?]

    /// The pause that the source of a market wants between two requests.
    func pause(of market: Market?) -> Duration {
        market.flatMap { providers[$0] }.flatMap { histories[$0]?.pause } ?? .zero
    }

    /// The pairs of a market, by name.
    func instruments(of market: Market) -> [Instrument] {
        day.pairs(of: market, since: minute.windowStart).map {
            Instrument(market: market, pair: $0)
        }
    }

    /// The requests that would fill holes of a pair; `nil` while its source does not know it.
    ///
    /// `answered`: minutes that its source has told of already.
    func pages(of instrument: Instrument, beside answered: ClosedRange<Minute>?) -> [CandlePage]? {
        guard let provider = providers[instrument.market] else { return nil }
        guard let history = histories[provider] else { return [] }
        let (first, running) = (minute.windowStart, Minute(containing: now))
        // The running minute is for polls.
        let last = running.advanced(by: -1)
        // A clock that was set back is not noticed everywhere at once.
        guard first <= last else { return nil }
        let pages = history.pages(of: instrument, covering: first...last, at: now)
        if pages.isEmpty { return isGone(instrument, from: provider) ? [] : nil }
        guard let series = day.series(of: instrument, through: minute) else { return pages }
        return pages.filter { $0.lacks(in: series, beside: answered) }
    }

    /// Whether a source has answered since it had a price of a pair: of yesterday's pairs some are
    /// gone for good, and waiting for them would have no end.
    private func isGone(_ instrument: Instrument, from provider: Int) -> Bool {
        guard let answered = answered[provider] else { return false }
        guard let latest = day.latest(of: instrument)?.minute else { return true }
        return latest < Minute(containing: answered).advanced(by: -1)
    }
}

extension CandlePage {
    /// Whether a minute at which one of its candles ends has no price, and is none of those that
    /// are known to have none.
    fileprivate func lacks(in series: Series, beside answered: ClosedRange<Minute>?) -> Bool {
        minutes.contains { minute in
            minute.index.isMultiple(of: step) && series[minute] == nil
                && answered?.contains(minute) != true
        }
    }
}
