/// The minute prices of every instrument over the last day, in memory: a `MarketDay` for each market.
///
/// A copy shares everything with its original, so that a reader can keep one for as long as it
/// likes while the day goes on.
public struct RollingDay: Sendable {
    var days: [Market: MarketDay] = [:]
    /// The newest minute that a batch came for.
    private var newestBatch = Minute(index: .min)

    public init() {}

    /// A market is packed when so many of its minutes are rows, or when an hour has ended.
    ///
    /// Each turn takes that share of all pairs: the work of a day is spread over its minutes, and
    /// the markets are soon out of step with one another.
    static let turns = 24
}

// MARK: - Writing

extension RollingDay {
    /// Puts the quotes of a minute in.
    ///
    /// Cost: about 20 ns a quote when the pairs of a market come in the order of the batch before.
    /// `replacing`: whether a price that is there already gives way.
    ///
    /// - Returns: how many prices were put in.
    @discardableResult
    public mutating func ingest(_ batch: Batch, replacing: Bool = true) -> Int {
        guard !batch.quotes.isEmpty else { return 0 }
        newestBatch = max(newestBatch, batch.minute)
        return batch.quotes.byMarket.reduce(0) { taken, group in
            taken
                + days[group.market, default: MarketDay(group.market)].ingest(
                    group.runs, at: batch.minute, replacing: replacing)
        }
    }

    /// Notes prices that are newer than those of their minute: for the last price, not the series.
    ///
    /// They are of the newest minute of the day: some quotes of the same poll are its prices.
    public mutating func note(_ quotes: [Quote]) {
        for (market, runs) in quotes.byMarket { days[market]?.note(runs, at: newestBatch) }
    }

    /// Puts a series in, in whole hours where it can: for a day that is filled at once.
    ///
    /// Cost: about 1.5 µs an hour.
    public mutating func merge(
        _ series: Series, of instrument: Instrument, replacing: Bool = true
    ) {
        guard series.amounts.contains(where: { !$0.isNaN }) else { return }
        days[instrument.market, default: MarketDay(instrument.market)]
            .merge(series, of: instrument.pair, replacing: replacing)
    }

    /// Packs what is older than `minute`.
    ///
    /// Cost: about 1 µs a pair and hour.
    /// - Returns: the hours that ended by then and are not in the journal as packed ones.
    public mutating func seal(before minute: Minute) -> [SealedHour] {
        marketNames.flatMap { days[$0]?.seal(before: minute) ?? [] }
    }

    /// Packs the markets whose turn it is: some of those that have waited longest.
    ///
    /// Wants to be called each minute.
    public mutating func sealNext(before minute: Minute) -> [SealedHour] {
        var pairs = days.values.reduce(0) { $0 + $1.names.count } / Self.turns
        var hours: [SealedHour] = []
        for (market, _) in waiting(before: minute) where pairs >= 0 {
            pairs -= days[market]?.names.count ?? 0
            hours += days[market]?.seal(before: minute) ?? []
        }
        return hours
    }

    /// The markets that it is worth packing, those with the most rows first.
    private func waiting(before minute: Minute) -> [(market: Market, rows: Int)] {
        var waiting: [(market: Market, rows: Int)] = []
        for day in days.values {
            let rows = day.rows.count(before: minute)
            guard rows >= Self.turns || day.isSealDue(before: minute) else { continue }
            waiting.append((day.market, rows))
        }
        return waiting.sorted {
            $0.rows == $1.rows ? $0.market < $1.market : $0.rows > $1.rows
        }
    }

    /// Takes a stored day in: its single minutes win over everything, its packed hours over nothing
    /// but what was fetched afterwards, and that over nothing.
    ///
    /// `replacing`: whether single minutes win over prices that were polled; not so where the day has
    /// all that is stored, and what came since.
    public mutating func restore(_ stored: StoredDay, replacing: Bool = true) {
        // The newest hour first: most pairs have their newest price there, and no other hour has to
        // be unpacked for it.
        for hour in stored.hours.sorted(by: { $0.hour > $1.hour }) {
            days[hour.market, default: MarketDay(hour.market)].restore(hour)
        }
        let ends = stored.backfills.map { $0.series.end.advanced(by: -1) }
        let minutes = [newestRow, stored.rows.last?.minute].compactMap(\.self)
        if let newest = (ends + minutes).max() { restore(stored.backfills, newest: newest) }
        for row in stored.rows {
            newestBatch = max(newestBatch, row.minute)
            days[row.market, default: MarketDay(row.market)]
                .restore(row, replacing: replacing)
        }
        for tickers in stored.tickers { restore(tickers) }
        for market in stored.markets { days[market]?.forgetNames() }
    }

    /// Forgets what no window from `first` on can hold: minutes, hours, names without a price.
    public mutating func drop(before first: Minute) {
        for market in Array(days.keys) {
            days[market]?.drop(before: first)
            if days[market]?.names.count == 0 { days[market] = nil }
        }
    }

    /// Changes the day of a market, made where there is none; what has no pair afterwards goes.
    mutating func change<R>(_ market: Market, _ body: (inout MarketDay) -> R) -> R {
        defer { if days[market]?.names.count == 0 { days[market] = nil } }
        return body(&days[market, default: MarketDay(market)])
    }

    /// The newest minute of a row.
    var newestRow: Minute? { days.values.lazy.compactMap { $0.rows.last?.minute }.max() }
}
