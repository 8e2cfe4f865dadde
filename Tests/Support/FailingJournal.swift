import Synchronization
public import TrackerEngine

/// A journal whose calls fail when the test says so, and then do nothing.
public final class FailingJournal: MinuteJournal {
    private let journal: any MinuteJournal
    private let fails: @Sendable (_ call: Int) -> Bool
    private let calls = Mutex(0)
    private let failure = Mutex<StoreError?>(nil)

    /// `fails` is asked at every write; writes count from 1.
    public init(
        _ journal: any MinuteJournal,
        fails: @escaping @Sendable (_ call: Int) -> Bool = { _ in false }
    ) {
        self.journal = journal
        self.fails = fails
    }

    /// From now on every write fails.
    public func fail(_ error: StoreError) { failure.withLock { $0 = error } }

    public var location: String { journal.location }

    private func check() throws(StoreError) {
        if let failure = failure.withLock({ $0 }) { throw failure }
        let call = calls.withLock { calls in
            calls += 1
            return calls
        }
        if fails(call) { throw .cannotWrite(place: location, reason: "the disk is full") }
    }

    public func append(_ batch: Batch) async throws(StoreError) {
        try check()
        try await journal.append(batch)
    }

    public func amend(_ batches: [Batch]) async throws(StoreError) {
        try check()
        try await journal.amend(batches)
    }

    public func backfill(_ parts: [Backfill]) async throws(StoreError) {
        try check()
        try await journal.backfill(parts)
    }

    public func seal(_ hours: [SealedHour]) async throws(StoreError) {
        try check()
        try await journal.seal(hours)
    }

    public func write(_ day: StoredDay) async throws(StoreError) {
        try check()
        try await journal.write(day)
    }

    public func prune(before first: Minute) async throws(StoreError) {
        try check()
        try await journal.prune(before: first)
    }

    public func contents() async throws(StoreError) -> [StoredMarket] {
        try await journal.contents()
    }

    public func load(_ markets: [Market], from first: Minute) async throws(StoreError) -> StoredDay
    {
        try await journal.load(markets, from: first)
    }

    public func load(from first: Minute) async throws(StoreError) -> StoredDay {
        try await journal.load(from: first)
    }

    public func stepDown() async -> any JournalFollower { await journal.stepDown() }
}
