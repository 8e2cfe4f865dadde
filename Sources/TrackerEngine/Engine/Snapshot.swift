/// The engine's knowledge at one moment; readers keep it as long as they like.
public struct Snapshot: Sendable {
    public let window: DayWindow
    /// The health of each source, in the order of `--source`.
    public let sources: [SourceHealth]
    public let store: StoreHealth
    /// A line that a person should read: for example, where a damaged store was moved to.
    public let notice: String?
    /// Which of `sources` serves a market; markets that only the past knows have none.
    public let providers: [Market: Int]
    /// The progress of fetching past prices.
    public let backfill: BackfillProgress
    /// How far the stored day has been read; `nil` when it is there, or when there is none.
    public let loading: LoadingProgress?

    public init(
        window: DayWindow, sources: [SourceHealth], store: StoreHealth, notice: String? = nil,
        providers: [Market: Int] = [:],
        backfill: BackfillProgress = BackfillProgress(), loading: LoadingProgress? = nil
    ) {
        self.window = window
        self.sources = sources
        self.store = store
        self.notice = notice
        self.providers = providers
        self.backfill = backfill
        self.loading = loading
    }

    /// Whether the prices are made up.
    public var isSimulated: Bool { window.kind == .simulated }

    /// The source that serves a market, `nil` for a market that only the past knows.
    public func source(of market: Market) -> SourceHealth? { providers[market].map { sources[$0] } }

    /// The markets that a source serves, by name.
    public func markets(of source: Int) -> [Market] {
        providers.filter { $0.value == source }.keys.sorted()
    }

    /// The base and quote assets of a pair; `nil` if its source does not name them.
    public func assets(of instrument: Instrument) -> Assets? {
        source(of: instrument.market)?.assets[instrument]
    }
}

/// The health of a source.
public struct SourceHealth: Sendable, Hashable {
    /// The name that `--source` uses.
    public let name: String
    /// The address that it asks, in words for a person.
    public let address: String
    /// The time of the last good answer.
    public var lastSuccess: Timestamp?
    /// The failure of the last poll; `nil` if that was good.
    public var failure: Failure?
    /// The earliest time of the next poll; `nil` while it is being asked.
    public var nextPoll: Timestamp?
    /// Prices in the last good poll.
    public var quotes = 0
    /// Entries of the last good poll that were no quote.
    public var rejected = 0
    /// The first of those, in words.
    public var firstRejection: String?
    /// How long the last good poll took.
    public var took: Duration?
    /// Bytes of the last good poll as they came over the wire.
    public var bytes = 0
    /// Its newest requests, oldest first.
    public var requests: [RequestRecord] = []
    /// Base and quote of its pairs, where it knows them.
    public var assets: [Instrument: Assets] = [:]

    public struct Failure: Sendable, Hashable {
        /// One line for a person.
        public let reason: String
        public let at: Timestamp
        /// How many polls have failed one after the other.
        public let times: Int
        /// Whether the server does not serve the place that it is asked from.
        public let isBarred: Bool

        public init(reason: String, at: Timestamp, times: Int, isBarred: Bool = false) {
            self.reason = reason
            self.at = at
            self.times = times
            self.isBarred = isBarred
        }
    }

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// The health of the store.
public enum StoreHealth: Sendable, Hashable {
    /// The day is kept in memory only; `reason` is for a person.
    case memory(reason: String)
    /// The day is stored; everything up to `through` is on the disk.
    case writing(place: String, through: Minute?)
    /// Another program writes the store, and this one reads along.
    case following(place: String)
    /// The store cannot be used, so the day is in memory for now; `reason` is for a person.
    case failing(place: String, reason: String)
}
