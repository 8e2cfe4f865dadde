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
    /// How far a damaged store has been read and written anew; `nil` when none is.
    public let recovery: StoreProgress?
    /// The rules of alerts, what fired, and the channels.
    public let alerts: AlertBoard

    public init(
        window: DayWindow, sources: [SourceHealth], store: StoreHealth, notice: String? = nil,
        providers: [Market: Int] = [:],
        backfill: BackfillProgress = BackfillProgress(), loading: LoadingProgress? = nil,
        recovery: StoreProgress? = nil, alerts: AlertBoard = AlertBoard()
    ) {
        self.window = window
        self.sources = sources
        self.store = store
        self.notice = notice
        self.providers = providers
        self.backfill = backfill
        self.loading = loading
        self.recovery = recovery
        self.alerts = alerts
    }

    /// Whether the prices are made up.
    public var isSimulated: Bool { window.kind == .simulated }

    /// Whether another program asks the sources and writes the store, and this one reads along.
    public var isFollowing: Bool { if case .following = store { true } else { false } }

    /// The source that serves a market, `nil` for a market that only the past knows.
    public func source(of market: Market) -> SourceHealth? { providers[market].map { sources[$0] } }

    /// The markets that a source serves, by name.
    public func markets(of source: Int) -> [Market] {
        providers.filter { $0.value == source }.keys.sorted()
    }

    /// Whether no more prices of a market's past are to be waited for: they are fetched as far as
    /// they can be, its source has been given up, or this program does not fetch them.
    ///
    /// Until then ranks and percentiles are those of a part of the day.
    public func hasBackfillEnded(of market: Market) -> Bool {
        backfill.mode != .market || isFollowing || providers[market] == nil
            || backfill.ended.contains(market)
    }

    /// The base and quote assets of a pair; `nil` if its source does not name them.
    public func assets(of instrument: Instrument) -> Assets? {
        window.assets(of: instrument)
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
