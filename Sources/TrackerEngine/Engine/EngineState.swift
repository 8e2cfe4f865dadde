/// Everything the engine knows, and how it changes: no clock, no I/O, no waiting.
///
/// Each event answers with what should be done about it.
public struct EngineState: Sendable {
    public private(set) var day: RollingDay
    /// The minute that the wall clock shows.
    public private(set) var minute: Minute
    public private(set) var sources: [SourceHealth]
    public private(set) var schedules: [PollSchedule]
    public private(set) var store: StoreHealth
    /// What is fetched of the past, for readers.
    public var backfill = BackfillProgress()
    /// How far the stored day has been read; `nil` when it is there.
    private var loading: LoadingProgress?
    /// See `Snapshot.notice`.
    private var notice: String?
    /// By source: the newest minute that it gave prices for.
    private var answered: [Minute?]
    /// By source: since when it is being asked; `nil` while it is not.
    private var asked: [Timestamp?]
    private var servers: MarketServers
    /// Of the day as it is, and of this minute.
    private var boards: MarketBoards
    /// Prices of a minute that is not journalled yet.
    private var open: Batch?
    /// The newest minute that was given to the journal: what comes for it now amends it.
    private var closed: Minute?
    /// When the clock was last set, or jumped; `nil` once it has run on from there for a while.
    private var unsettled: Minute?
    /// Minutes up to this one may hold prices from before the clock was set back: new ones win.
    private var doubtful: Minute?
    /// Minutes and packed hours that the journal did not take; tried again.
    private var unstored: Set<Minute> = []
    private var unsealed: Set<MarketHour> = []
    /// Fetched prices that nobody waits for: they are given to the journal together.
    private var fetched: [Backfill] = []
    /// Instruments with fetched prices that the journal did not take; tried again.
    private var unstoredBackfills: Set<Instrument> = []

    /// A minute is journalled when no source that is asked in time is still to answer, and at the
    /// latest this long after its start; what comes later amends it.
    static let patience = Duration.seconds(30)
    /// An hour is packed when it has been over for so many minutes: late prices are in by then.
    static let sealingDelay = 5
    /// A clock that is set wrong and right again must not cost the day: nothing is forgotten before
    /// it has run for so many minutes.
    static let settlingTime = 15
    /// Minutes that are given to the journal again at a time.
    static let catchUp = 30
    /// Fetched parts that are given to the journal together.
    static let backfillBatch = 32
    /// Instruments whose fetched prices are given to the journal again at a time: as many prices
    /// as there are in 30 minutes of 25,000 instruments.
    static let catchUpBackfills = 512

    /// `markets`: by source, those that it is known to serve beforehand; `loading`: where there is a
    /// stored day that will be read.
    public init(
        day: RollingDay = RollingDay(), now: Timestamp, sources: [SourceHealth],
        markets: [[Market]] = [], interval: Duration, store: StoreHealth,
        loading: LoadingProgress? = nil
    ) {
        self.day = day
        boards = MarketBoards(day)
        minute = Minute(containing: now)
        self.sources = sources
        schedules = sources.map { _ in PollSchedule(interval: interval) }
        answered = sources.map { _ in nil }
        asked = sources.map { _ in nil }
        servers = MarketServers(
            known: sources.indices.map { $0 < markets.count ? markets[$0] : [] })
        // The clock of a machine that has just started may be wrong as well.
        unsettled = minute
        self.store = store
        self.loading = loading
    }

    /// The oldest minute that still counts.
    public var first: Minute { minute.windowStart }
}

// MARK: - Time

extension EngineState {
    /// The clock shows this time.
    public mutating func advance(to now: Timestamp) -> [EngineEffect] {
        let current = Minute(containing: now)
        var effects = current == minute ? [] : takeLastSpares()
        if let open, current != open.minute || now - open.minute.start >= Self.patience {
            effects += close()
        }
        guard current != minute else { return effects }
        giveUpSilent()
        noteJump(to: current)
        let isNewHour = current.hour != minute.hour
        minute = current
        // Before the hours: packed, they do not say which of their prices were fetched.
        effects += giveFetched()
        let sealed = day.sealNext(before: current.advanced(by: -Self.sealingDelay))
        if !sealed.isEmpty { effects.append(.seal(sealed)) }
        effects += forget(isNewHour) + catchUp() + giveAgain()
        boards = MarketBoards(day)
        return effects + [.publish]
    }

    /// A gap of some minutes is a jump: the machine was asleep, or the clock was set.
    private mutating func noteJump(to current: Minute) {
        if current < minute {
            doubtful = max(doubtful ?? minute, minute)
            unsettled = current
            servers.forgetMinutes()
        } else if minute.distance(to: current) > Self.sealingDelay {
            unsettled = current
        }
        if let since = unsettled, since.distance(to: current) > Self.settlingTime {
            unsettled = nil
        }
    }

    /// Lets go of what has left the window; the journal once an hour.
    private mutating func forget(_ isNewHour: Bool) -> [EngineEffect] {
        guard unsettled == nil else { return [] }
        day.drop(before: first)
        unstored = unstored.filter { $0 >= first }
        unsealed = unsealed.filter { $0.hour >= first.hour }
        return isNewHour ? [.prune(before: first)] : []
    }

    /// When `advance` wants to be called next.
    public func nextWake(after now: Timestamp) -> Timestamp {
        let next = Minute(containing: now).next.start
        guard let open else { return next }
        return min(next, open.minute.start + Self.patience)
    }

    private mutating func close() -> [EngineEffect] {
        guard let batch = open else { return [] }
        open = nil
        closed = max(closed ?? batch.minute, batch.minute)
        return batch.quotes.isEmpty ? [] : [.append(batch)]
    }

    /// Nothing more will come: everything that is not journalled yet.
    public mutating func finish() -> [EngineEffect] {
        takeLastSpares() + close() + giveFetched() + catchUp(most: .max)
            + giveAgain(most: .max)
    }

    private mutating func catchUp(most: Int = catchUp) -> [EngineEffect] {
        guard !unstored.isEmpty || !unsealed.isEmpty else { return [] }
        let hours = unsealed.sorted().prefix(most).compactMap {
            day.sealedHour($0.hour, of: $0.market)
        }
        // Prices of hours that are packed by now are in those.
        let batches = unstored.sorted().prefix(most).map { day.unsealed(at: $0) }
        unstored.subtract(batches.filter(\.quotes.isEmpty).map(\.minute))
        let rest = batches.filter { !$0.quotes.isEmpty }
        return (hours.isEmpty ? [] : [.seal(hours)]) + (rest.isEmpty ? [] : [.amend(rest)])
    }
}

// MARK: - Polls

extension EngineState {
    /// When a source is to be asked next.
    public mutating func due(_ source: Int, at now: Timestamp) -> Timestamp {
        schedules[source].notice(now)
        return schedules[source].due(at: now)
    }

    /// A source is asked now.
    public mutating func started(_ source: Int, at now: Timestamp) -> [EngineEffect] {
        schedules[source].started(at: now)
        asked[source] = now
        sources[source].nextPoll = nil
        // Where a time was promised, it is there; all others are told of with their answer.
        return sources[source].failure == nil ? [] : [.publish]
    }

    /// Whether it has been asked, and neither answered nor failed.
    public func isBeingAsked(_ source: Int) -> Bool { asked[source] != nil }

    /// A source has answered; `start` is when it was asked: that minute has its price now.
    public mutating func received(
        _ poll: Poll, from source: Int, startedAt start: Timestamp, at now: Timestamp
    ) -> [EngineEffect] {
        schedules[source].succeeded(at: now)
        asked[source] = nil
        note(poll, source, start, now)
        let runs = poll.quotes.marketRuns
        servers.answered(source, with: runs.map(\.market))
        let polled = Minute(containing: start)
        var effects: [EngineEffect] = []
        var isTaken = false
        if answered[source] != polled {
            answered[source] = polled
            let batch = Batch(minute: polled, quotes: poll.quotes)
            let taken = take(batch, from: source)
            // Nearly always: each price is that of the day's newest minute.
            isTaken = taken.count == poll.quotes.count && polled == minute
            effects = taken.effects
        }
        effects += takeSpares()
        effects += closeUnlessAwaiting(at: now)
        if !isTaken { day.note(servers.own(poll.quotes, of: source)) }
        for run in runs where servers.servers[run.market] == source { touch(run.market) }
        return effects + [.publish]
    }

    private mutating func note(_ poll: Poll, _ source: Int, _ start: Timestamp, _ now: Timestamp) {
        sources[source].lastSuccess = now
        sources[source].failure = nil
        sources[source].nextPoll = schedules[source].due(at: now)
        sources[source].quotes = poll.quotes.count
        sources[source].rejected = poll.rejected
        sources[source].firstRejection = poll.firstRejection
        sources[source].took = now - start
        sources[source].bytes = poll.bytes
        sources[source].assets = poll.assets
    }

    /// A poll has failed; `chance` in 0..<1 spreads the wait, see `PollSchedule`.
    public mutating func failed(
        _ error: QuoteError, from source: Int, at now: Timestamp, chance: Double = 0.5
    ) -> [EngineEffect] {
        asked[source] = nil
        guard error != .cancelled else { return [] }
        schedules[source].failed(error, at: now, chance: chance)
        let isBarred = if case .barred = error { true } else { false }
        sources[source].failure = SourceHealth.Failure(
            reason: error.description, at: now, times: schedules[source].failures,
            isBarred: isBarred)
        sources[source].nextPoll = schedules[source].due(at: now)
        servers.failed(source)
        return takeSpares() + closeUnlessAwaiting(at: now) + [.publish]
    }

    /// The source that serves a market, `nil` for none.
    public func server(of market: Market) -> Int? { servers.servers[market] }

    /// The markets that a source serves.
    public func markets(of source: Int) -> [Market] {
        servers.servers.filter { $0.value == source }.map(\.key)
    }

    /// The newest requests of a source, of any purpose.
    public mutating func noteRequests(
        _ requests: [RequestRecord], of source: Int
    ) -> [EngineEffect] {
        guard requests != sources[source].requests else { return [] }
        sources[source].requests = requests
        return [.publish]
    }

    /// A source that has been asked for a whole minute without a word serves nothing until it
    /// answers.
    private mutating func giveUpSilent() {
        for source in sources.indices {
            if let start = asked[source], start < minute.start { servers.failed(source) }
        }
    }
}

// MARK: - The prices of a minute

extension EngineState {
    /// `count`: how many prices were put in.
    private typealias Taken = (effects: [EngineEffect], count: Int)

    private mutating func take(_ batch: Batch, from source: Int) -> Taken {
        guard batch.minute >= first, batch.minute <= minute else { return ([], 0) }
        let isOver = batch.minute < minute
        return take(servers.share(batch, of: source, isOver: isOver), at: batch.minute)
    }

    /// What others have of the running minute, where the one that served has failed.
    private mutating func takeSpares() -> [EngineEffect] {
        let quotes = servers.spares(of: minute)
        return quotes.isEmpty ? [] : take(quotes, at: minute).effects
    }

    /// What others have of the running minute, where nobody else will come.
    private mutating func takeLastSpares() -> [EngineEffect] {
        let quotes = servers.lastSpares(of: minute)
        return quotes.isEmpty ? [] : take(quotes, at: minute).effects
    }

    private mutating func take(_ quotes: [Quote], at polled: Minute) -> Taken {
        var batch = Batch(minute: polled, quotes: quotes)
        let isDoubtful = doubtful.map { polled <= $0 } ?? false
        if !isDoubtful { batch = day.missing(from: batch) }
        let count = day.ingest(batch)
        touch(batch.quotes)
        if open == nil, polled == minute, closed.map({ $0 < minute }) ?? true {
            open = Batch(minute: polled, quotes: [])
        }
        guard let held = open, held.minute == polled else {
            return (batch.quotes.isEmpty ? [] : [.amend([batch])], count)
        }
        open =
            held.quotes.isEmpty
            ? batch : Batch(minute: polled, quotes: held.quotes + batch.quotes)
        return ([], count)
    }

    private mutating func touch(_ quotes: [Quote]) {
        for run in quotes.marketRuns { touch(run.market) }
    }

    /// Has to be called for a market whose prices were changed: what was worked out of them is not
    /// true any more.
    mutating func touch(_ market: Market) { boards.touch(market) }

    private mutating func closeUnlessAwaiting(at now: Timestamp) -> [EngineEffect] {
        guard let minute = open?.minute,
            !sources.indices.contains(where: { isAwaited($0, for: minute, at: now) })
        else { return [] }
        return (minute == self.minute ? takeLastSpares() : []) + close()
    }

    /// Whether prices of a minute may still come from a source before the minute is closed anyway.
    private func isAwaited(_ source: Int, for minute: Minute, at now: Timestamp) -> Bool {
        if answered[source] == minute { return false }
        // Who has been silent for longer is not waited for again.
        if let start = asked[source] { return start >= minute.advanced(by: -1).start }
        return schedules[source].due(at: now) < minute.start + Self.patience
    }
}

// MARK: - Backfill

extension EngineState {
    /// Prices of the past have been fetched; `isWanted`: somebody looks at their pair, so that they
    /// are journalled at once, and not together with others.
    public mutating func backfilled(_ part: Backfill, isWanted: Bool) -> [EngineEffect] {
        guard let series = part.series.clipped(to: first...minute) else { return [] }
        let clipped = Backfill(part.instrument, series, isCoarse: part.isCoarse)
        let sealedBefore = minute.advanced(by: -Self.sealingDelay)
        guard let put = day.backfill(clipped, sealedBefore: sealedBefore) else { return [] }
        touch(part.instrument.market)
        if isWanted { return [.backfill([put]), .publish] }
        fetched.append(put)
        return (fetched.count >= Self.backfillBatch ? giveFetched() : []) + [.publish]
    }

    private mutating func giveFetched() -> [EngineEffect] {
        guard !fetched.isEmpty else { return [] }
        defer { fetched = [] }
        return [.backfill(fetched)]
    }

    /// What the journal did not take, as the day has it now.
    ///
    /// An instrument is in here or on its way: another part of it that is stored meanwhile says
    /// nothing about this one.
    private mutating func giveAgain(most: Int = catchUpBackfills) -> [EngineEffect] {
        guard !unstoredBackfills.isEmpty else { return [] }
        let instruments = unstoredBackfills.sorted().prefix(most)
        unstoredBackfills.subtract(instruments)
        let parts = instruments.flatMap { day.backfills(of: $0) }
        return parts.isEmpty ? [] : [.backfill(parts)]
    }
}

// MARK: - Store

extension EngineState {
    /// The stored day, or what another program has added to it.
    public mutating func restored(_ stored: StoredDay) -> [EngineEffect] {
        day.restore(stored)
        boards = MarketBoards(day)
        if let recovery = stored.recovery {
            notice = "damaged store kept as \(recovery.movedTo) (\(recovery.reason))"
        } else if let damage = stored.damage {
            notice = "a part of the store cannot be read: \(damage)"
        }
        loading = nil
        noteClosed(stored)
        return [.publish]
    }

    /// A part of the stored day, all there is of its markets; `progress`: `nil` for the last part.
    public mutating func loaded(
        _ stored: StoredDay, progress: LoadingProgress?
    ) -> [EngineEffect] {
        loading = progress
        day.restore(stored)
        // Boards of other markets stay as they were worked out.
        for market in stored.markets { touch(market) }
        noteClosed(stored)
        return [.publish]
    }

    /// There is no more of the stored day to come: all of it was read, or none can be.
    public mutating func loadingEnded() -> [EngineEffect] {
        guard loading != nil else { return [] }
        loading = nil
        return [.publish]
    }

    /// After a quick restart the journal has this minute already.
    private mutating func noteClosed(_ stored: StoredDay) {
        if let newest = stored.rows.last?.minute { closed = max(closed ?? newest, newest) }
    }

    public mutating func storeChanged(_ health: StoreHealth) -> [EngineEffect] {
        store = health
        return [.publish]
    }

    /// The journal has done it.
    public mutating func stored(_ effect: EngineEffect, path: String) -> [EngineEffect] {
        var newest: Minute? =
            if case .writing(_, let through) = store { through } else { nil }
        switch effect {
        case .append(let batch): newest = max(newest ?? batch.minute, batch.minute)
        case .amend(let batches):
            unstored.subtract(batches.map(\.minute))
            newest = batches.map(\.minute).max().map { max(newest ?? $0, $0) } ?? newest
        case .backfill: break
        case .seal(let hours):
            unsealed.subtract(hours.map(\.key))
        case .prune, .publish: return []
        }
        let health = StoreHealth.writing(place: path, through: newest)
        guard health != store, unstored.isEmpty, unstoredBackfills.isEmpty else { return [] }
        return storeChanged(health)
    }

    /// There is no journal for it now: the day in memory has it, and it is tried again.
    public mutating func postpone(_ effect: EngineEffect) {
        switch effect {
        case .append(let batch): unstored.insert(batch.minute)
        case .amend(let batches): unstored.formUnion(batches.map(\.minute))
        case .backfill(let parts): unstoredBackfills.formUnion(parts.map(\.instrument))
        case .seal(let hours): unsealed.formUnion(hours.map(\.key))
        case .prune, .publish: break
        }
    }

    /// The journal could not do it.
    public mutating func notStored(
        _ effect: EngineEffect, path: String, _ error: StoreError
    ) -> [EngineEffect] {
        postpone(effect)
        return storeChanged(.failing(place: path, reason: error.description))
    }

    public func snapshot(isSimulated: Bool) -> Snapshot {
        Snapshot(
            window: DayWindow(
                day, through: minute, kind: isSimulated ? .simulated : .real, boards: boards),
            sources: sources, store: store, notice: notice, servers: servers.servers,
            backfill: backfill, loading: loading)
    }
}
