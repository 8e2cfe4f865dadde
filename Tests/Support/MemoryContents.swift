import TrackerEngine

/// What a store in memory holds: rows in the order of writing.
struct MemoryContents: Sendable {
    private struct Row<Value: Sendable>: Sendable {
        let revision: Int
        let value: Value
    }

    /// Counts the writes.
    var revision = 0
    private var rows: [Row<StoredMinute>] = []
    private var hours: [Row<SealedHour>] = []
    private var fetched: [Row<Backfill>] = []
    private var tickers: [Row<MarketTickers>] = []
    private var sources: Row<[StoredSource]>?

    var minutes: [Minute] { rows.map(\.value.minute) }
    var backfills: [Backfill] { fetched.map(\.value) }

    mutating func write(_ day: StoredDay) {
        for hour in day.hours {
            hours.removeAll { $0.value.hour == hour.hour && $0.value.market == hour.market }
            hours.append(Row(revision: revision, value: hour))
            rows.removeAll { $0.value.minute.hour == hour.hour && $0.value.market == hour.market }
        }
        fetched += day.backfills.map { Row(revision: revision, value: $0) }
        rows += day.rows.map { Row(revision: revision, value: $0) }
        for market in day.tickers { write(market) }
        if let new = day.sources { sources = Row(revision: revision, value: new) }
    }

    /// Pairs without a price have no ticker.
    private mutating func write(_ new: MarketTickers) {
        let known = new.tickers.filter { pairs[new.market]?.contains($0.pair) ?? false }
        guard !known.isEmpty else { return }
        let market = MarketTickers(market: new.market, minute: new.minute, tickers: known)
        tickers.removeAll { $0.value.market == new.market }
        tickers.append(Row(revision: revision, value: market))
    }

    mutating func prune(before first: Minute) {
        rows.removeAll { $0.value.minute < first }
        hours.removeAll { $0.value.hour < first.hour }
        fetched.removeAll { $0.value.series.end <= first }
        let left = pairs
        tickers.removeAll { left[$0.value.market] == nil }
    }

    /// What came after a revision, for minutes that a store in a file would give too: no further
    /// ahead than two days.
    func day(from first: Minute, after read: Int = 0) -> StoredDay {
        let window = first...first.advanced(by: 2 * Minute.perDay)
        var day = StoredDay()
        day.hours = hours.filter { $0.revision > read }.map(\.value)
            .filter { (window.lowerBound.hour...window.upperBound.hour).contains($0.hour) }
        day.backfills = fetched.filter { $0.revision > read }.compactMap { row in
            row.value.series.clipped(to: window).map {
                Backfill(row.value.instrument, $0, isCoarse: row.value.isCoarse)
            }
        }
        day.rows = rows.filter { $0.revision > read }.map(\.value)
            .filter { window.contains($0.minute) }
            .enumerated().sorted {
                ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
            }.map(\.element)
        day.tickers = tickers.filter { $0.revision > read }.map(\.value)
        if let sources, sources.revision > read { day.sources = sources.value }
        return day
    }

    /// The markets that have a name in it, by name.
    var markets: [StoredMarket] {
        pairs.map { StoredMarket(market: $0.key, pairs: $0.value.count) }
            .sorted { $0.market < $1.market }
    }

    /// The pairs of each market that have a price in it.
    private var pairs: [Market: Set<Pair>] {
        var names: [Market: Set<Pair>] = [:]
        for row in rows { names[row.value.market, default: []].formUnion(row.value.pairs) }
        for row in hours { names[row.value.market, default: []].formUnion(row.value.pairs) }
        for row in fetched {
            names[row.value.instrument.market, default: []].insert(row.value.instrument.pair)
        }
        return names
    }
}

extension StoredDay {
    /// The part of some markets.
    func only(_ markets: [Market]) -> StoredDay {
        var part = self
        part.hours.removeAll { !markets.contains($0.market) }
        part.backfills.removeAll { !markets.contains($0.instrument.market) }
        part.rows.removeAll { !markets.contains($0.market) }
        part.tickers.removeAll { !markets.contains($0.market) }
        return part
    }
}
