/// Everything the engine knows, and how it changes: no clock, no I/O, no waiting.
///
/// Each event answers with what should be done about it.
public struct EngineState: Sendable {
    public internal(set) var day: RollingDay
    /// The minute that the wall clock shows.
    public private(set) var minute: Minute
    private var clock: ClockDoubt
    /// In the order of `--source`.
    var polled: [PolledSource]
    var providers: MarketProviders
    /// Boards of the day as it is, and of this minute.
    private(set) var boards: BoardCache
    /// The prices of the running minute that are not journalled yet.
    var open = OpenMinute()
    /// The writes still to be made, and the health of the store.
    var journal: JournalQueue
    /// The backfill of past prices.
    var backfill: BackfillState
    /// When what is known beside prices is journalled.
    var reports = ReportTurns()
    /// The sources of the program that writes the store, while this one reads along.
    var followed: [StoredSource]?
    /// The most instruments that are held at once, of all markets; more of them are left out.
    ///
    /// The 48 exchanges of the catalogue have some 30,000.
    var mostInstruments = 500_000
    /// The evaluation of alerts, and what readers see of it.
    var alerts: AlertState
    /// The newest minute with a price that was read from the store.
    private(set) var readThrough: Minute?
    /// How far the stored day has been read; `nil` when it is there.
    private(set) var loading: LoadingProgress?
    /// How far a damaged store has been recovered; `nil` when none is.
    private var recovery: StoreProgress?
    /// See `Snapshot.notice`.
    private var notice: String?
    /// What is in the store and not in the day, because its name is none.
    private var leftOut: Set<Instrument> = []

    /// - Parameters:
    ///   - day: what is known before the store is read.
    ///   - now: what the clock shows.
    ///   - sources: the sources as they are before their first poll.
    ///   - markets: by source, those that it is known to serve beforehand.
    ///   - interval: the time between two polls of a source.
    ///   - store: how the store is before it was read.
    ///   - loading: given where there is a stored day that will be read.
    ///   - backfill: what is fetched of the past.
    ///   - alerts: the rules that are evaluated, and the lists that they name.
    public init(
        day: RollingDay = RollingDay(), now: Timestamp, sources: [SourceHealth],
        markets: [[Market]] = [], interval: Duration, store: StoreHealth,
        loading: LoadingProgress? = nil, backfill: BackfillProgress.Mode = .off,
        alerts: (rules: [AlertRule], lists: AlertScope.Lists) = ([], AlertScope.Lists())
    ) {
        self.day = day
        boards = BoardCache(day)
        minute = Minute(containing: now)
        clock = ClockDoubt(at: minute)
        polled = sources.map { PolledSource($0, PollSchedule(interval: interval)) }
        providers = MarketProviders(
            known: sources.indices.map { $0 < markets.count ? markets[$0] : [] })
        journal = JournalQueue(store)
        self.backfill = BackfillState(mode: backfill)
        let isFollowing = if case .following = store { true } else { false }
        self.alerts = AlertState(
            rules: alerts.rules, lists: alerts.lists, isFollowing: isFollowing, at: minute)
        self.loading = loading
    }

    /// The oldest minute that still counts.
    public var first: Minute { minute.windowStart }

    /// How each source does, in the order of `--source`.
    public var sources: [SourceHealth] { polled.map(\.health) }

    /// How the store is.
    public var store: StoreHealth { journal.health }

    /// Has to be called for a market whose prices were changed: what was worked out of them is not
    /// true any more.
    mutating func touch(_ market: Market) { boards.touch(market) }

    /// The state as readers see it.
    public func snapshot(isSimulated: Bool) -> Snapshot {
        Snapshot(
            window: DayWindow(
                day, through: minute, kind: isSimulated ? .simulated : .real, boards: boards),
            sources: followed?.map(\.health) ?? sources, store: store, notice: notice,
            providers: followed?.providers ?? providers.providers, backfill: backfill.shown,
            loading: loading, recovery: recovery, alerts: alerts.shown)
    }
}

// MARK: - Time

extension EngineState {
    /// An hour is packed when it has been over for so many minutes: late prices are in by then.
    static let sealingDelay = ClockDoubt.longestStep

    /// The clock shows this time.
    public mutating func advance(to now: Timestamp) -> [EngineEffect] {
        let current = Minute(containing: now)
        var writes = current == minute ? [] : addLastSpares()
        if open.isDue(at: now) { writes += close() }
        guard current != minute else { return writes.effects }
        // No source has answered in the minute that has ended, or none in time.
        writes += Self.writes(of: nil, report())
        giveUpSilent()
        if current < minute {
            providers.forgetMinutes()
            alerts.clockWentBack(to: current)
        }
        clock.note(from: minute, to: current)
        let isNewHour = current.hour != minute.hour
        minute = current
        // Before the hours: packed, they do not say which of their prices were fetched.
        writes += journal.writeCollected()
        let sealed = day.sealNext(before: current.advanced(by: -Self.sealingDelay))
        if !sealed.isEmpty { writes.append(.seal(sealed)) }
        writes += forget(isNewHour) + journal.retries(of: day)
        writes += journal.retriedBackfills(of: day)
        boards = BoardCache(day, after: boards)
        watchSources()
        watchMissed()
        return writes.effects + alerts.tellMinute() + [.publish]
    }

    /// Lets go of what has left the window; the journal once an hour.
    private mutating func forget(_ isNewHour: Bool) -> [JournalEffect] {
        guard clock.isSettled else { return [] }
        day.drop(before: first)
        watchGone()
        journal.drop(before: first)
        return isNewHour ? [.prune(before: first)] : []
    }

    /// A source that has been asked for a whole minute without a word serves nothing until it
    /// answers.
    private mutating func giveUpSilent() {
        for source in polled.indices {
            if let asked = polled[source].asked, asked < minute.start { providers.failed(source) }
        }
    }

    /// The time at which `advance` wants to be called next.
    public func nextWake(after now: Timestamp) -> Timestamp {
        let next = Minute(containing: now).next.start
        return open.deadline.map { min(next, $0) } ?? next
    }

    /// Nothing more will come: everything that is not journalled yet.
    public mutating func finish() -> [EngineEffect] {
        var writes = addLastSpares() + Self.writes(of: open.close(), StoreReport())
        // All names are known when the last report comes.
        writes += journal.writeCollected() + Self.writes(of: nil, lastReport())
        writes += journal.retries(of: day, most: .max)
        writes += journal.retriedBackfills(of: day, most: .max)
        return writes.effects + alerts.tellMinute()
    }

    /// Whether the prices of a minute may be from before the clock was set back.
    func doubts(_ minute: Minute) -> Bool { clock.doubts(minute) }
}

// MARK: - The stored day

extension EngineState {
    /// The stored day, or what another program has added to it.
    ///
    /// `isRead`: whether the stored day had been read before. Then a store that was recovered may
    /// lack what the day in memory has, which is written again.
    public mutating func restored(
        _ stored: StoredDay, isRead: Bool = false
    ) -> [EngineEffect] {
        day.restore(stored, replacing: !journal.isBehind)
        // A recovery with damage could not write what it had read.
        if stored.recovery != nil, isRead || stored.damage != nil {
            journal.beganAnew(with: day)
        }
        boards = BoardCache(day, after: boards)
        alerts.dayWasReplaced()
        if let recovery = stored.recovery {
            notice = "damaged store kept as \(recovery.movedTo) (\(recovery.reason))"
        } else if let damage = stored.damage {
            notice = "a part of the store cannot be read: \(damage)"
        } else {
            // Nothing is lost: an index had what the table did not.
            if notice == Self.recovering { notice = nil }
            note(leftOut: stored.leftOut)
        }
        (loading, recovery) = (nil, nil)
        noteNewest(stored)
        noteSources(stored)
        return [.publish]
    }

    /// A part of the stored day, all there is of its markets; `progress`: `nil` for the last part.
    public mutating func loaded(
        _ stored: StoredDay, progress: LoadingProgress?
    ) -> [EngineEffect] {
        loading = progress
        note(leftOut: stored.leftOut)
        day.restore(stored, replacing: !journal.isBehind)
        // Boards of other markets stay as they were worked out.
        for market in stored.markets { touch(market) }
        alerts.dayWasReplaced(of: Array(stored.markets))
        noteNewest(stored)
        noteSources(stored)
        return [.publish]
    }

    private mutating func note(leftOut more: Set<Instrument>) {
        leftOut.formUnion(more)
        if !more.isEmpty { notice = StoredDay.words(leftOut: leftOut) }
    }

    /// The store is damaged: it is read as a whole, and what can be read goes into a new one.
    ///
    /// `isDayKnown`: whether readers have a day to look at meanwhile.
    public mutating func recovers(isDayKnown: Bool) -> [EngineEffect] {
        if !isDayKnown { loading = LoadingProgress(read: 0, all: 0) }
        notice = Self.recovering
        recovery = StoreProgress(.reading, rows: 0, all: 0)
        return [.publish]
    }

    /// The recovery of a damaged store has come this far.
    mutating func recovers(_ progress: StoreProgress) -> [EngineEffect] {
        recovery = progress
        return [.publish]
    }

    private static let recovering =
        "the store is damaged; what can be read of it is moved to a new one"

    /// There is no more of the stored day to come: all of it was read, or none can be.
    public mutating func loadingEnded() -> [EngineEffect] {
        guard loading != nil || recovery != nil else { return [] }
        (loading, recovery) = (nil, nil)
        return [.publish]
    }

    private mutating func noteNewest(_ stored: StoredDay) {
        if let newest = stored.newest { readThrough = max(newest, readThrough ?? newest) }
        // After a quick restart the journal has this minute already.
        if let newest = stored.rows.last?.minute { open.noteClosed(newest) }
    }
}

extension [JournalEffect] {
    var effects: [EngineEffect] { map { .journal($0) } }
}
