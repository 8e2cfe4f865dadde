/// The day on disk: what is in it survives a kill and a power cut.
///
/// Every verb is one transaction: it has happened, synced, when it returns, or not at all when it throws.
public protocol MinuteJournal: StoredDayParts {
    /// Where the store is, in words for a person.
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

    /// Ends the writing and gives what reads the store along from now on.
    ///
    /// For a journal that has thrown `StoreError.superseded`; another one gives up its right to
    /// write. The journal must not be used afterwards.
    func stepDown() async -> any JournalFollower
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
    public var rows: [StoredMinute]
    /// What became of a damaged store that was found while loading.
    public var recovery: Recovery?
    /// What could not be read, in words, where nothing was done about it: whoever only reads.
    public var damage: String?
    /// What the prices are; told by whoever reads a store of either kind.
    public var kind = StoreKind.real

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
        rows = []
        self.minutes = minutes
    }

    /// The same as quotes: a batch for each row.
    public var minutes: [Batch] {
        get { rows.map(\.batch) }
        set { rows = newValue.flatMap { StoredMinute.rows(of: $0) } }
    }

    /// Those that it has a price of.
    var markets: Set<Market> {
        Set(hours.map(\.market)).union(rows.map(\.market))
            .union(backfills.map(\.instrument.market))
    }
}

/// The prices of a minute of a market.
public struct StoredMinute: Sendable {
    public let minute: Minute
    public let market: Market
    /// Each once.
    public let pairs: [Pair]
    /// One a pair, in the same order; NaN where it has none.
    public let amounts: [Double]

    public init(minute: Minute, market: Market, pairs: [Pair], amounts: [Double]) {
        precondition(pairs.count == amounts.count)
        self.minute = minute
        self.market = market
        self.pairs = pairs
        self.amounts = amounts
    }

    /// A row for each market of a batch.
    static func rows(of batch: Batch) -> [StoredMinute] {
        batch.quotes.byMarket.map { market, runs in
            StoredMinute(
                minute: batch.minute, market: market,
                pairs: runs.flatMap { $0.map(\.instrument.pair) },
                amounts: runs.flatMap { $0.map(\.price.amount) })
        }
    }

    var batch: Batch { Batch(minute: minute, quotes: quotes) }

    /// The prices that it has.
    var quotes: [Quote] {
        zip(pairs, amounts).filter { !$0.1.isNaN }.map { pair, amount in
            Quote(Instrument(market: market, pair: pair), Price(stored: amount))
        }
    }
}

/// The prices of an hour of a market, packed.
public struct SealedHour: Sendable, Hashable {
    /// Hours since 1970-01-01T00:00Z.
    public let hour: Int
    public let market: Market
    /// Each once, in no particular order.
    public let pairs: [Pair]
    /// One a pair, in the same order; empty where it has no price in the hour.
    public let chunks: PackedChunks

    public init(hour: Int, market: Market, pairs: [Pair], chunks: PackedChunks) {
        precondition(pairs.count == chunks.count)
        self.hour = hour
        self.market = market
        self.pairs = pairs
        self.chunks = chunks
    }

    /// Only the pairs with a price.
    var withoutGaps: SealedHour {
        let places = pairs.indices.filter { !chunks[$0].isEmpty }
        guard places.count < pairs.count else { return self }
        return SealedHour(
            hour: hour, market: market, pairs: places.map { pairs[$0] },
            chunks: chunks.only(places))
    }

    /// What it is the packed form of.
    var key: MarketHour { MarketHour(hour: hour, market: market) }
}
