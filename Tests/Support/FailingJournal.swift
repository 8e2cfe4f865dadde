import Synchronization
public import TrackerEngine

/// A journal whose calls fail when the test says so, and then do nothing: writes and reads.
///
///     let journal = FailingJournal(inner) { call, _ in call == 3 }     // the third call, whatever it is
///     let journal = FailingJournal(inner) { _, kind in kind == .write }
public final class FailingJournal: MinuteJournal {
    public enum Kind: Sendable { case read, write }

    private let journal: any MinuteJournal
    private let fails: @Sendable (_ call: Int, Kind) -> Bool
    private let calls = Mutex(0)
    private let failure = Mutex<StoreError?>(nil)

    /// `fails` is asked at every read and write; they count from 1, together.
    public init(
        _ journal: any MinuteJournal,
        fails: @escaping @Sendable (_ call: Int, Kind) -> Bool = { _, _ in false }
    ) {
        self.journal = journal
        self.fails = fails
    }

    /// From now on every write fails.
    public func fail(_ error: StoreError) { failure.withLock { $0 = error } }

    public var location: String { journal.location }

    /// How many calls there were.
    public var count: Int { calls.withLock { $0 } }

    private func check(_ kind: Kind) throws(StoreError) {
        if kind == .write, let failure = failure.withLock({ $0 }) { throw failure }
        let call = calls.withLock { calls in
            calls += 1
            return calls
        }
        guard fails(call, kind) else { return }
        switch kind {
        case .read: throw .cannotRead(place: location, reason: "the disk is gone")
        case .write: throw .cannotWrite(place: location, reason: "the disk is full")
        }
    }

    public func append(_ batch: Batch, noting report: StoreReport) async throws(StoreError) {
        try check(.write)
        try await journal.append(batch, noting: report)
    }

    public func amend(_ batches: [Batch]) async throws(StoreError) {
        try check(.write)
        try await journal.amend(batches)
    }

    public func backfill(_ parts: [Backfill]) async throws(StoreError) {
        try check(.write)
        try await journal.backfill(parts)
    }

    public func seal(_ hours: [SealedHour]) async throws(StoreError) {
        try check(.write)
        try await journal.seal(hours)
    }

    public func note(_ report: StoreReport) async throws(StoreError) {
        try check(.write)
        try await journal.note(report)
    }

    public func write(_ day: StoredDay) async throws(StoreError) {
        try check(.write)
        try await journal.write(day)
    }

    public func prune(before first: Minute) async throws(StoreError) {
        try check(.write)
        try await journal.prune(before: first)
    }

    public func contents() async throws(StoreError) -> [StoredMarket] {
        try check(.read)
        return try await journal.contents()
    }

    public func load(_ markets: [Market], from first: Minute) async throws(StoreError) -> StoredDay
    {
        try check(.read)
        return try await journal.load(markets, from: first)
    }

    public func load(
        from first: Minute, telling: @escaping StoreProgressListener
    ) async throws(StoreError) -> StoredDay {
        try check(.read)
        return try await journal.load(from: first, telling: telling)
    }

    public func stepDown() async -> any JournalFollower { await journal.stepDown() }
}
