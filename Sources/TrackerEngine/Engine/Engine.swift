import Synchronization

/// Polls, keeps, journals and publishes: the one owner of the engine's state.
///
/// `run()` is its life; whoever cancels that task ends it, with everything journalled.
public actor Engine {
    var state: EngineState
    let sources: [any QuoteSource]
    let clock: any WallClock
    /// What is fetched of the past; `bell` tells the one who fetches that there may be something.
    var plan: BackfillPlan
    let bell = Bell()
    var lastProgress = Timestamp(milliseconds: 0)
    /// Pairs that clients of the port have asked for, where there is no screen.
    var wishes: [Instrument] = []
    private var access: StoreAccess
    private let configuration: EngineConfiguration
    /// Not done yet, in order; `nudge` tells the writer that there is something.
    private var effects: [EngineEffect] = []
    private let nudges: AsyncStream<Void>
    private let nudge: AsyncStream<Void>.Continuation
    private let publisher: Publisher
    /// How far back the journal was read; `nil` while it was not: until then nothing is written,
    /// because an hour that is packed without what the journal has of it would replace that.
    private var loadedFrom: Minute?
    /// For waits that vary.
    private var random: any RandomNumberGenerator & Sendable

    /// Nothing happens before `run()`.
    ///
    /// `day` is what is known before the store is read: a simulated day, mostly nothing. The
    /// sources are asked in parallel, each by its own schedule; what two of them offer is served by
    /// the first of them that is well. `random` spreads the waits after failures.
    public init(
        configuration: EngineConfiguration = EngineConfiguration(), day: RollingDay = RollingDay(),
        sources: [any QuoteSource], store access: StoreAccess, clock: any WallClock,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.configuration = configuration
        self.sources = sources
        self.clock = clock
        self.access = access
        self.random = random
        plan = BackfillPlan(mode: configuration.backfill)
        state = EngineState(
            day: day, now: clock.now,
            sources: sources.map { SourceHealth(name: $0.name, address: $0.address) },
            markets: sources.map(\.markets), interval: configuration.interval,
            store: access.health,
            loading: access.isToBeRead ? LoadingProgress(read: 0, all: 0) : nil)
        publisher = Publisher(state.snapshot(isSimulated: configuration.isSimulated))
        (nudges, nudge) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What is known right now; from any thread.
    public nonisolated var snapshot: Snapshot { publisher.newest }

    /// Every snapshot from now on, the current one first.
    ///
    /// Each reader has a stream of its own; a slow one skips.
    public nonisolated func snapshots() -> AsyncStream<Snapshot> { publisher.stream() }

    /// Loads the day, then polls until the task is cancelled; returns when all is journalled.
    public func run() async {
        await loadDay()
        if case .follower(let follower) = access { await follow(follower) }
        await withTaskGroup { group in
            group.addTask { await self.keepMinutes() }
            group.addTask { await self.keepWriting() }
            group.addTask { await self.keepBackfilling() }
            for source in sources.indices { group.addTask { await self.keepPolling(source) } }
        }
        perform(state.finish())
        await writeAll()
    }

    /// What became of a wish to poll at once.
    public enum PollAnswer: Hashable, Sendable {
        case asked
        /// Every source was asked a moment ago, or has said when it wants to be asked again.
        case tooEarly
        /// Another program polls; this one reads along.
        case following
    }

    /// Asks every source that may be asked now.
    public func pollNow() async -> PollAnswer {
        if case .follower = access { return .following }
        let now = clock.now
        let allowed = sources.indices.filter { state.schedules[$0].allowsExtraPoll(at: now) }
        await withTaskGroup { group in
            for source in allowed { group.addTask { await self.poll(source) } }
        }
        return allowed.isEmpty ? .tooEarly : .asked
    }
}

// MARK: - Polling

extension Engine {
    private func keepPolling(_ source: Int) async {
        while !Task.isCancelled {
            let now = clock.now
            let due = state.due(source, at: now)
            if due <= now, !state.isBeingAsked(source) {
                await poll(source)
            } else {
                // No longer than to the next minute: a poll in between may have changed the plan.
                let next = Minute(containing: now).next.start
                try? await clock.sleep(until: due <= now ? next : min(due, next))
            }
        }
    }

    /// Nobody is asked twice at the same time.
    private func poll(_ source: Int) async {
        guard !state.isBeingAsked(source) else { return }
        let start = clock.now
        perform(state.started(source, at: start))
        let result = await Self.ask(sources[source], at: start)
        var effects = state.noteRequests(sources[source].requests, of: source)
        effects += state.advance(to: clock.now)
        switch result {
        case .success(let poll):
            // What was missed meanwhile may be fetched.
            if state.sources[source].failure != nil {
                plan.lookAgain()
                plan.pollSucceeded(state.markets(of: source) + sources[source].markets)
            }
            bell.ring()
            effects += state.received(poll, from: source, startedAt: start, at: clock.now)
        case .failure(let error):
            let chance = Double.random(in: 0..<1, using: &random)
            effects += state.failed(error, from: source, at: clock.now, chance: chance)
            // Those that nobody else serves now.
            plan.pollFailed(state.markets(of: source), error, at: clock.now)
        }
        perform(effects)
    }

    /// Off the engine: reading an answer is work, and must not hold up the other sources.
    @concurrent
    private static func ask(
        _ source: any QuoteSource, at start: Timestamp
    ) async -> Result<Poll, QuoteError> {
        do throws(QuoteError) {
            return .success(try await source.poll(at: start))
        } catch {
            return .failure(error)
        }
    }

    /// Tells readers of requests that a source has made beside its polls.
    func refreshRequests(of source: Int) {
        perform(state.noteRequests(sources[source].requests, of: source))
    }

    private func keepMinutes() async {
        while !Task.isCancelled {
            perform(state.advance(to: clock.now))
            await mendStore()
            try? await clock.sleep(until: state.nextWake(after: clock.now))
        }
    }
}

// MARK: - Effects

extension Engine {
    func perform(_ new: [EngineEffect]) {
        var isPublishing = false
        for effect in new {
            if case .publish = effect { isPublishing = true } else { effects.append(effect) }
        }
        switch access {
        case .writer where loadedFrom != nil: nudge.yield()
        case .writer, .failed:
            for effect in effects { state.postpone(effect) }
            effects = []
        case .none, .follower: effects = []
        }
        if isPublishing {
            publisher.publish(state.snapshot(isSimulated: configuration.isSimulated))
        }
    }

    private func keepWriting() async {
        for await _ in nudges { await writeAll() }
    }

    private func writeAll() async {
        guard case .writer(let journal) = access, loadedFrom != nil else { return }
        while !effects.isEmpty {
            let effect = effects.removeFirst()
            do throws(StoreError) {
                try await effect.write(to: journal)
                perform(state.stored(effect, path: journal.location))
            } catch {
                // Reading it again recovers what can be read, in a new file.
                if case .damaged = error { loadedFrom = nil }
                perform(state.notStored(effect, path: journal.location, error))
            }
        }
    }
}

// MARK: - The stored day

extension Engine {
    private func loadDay() async {
        guard case .writer(let journal) = access else { return }
        perform(state.advance(to: clock.now))
        let first = state.first
        do throws(StoreError) {
            if try await !loadParts(of: journal, from: first) {
                // What can be read of a damaged store goes on in a new one.
                perform(state.restored(try await journal.load(from: first)))
            }
            loadedFrom = first
            perform(state.loadingEnded())
            perform(state.storeChanged(access.health))
        } catch {
            perform(state.loadingEnded())
            let reason = error.description
            perform(state.storeChanged(.failing(place: journal.location, reason: reason)))
        }
    }

    /// Reads the stored day: the market that somebody looks at first, then the others.
    ///
    /// - Returns: whether all of it could be read.
    private func loadParts(
        of store: any StoredDayParts, from first: Minute
    ) async throws(StoreError) -> Bool {
        var plan: LoadPlan
        do throws(StoreError) {
            plan = LoadPlan(try await store.contents(), first: configuration.firstMarket)
        } catch .damaged {
            return false
        }
        var isSound = true
        while let (markets, progress) = plan.next() {
            let stored = try await store.load(markets, from: first)
            isSound = isSound && stored.damage == nil
            perform(state.loaded(stored, progress: progress))
        }
        return isSound
    }

    /// Opens and reads what could not be opened or read before, and reads further back when the
    /// clock was set back.
    private func mendStore() async {
        if case .failed(_, _, let reopen) = access, case .writer(let journal)? = try? reopen() {
            access = .writer(journal)
        }
        guard case .writer = access else { return }
        let first = state.first
        // A day ahead of what was read, or behind it: the clock was set.
        guard let from = loadedFrom, first >= from, first <= from.advanced(by: Minute.perDay)
        else { return await loadDay() }
        loadedFrom = first
    }

    /// Shows what another program writes, until that one is gone.
    private func follow(_ follower: any JournalFollower) async {
        perform(state.advance(to: clock.now))
        // What cannot be read is looked at again at once, as a whole.
        _ = try? await loadParts(of: follower, from: state.first)
        perform(state.loadingEnded())
        while !Task.isCancelled {
            perform(state.advance(to: clock.now))
            do throws(StoreError) {
                if let journal = try await follower.takeOver() {
                    access = .writer(journal)
                    perform(state.storeChanged(access.health))
                    return await loadDay()
                }
                let changes = try await follower.changes(from: state.first)
                if state.store != access.health { perform(state.storeChanged(access.health)) }
                if let changes { perform(state.restored(changes)) }
            } catch {
                let reason = error.description
                perform(state.storeChanged(.failing(place: follower.location, reason: reason)))
            }
            try? await clock.sleep(until: clock.now + Self.followGap)
        }
    }

    /// Between two looks at what another program has written.
    private static let followGap = Duration.seconds(2)
}

extension StoreAccess {
    var health: StoreHealth {
        switch self {
        case .none(let reason): .memory(reason: reason)
        case .writer(let journal): .writing(place: journal.location, through: nil)
        case .follower(let follower): .following(place: follower.location)
        case .failed(let path, let reason, _): .failing(place: path, reason: reason)
        }
    }
}
