/// The day on disk: what is in it survives a kill and a power cut.
///
/// Every verb is one transaction: it has happened, synced, when it returns, or not at all when it throws.
public protocol MinuteJournal: StoredDayParts {
    /// The place of the store, in words for a person: a path, a host with its database.
    var location: String { get }

    /// Writes the quotes of a minute, the first time, and what is known beside prices as `note` does.
    func append(_ batch: Batch, noting report: StoreReport) async throws(StoreError)

    /// Adds quotes to minutes that are there already or are past: late ones, imported
    /// ones. A quote for an instrument and minute that is there replaces it.
    func amend(_ batches: [Batch]) async throws(StoreError)

    /// Adds prices that were fetched afterwards: they count where a minute has no other.
    func backfill(_ parts: [Backfill]) async throws(StoreError)

    /// Replaces the single minutes of past hours of markets by their packed form.
    func seal(_ hours: [SealedHour]) async throws(StoreError)

    /// Writes what is known beside prices; tickers of pairs without a price are left out.
    func note(_ report: StoreReport) async throws(StoreError)

    /// Puts a part of a day in at once.
    ///
    /// Each hour replaces its packed form and its single minutes; what was fetched afterwards goes
    /// in as `backfill` does it, the quotes of the minutes as `amend` does it, tickers and sources as
    /// `note` does it.
    func write(_ day: StoredDay) async throws(StoreError)

    /// Reads everything held from `first` on; a damaged store is recovered.
    ///
    /// `telling`: is called with how far that is, if it may take long.
    func load(
        from first: Minute, telling: @escaping StoreProgressListener
    ) async throws(StoreError) -> StoredDay

    /// Drops what is older than `first`: minutes, whole hours, what was fetched of them, names that
    /// have no price left.
    func prune(before first: Minute) async throws(StoreError)

    /// Ends the writing and gives what reads the store along from now on.
    ///
    /// For a journal that has thrown `StoreError.superseded`; another one gives up its right to
    /// write. The journal must not be used afterwards.
    func stepDown() async -> any JournalFollower
}

extension MinuteJournal {
    /// Reads everything held from `first` on.
    public func load(from first: Minute) async throws(StoreError) -> StoredDay {
        try await load(from: first) { _ in }
    }

    /// Writes the quotes of a minute, the first time.
    public func append(_ batch: Batch) async throws(StoreError) {
        try await append(batch, noting: StoreReport())
    }
}

/// A stored day that can be read market by market.
public protocol StoredDayParts: Sendable {
    /// The markets that have a name in it, by name.
    ///
    /// Cost: a few milliseconds for 25,000 pairs.
    func contents() async throws(StoreError) -> [StoredMarket]

    /// Reads everything held of some markets from `first` on.
    ///
    /// What cannot be read is left out, and `damage` says so: `load(from:)` deals with it.
    func load(_ markets: [Market], from first: Minute) async throws(StoreError) -> StoredDay
}

/// How much a store has of a market.
public struct StoredMarket: Sendable, Hashable {
    public let market: Market
    /// How many pairs.
    public let pairs: Int

    public init(market: Market, pairs: Int) {
        self.market = market
        self.pairs = pairs
    }
}
