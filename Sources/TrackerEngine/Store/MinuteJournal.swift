/// The day on disk: what is in it survives a kill and a power cut.
///
/// Every verb is one transaction: it has happened, synced, when it returns, or not at all when it throws.
public protocol MinuteJournal: StoredDayParts {
    /// Where it is, for a person: a path.
    var location: String { get }

    /// Writes the quotes of a minute, the first time.
    func append(_ batch: Batch) async throws(StoreError)

    /// Adds quotes to minutes that are there already or are past: late ones, imported
    /// ones. A quote for an instrument and minute that is there replaces it.
    func amend(_ batches: [Batch]) async throws(StoreError)

    /// Adds prices that were fetched afterwards: they count where a minute has no other.
    func backfill(_ parts: [Backfill]) async throws(StoreError)

    /// Replaces the single minutes of past hours of markets by their packed form.
    func seal(_ hours: [SealedHour]) async throws(StoreError)

    /// Puts a part of a day in at once.
    ///
    /// Each hour replaces its packed form and its single minutes; what was fetched afterwards goes
    /// in as `backfill` does it, the quotes of the minutes as `amend` does it.
    func write(_ day: StoredDay) async throws(StoreError)

    /// Everything held from `first` on.
    func load(from first: Minute) async throws(StoreError) -> StoredDay

    /// Drops what is older than `first`: minutes, whole hours, what was fetched of them, names that
    /// have no price left.
    func prune(before first: Minute) async throws(StoreError)
}

/// A stored day that can be read market by market.
public protocol StoredDayParts: Sendable {
    /// The markets that have a name in it, by name.
    ///
    /// Cost: a few milliseconds for 25,000 pairs.
    func contents() async throws(StoreError) -> [StoredMarket]

    /// Everything held of some markets from `first` on.
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

/// What a journal holds: hours that are packed, and single minutes.
public struct StoredDay: Sendable {
    /// One for each hour of a market.
    ///
    /// May hold minutes before the one asked for, in its first hour.
    public var hours: [SealedHour]
    /// Prices that were fetched afterwards, for minutes that have none; oldest writing first.
    ///
    /// Hours that were packed later have these prices too.
    public var backfills: [Backfill]
    /// Oldest first; of a minute there may be several, and the later price wins.
    ///
    /// A minute may lie in a packed hour too, and then wins.
    public var minutes: [Batch]
    /// What became of a damaged store that was found while loading.
    public var recovery: Recovery?
    /// What could not be read, in words, where nothing was done about it: whoever only reads.
    public var damage: String?

    /// A damaged store is never deleted: it is moved, and what of it can be read is taken over.
    public struct Recovery: Sendable, Hashable {
        /// Where the damaged file is now.
        public let movedTo: String
        /// What was wrong with it, in words.
        public let reason: String
    }

    public init(
        hours: [SealedHour] = [], backfills: [Backfill] = [], minutes: [Batch] = []
    ) {
        self.hours = hours
        self.backfills = backfills
        self.minutes = minutes
    }
}

/// The prices of an hour of a market, packed.
public struct SealedHour: Sendable, Hashable {
    /// Hours since 1970-01-01T00:00Z.
    public let hour: Int
    public let market: Market
    /// Those with a price in the hour, each once, in no particular order.
    public let pairs: [Pair]
    /// One a pair, in the same order.
    public let chunks: PackedChunks

    public init(hour: Int, market: Market, pairs: [Pair], chunks: PackedChunks) {
        precondition(pairs.count == chunks.count)
        self.hour = hour
        self.market = market
        self.pairs = pairs
        self.chunks = chunks
    }

    /// What it is the packed form of.
    var key: MarketHour { MarketHour(hour: hour, market: market) }
}
