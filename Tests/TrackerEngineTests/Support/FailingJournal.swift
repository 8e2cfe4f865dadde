@testable import TrackerEngine

/// A journal in memory whose calls fail when the test says so.
actor FailingJournal: MinuteJournal {
    nonisolated let location = "memory"
    private var rows: [Batch] = []
    private var hours: [SealedHour] = []
    private(set) var backfills: [Backfill] = []
    private var calls = 0
    private let fails: @Sendable (_ call: Int) -> Bool

    /// `fails` is asked for every write, which count from 1.
    init(fails: @escaping @Sendable (Int) -> Bool = { _ in false }) { self.fails = fails }

    private func write(_ body: () -> Void) throws(StoreError) {
        calls += 1
        if fails(calls) { throw .cannotWrite(path: location, reason: "the disk is full") }
        body()
    }

    /// The minutes that were written, in that order.
    var minutes: [Minute] { rows.map(\.minute) }

    func append(_ batch: Batch) throws(StoreError) { try write { rows.append(batch) } }
    func amend(_ batches: [Batch]) throws(StoreError) { try write { rows += batches } }
    func backfill(_ parts: [Backfill]) throws(StoreError) { try write { backfills += parts } }
    func seal(_ new: [SealedHour]) throws(StoreError) { try write { hours += new } }

    func write(_ day: StoredDay) throws(StoreError) {
        try write {
            rows += day.minutes
            hours += day.hours
            backfills += day.backfills
        }
    }

    func contents() -> [StoredMarket] {
        let names = Set(
            hours.flatMap { hour in
                hour.pairs.map { Instrument(market: hour.market, pair: $0) }
            } + rows.flatMap { $0.quotes.map(\.instrument) } + backfills.map(\.instrument))
        return Dictionary(grouping: names, by: \.market)
            .map { StoredMarket(market: $0.key, pairs: $0.value.count) }
            .sorted { $0.market < $1.market }
    }

    func load(_ markets: [Market], from first: Minute) -> StoredDay {
        var day = load(from: first)
        day.hours.removeAll { !markets.contains($0.market) }
        day.backfills.removeAll { !markets.contains($0.instrument.market) }
        day.minutes = day.minutes.map { batch in
            let quotes = batch.quotes.filter { markets.contains($0.instrument.market) }
            return Batch(minute: batch.minute, quotes: quotes)
        }
        return day
    }

    /// No further ahead than the real one.
    func load(from first: Minute) -> StoredDay {
        let window = first...first.advanced(by: 2 * Minute.perDay)
        return StoredDay(
            hours: hours.filter {
                (window.lowerBound.hour...window.upperBound.hour).contains($0.hour)
            },
            backfills: backfills.filter {
                $0.series.end > window.lowerBound && $0.series.start <= window.upperBound
            },
            minutes: rows.filter { window.contains($0.minute) })
    }
    func prune(before first: Minute) throws(StoreError) {
        try write { rows.removeAll { $0.minute < first } }
    }
}
