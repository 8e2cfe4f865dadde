@testable import TrackerEngine

/// A journal that forgets everything with the process.
actor MemoryJournal: MinuteJournal {
    nonisolated let location = "memory"
    private var hours: [Key: SealedHour] = [:]
    struct Key: Hashable { let hour: Int; let market: Market }
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
            hours[Key(hour: hour.hour, market: hour.market)] = hour
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
            hours: hours.values.filter { $0.hour >= first.hour }.sorted { $0.hour < $1.hour },
            backfills: backfills.filter { $0.series.end > first },
            minutes: minutes.filter { $0.key >= first }.sorted { $0.key < $1.key }.map {
                Batch(minute: $0.key, quotes: $0.value.map { Quote($0.key, $0.value) })
            })
    }

    func prune(before first: Minute) async throws(StoreError) {}
}
