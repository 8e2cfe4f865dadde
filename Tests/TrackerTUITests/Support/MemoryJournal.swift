@testable import TrackerEngine

/// A journal that forgets everything with the process.
actor MemoryJournal: MinuteJournal {
    nonisolated let location = "memory"
    private var hours: [MarketHour: SealedHour] = [:]
    private var backfills: [Backfill] = []
    private var minutes: [Minute: [Instrument: Price]] = [:]
    /// How often something was written.
    private(set) var writes = 0
    private var failure: StoreError?

    /// From now on nothing can be written.
    func fail(_ error: StoreError) { failure = error }

    func append(_ batch: Batch) async throws(StoreError) { try await amend([batch]) }

    func amend(_ batches: [Batch]) async throws(StoreError) {
        try await write(StoredDay(minutes: batches))
    }

    func backfill(_ parts: [Backfill]) async throws(StoreError) {
        try await write(StoredDay(backfills: parts))
    }

    func seal(_ hours: [SealedHour]) async throws(StoreError) {
        try await write(StoredDay(hours: hours))
    }

    func write(_ day: StoredDay) async throws(StoreError) {
        if let failure { throw failure }
        writes += 1
        for hour in day.hours {
            hours[hour.key] = hour
            for minute in minutes.keys where minute.hour == hour.hour {
                minutes[minute] = minutes[minute]?.filter { $0.key.market != hour.market }
            }
        }
        backfills += day.backfills
        for batch in day.minutes {
            for quote in batch.quotes {
                minutes[batch.minute, default: [:]][quote.instrument] = quote.price
            }
        }
    }

    func load(from first: Minute) async throws(StoreError) -> StoredDay {
        StoredDay(
            hours: hours.values.filter { $0.hour >= first.hour }.sorted { $0.key < $1.key },
            backfills: backfills.filter { $0.series.end > first },
            minutes: minutes.filter { $0.key >= first }.sorted { $0.key < $1.key }.map {
                Batch(minute: $0.key, quotes: $0.value.map { Quote($0.key, $0.value) })
            })
    }

    func contents() async throws(StoreError) -> [StoredMarket] {
        let day = try await load(from: Minute(index: 0))
        let names = Set(
            day.hours.flatMap { hour in
                hour.pairs.map { Instrument(market: hour.market, pair: $0) }
            } + day.minutes.flatMap { $0.quotes.map(\.instrument) }
                + day.backfills.map(\.instrument))
        return Dictionary(grouping: names, by: \.market)
            .map { StoredMarket(market: $0.key, pairs: $0.value.count) }
    }

    func load(_ markets: [Market], from first: Minute) async throws(StoreError) -> StoredDay {
        var day = try await load(from: first)
        day.hours.removeAll { !markets.contains($0.market) }
        day.backfills.removeAll { !markets.contains($0.instrument.market) }
        day.minutes = day.minutes.map { batch in
            let quotes = batch.quotes.filter { markets.contains($0.instrument.market) }
            return Batch(minute: batch.minute, quotes: quotes)
        }
        return day
    }

    func prune(before first: Minute) async throws(StoreError) {}
}
