import Synchronization
public import TrackerEngine

/// A store in memory, which several engines of a test share as programs share a database.
///
///     let store = MemoryStore()
///     let journal = store.lead()      // writes
///     let follower = store.follower   // reads along, and leads once nobody else does
///     let other = store.supersede()   // from now on `journal` throws `StoreError.superseded`
public final class MemoryStore: Sendable {
    private struct State {
        var contents = MemoryContents()
        /// How many journals have led so far: the newest one writes.
        var term = 0
        var isLed = false
    }

    public let location: String
    private let state = Mutex(State())

    public init(location: String = "memory") { self.location = location }

    /// The journal that writes from now on, whoever wrote before; as when a lease has run out.
    public func supersede() -> MemoryJournal {
        let term = state.withLock { state in
            state.term += 1
            state.isLed = true
            return state.term
        }
        return MemoryJournal(store: self, term: term)
    }

    /// The journal that writes from now on, if nobody else does.
    public func lead() -> MemoryJournal? {
        let term: Int? = state.withLock { state in
            guard !state.isLed else { return nil }
            state.term += 1
            state.isLed = true
            return state.term
        }
        return term.map { MemoryJournal(store: self, term: $0) }
    }

    public var follower: MemoryFollower { MemoryFollower(of: self) }

    /// The minutes of the single rows that were written, in that order.
    public var minutes: [Minute] { contents.minutes }

    /// Everything that was fetched afterwards, in the order of writing.
    public var backfills: [Backfill] { contents.backfills }

    /// How many writes have succeeded.
    public var writes: Int { contents.revision }

    var contents: MemoryContents { state.withLock { $0.contents } }

    func write(
        as term: Int, _ body: (inout MemoryContents) -> Void
    ) throws(StoreError) {
        let isLeader = state.withLock { state in
            guard state.isLed, state.term == term else { return false }
            state.contents.revision += 1
            body(&state.contents)
            return true
        }
        guard isLeader else { throw .superseded(place: location) }
    }

    func release(_ term: Int) {
        state.withLock { state in
            if state.term == term { state.isLed = false }
        }
    }
}

/// Writes a `MemoryStore` until another journal of it does.
public struct MemoryJournal: MinuteJournal {
    let store: MemoryStore
    let term: Int

    init(store: MemoryStore, term: Int) {
        self.store = store
        self.term = term
    }

    /// Leads the store from now on, whoever did before.
    public init(_ store: MemoryStore = MemoryStore()) { self = store.supersede() }

    public var location: String { store.location }

    public func append(_ batch: Batch) throws(StoreError) {
        try append(batch, noting: StoreReport())
    }

    public func append(_ batch: Batch, noting report: StoreReport) throws(StoreError) {
        var day = StoredDay(minutes: [batch])
        (day.tickers, day.sources) = (report.tickers, report.sources)
        try store.write(as: term) { $0.write(day) }
    }

    public func amend(_ batches: [Batch]) throws(StoreError) {
        try store.write(as: term) { $0.write(StoredDay(minutes: batches)) }
    }

    public func backfill(_ parts: [Backfill]) throws(StoreError) {
        try store.write(as: term) { $0.write(StoredDay(backfills: parts)) }
    }

    public func seal(_ hours: [SealedHour]) throws(StoreError) {
        try store.write(as: term) { $0.write(StoredDay(hours: hours)) }
    }

    public func note(_ report: StoreReport) throws(StoreError) {
        var day = StoredDay()
        (day.tickers, day.sources) = (report.tickers, report.sources)
        try store.write(as: term) { $0.write(day) }
    }

    public func write(_ day: StoredDay) throws(StoreError) {
        try store.write(as: term) { $0.write(day) }
    }

    public func prune(before first: Minute) throws(StoreError) {
        try store.write(as: term) { $0.prune(before: first) }
    }

    public func contents() -> [StoredMarket] { store.contents.markets }

    public func load(_ markets: [Market], from first: Minute) -> StoredDay {
        store.contents.day(from: first).only(markets)
    }

    public func load(from first: Minute, telling: @escaping StoreProgressListener) -> StoredDay {
        store.contents.day(from: first)
    }

    public func stepDown() -> any JournalFollower {
        store.release(term)
        return store.follower
    }
}

/// Reads a `MemoryStore` along.
public final class MemoryFollower: JournalFollower {
    private let store: MemoryStore
    /// How far it has read.
    private let revision = Mutex(0)

    init(of store: MemoryStore) { self.store = store }

    public var location: String { store.location }

    public func changes(from first: Minute) -> StoredDay? {
        let contents = store.contents
        let read = revision.withLock { read in
            defer { read = contents.revision }
            return read
        }
        return read < contents.revision ? contents.day(from: first, after: read) : nil
    }

    public func takeOver() -> (any MinuteJournal)? { store.lead() }

    public func contents() -> [StoredMarket] {
        let contents = store.contents
        revision.withLock { $0 = contents.revision }
        return contents.markets
    }

    public func load(_ markets: [Market], from first: Minute) -> StoredDay {
        store.contents.day(from: first).only(markets)
    }
}
