/// What the engine knows at one moment; readers keep it as long as they like.
public struct Snapshot: Sendable {
    public let window: DayWindow
    /// In the order of `--source`.
    public let sources: [SourceHealth]
    public let store: StoreHealth
    /// What a person should know about this run, one line: a damaged store and where it is now.
    public let notice: String?
    /// Which of `sources` serves a market; markets that only the past knows have none.
    public let servers: [Market: Int]
    /// What is fetched of the past.
    public let backfill: BackfillProgress
    /// How far the stored day has been read; `nil` when it is there, or when there is none.
    public let loading: LoadingProgress?

    public init(
        window: DayWindow, sources: [SourceHealth], store: StoreHealth, notice: String? = nil,
        servers: [Market: Int] = [:],
        backfill: BackfillProgress = BackfillProgress(), loading: LoadingProgress? = nil
    ) {
        self.window = window
        self.sources = sources
        self.store = store
        self.notice = notice
        self.servers = servers
        self.backfill = backfill
        self.loading = loading
    }

    /// Whether the prices are made up.
    public var isSimulated: Bool { window.kind == .simulated }

    /// The source that serves a market, `nil` for a market that only the past knows.
    public func source(of market: Market) -> SourceHealth? { servers[market].map { sources[$0] } }

    /// The markets that a source serves, by name.
    public func markets(of source: Int) -> [Market] {
        servers.filter { $0.value == source }.keys.sorted()
    }

    /// What a pair is made of, where its source says so.
    public func assets(of instrument: Instrument) -> Assets? {
        source(of: instrument.market)?.assets[instrument]
    }
}

/// How a source does.
public struct SourceHealth: Sendable, Hashable {
    /// As in `--source`.
    public let name: String
    /// Where it asks, for a person.
    public let address: String
    /// When the last good poll came in.
    public var lastSuccess: Timestamp?
    /// Why the last poll failed; `nil` while the last one was good.
    public var failure: Failure?
    /// When it is asked next, at the earliest; `nil` while it is being asked.
    public var nextPoll: Timestamp?
    /// Of the last good poll.
    public var quotes = 0
    /// Entries of the last good poll that were no quote.
    public var rejected = 0
    /// The first of those, in words.
    public var firstRejection: String?
    /// How long the last good poll took.
    public var took: Duration?
    /// Of the last good poll, as they came over the wire.
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

/// Where the day is kept, and how that goes.
public enum StoreHealth: Sendable, Hashable {
    /// In memory only; `reason` for a person.
    case memory(reason: String)
    /// In a store; everything up to `through` is on the disk.
    case writing(place: String, through: Minute?)
    /// In a store that another program writes; this one follows.
    case following(place: String)
    /// In memory for now: the store could not be written; `reason` for a person.
    case failing(place: String, reason: String)
}
