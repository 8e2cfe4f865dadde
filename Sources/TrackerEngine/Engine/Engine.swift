/// Polls, keeps, journals and publishes: the one owner of the engine's state.
///
/// It only waits and carries: what happens goes into `EngineState`, and what that answers goes to
/// the channels. `run()` is its life; whoever cancels that task ends it, with everything journalled.
///
///     let engine = Engine(sources: [source], store: .writer(journal), clock: SystemClock())
///     async let life: Void = engine.run()
///     for await snapshot in engine.snapshots() { show(snapshot) }
public actor Engine {
    var state: EngineState
    let sources: [any QuoteSource]
    let clock: any WallClock
    let configuration: EngineConfiguration
    var access: StoreAccess
    /// Whether another program polls and writes, and this one reads along.
    var isFollowing: Bool
    /// Whether readers have a day to look at, so that no part of it is waited for.
    var isDayKnown = false
    /// Changes when another program takes the store over: what was begun before counts no more.
    private(set) var term = 0
    /// Rung when it does.
    private var termEnd = Bell()
    /// Rung when there may be something to fetch of the past.
    let backfillBell = Bell()
    /// The generator that spreads waits after failures.
    var random: any RandomNumberGenerator & Sendable
    private let publisher: Publisher
    /// The addressees of effects.
    private let channels: [any EffectChannel]

    /// Nothing happens before `run()`.
    ///
    /// The sources are asked in parallel, each by its own schedule; what two of them offer is served
    /// by the first of them that is well.
    /// - Parameters:
    ///   - configuration: how it polls, and how much of the past it fetches.
    ///   - day: what is known before the store is read: a simulated day, mostly nothing.
    ///   - sources: what is asked for prices, the preferred ones first.
    ///   - access: the stored day.
    ///   - clock: decides when polls are due.
    ///   - random: spreads the waits after failures.
    ///   - others: addressees of effects beside the journal and the readers of snapshots.
    public init(
        configuration: EngineConfiguration = EngineConfiguration(), day: RollingDay = RollingDay(),
        sources: [any QuoteSource], store access: StoreAccess, clock: any WallClock,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        channels others: [any EffectChannel] = []
    ) {
        self.configuration = configuration
        self.sources = sources
        self.clock = clock
        self.access = access
        self.random = random
        isFollowing = if case .follower = access { true } else { false }
        state = EngineState(
            day: day, now: clock.now,
            sources: sources.map { SourceHealth(name: $0.name, address: $0.address) },
            markets: sources.map(\.markets), interval: configuration.interval,
            store: access.health,
            loading: access.isToBeRead ? LoadingProgress(read: 0, all: 0) : nil,
            backfill: configuration.backfill,
            alerts: (configuration.alerts, configuration.alertLists))
        publisher = Publisher(state.snapshot(isSimulated: configuration.isSimulated))
        channels = [JournalCarrier(), publisher] + others
    }

    /// The newest snapshot; may be read from any thread.
    public nonisolated var snapshot: Snapshot { publisher.newest }

    /// Every snapshot from now on, the current one first.
    ///
    /// Each reader has a stream of its own; a slow one skips.
    public nonisolated func snapshots() -> AsyncStream<Snapshot> { publisher.stream() }
}

// MARK: - Life

extension Engine {
    /// Follows while another program writes, leads while none does, until the task is cancelled;
    /// returns when all is journalled.
    public func run() async {
        repeat {
            if case .follower(let follower) = access {
                await withTaskGroup { group in
                    for channel in channels { group.addTask { await channel.follow(for: self) } }
                    await follow(follower)
                    group.cancelAll()
                }
            } else {
                await lead()
            }
        } while !Task.isCancelled
        perform(state.finish())
        await withDiscardingTaskGroup { group in
            for channel in channels { group.addTask { await channel.finish(for: self) } }
        }
    }

    /// Polls and journals, until another program takes over or the task is cancelled.
    private func lead() async {
        let end = Bell()
        termEnd = end
        for channel in channels { await channel.begin(for: self) }
        await loadDay()
        guard !isFollowing else { return }
        await withTaskGroup { group in
            group.addTask { await self.keepMinutes() }
            group.addTask { await self.keepBackfilling() }
            for channel in channels { group.addTask { await channel.work(for: self) } }
            for source in sources.indices { group.addTask { await self.keepPolling(source) } }
            await end.wait()
            group.cancelAll()
        }
    }

    private func keepMinutes() async {
        while !Task.isCancelled {
            perform(state.advance(to: clock.now))
            await mendStore()
            try? await clock.sleep(until: state.nextWake(after: clock.now))
        }
    }

    /// Ends the term, because another program has the store: nothing is asked or written any more.
    ///
    /// `follow` makes what reads the store along.
    func stepDown(at place: String, _ follow: () async -> any JournalFollower) async {
        term += 1
        isFollowing = true
        isDayKnown = true
        perform(state.follows(.following(place: place)))
        access = .follower(await follow())
        termEnd.ring()
    }

    /// Readers see these alerts from now on.
    func show(_ alerts: AlertBoard) { perform(state.show(alerts)) }

    /// Returns when all channels have kept what they keep.
    nonisolated func settle() async {
        for channel in channels { await channel.settle() }
    }

    /// Puts effects into the queues of those that they are for.
    func perform(_ effects: [EngineEffect]) {
        guard !effects.isEmpty else { return }
        for channel in channels { channel.accept(effects, from: &state) }
    }
}
