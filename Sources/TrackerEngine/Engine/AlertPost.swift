/// Keeps what fires, and tells it through the channels: the addressee of the engine's alerts.
///
/// It commits what it is given, before and after each message, and never holds the engine. Only the
/// program that writes the day sends; another one shows what that one has stored. Prices that are
/// made up never leave through a channel.
public actor AlertPost: EffectChannel {
    nonisolated let inbox = AlertInbox()
    let store: any AlertStore
    let clock: any WallClock
    /// The seconds east of Greenwich at a time in Unix seconds.
    let offset: @Sendable (Int) -> Int
    /// The name of the clock's zone at a time in Unix seconds.
    let zone: @Sendable (Int) -> String?
    /// The machine, as a test message names it.
    let machine: String
    var setup: AlertSetup
    var ledger: AlertLedger
    /// `nil` while the store cannot be opened.
    var journal: (any AlertJournal)?
    /// `nil` while another program may tell what fires: this one sends nothing then.
    var claim: AlertClaim?
    /// When the next alarm rings, if one is set.
    var alarm: Timestamp?
    /// The minute of the last look at what others have noted.
    private var looked: Minute?
    /// Letters of messages that may be tried again, as they were written.
    var letters: [AlertLedger.MessageKey: AlertMessage] = [:]
    /// The newest record at the first look at another program's alerts.
    var followedFrom: Int?
    /// When a person was told what became of an order while this program follows.
    var told: Timestamp?

    /// - Parameters:
    ///   - setup: rules and channels; `change` gives others.
    ///   - store: where alerts are kept.
    ///   - clock: decides when messages leave.
    ///   - offset: the seconds east of Greenwich at a time in Unix seconds.
    ///   - zone: the name of the clock's zone at a time in Unix seconds: `CET`.
    ///   - machine: the name of the machine.
    package init(
        _ setup: AlertSetup, store: any AlertStore, clock: any WallClock,
        offset: @escaping @Sendable (Int) -> Int,
        zone: @escaping @Sendable (Int) -> String? = { _ in nil }, machine: String = Machine.name
    ) {
        self.setup = setup
        self.store = store
        self.clock = clock
        self.offset = offset
        self.zone = zone
        self.machine = machine
        ledger = AlertLedger(setup, at: clock.now)
    }

    /// Takes other rules, lists and channels.
    public nonisolated func change(_ setup: AlertSetup) { inbox.put(.setup(setup)) }

    /// Carries out what a person wants; rules are kept and deleted elsewhere.
    public nonisolated func carryOut(_ order: AlertOrder) { inbox.put(.order(order)) }
}

// MARK: - The engine's addressee

extension AlertPost {
    public nonisolated func accept(_ effects: [EngineEffect], from state: inout EngineState) {
        for case .alerts(let batch) in effects { inbox.put(.batch(batch)) }
    }

    public nonisolated func settle() async { await inbox.settle() }

    /// Reads what is stored, and gives the engine what its rules knew.
    public func begin(for engine: Engine) async {
        setup = admitted(setup, for: engine)
        ledger = AlertLedger(setup, at: clock.now)
        // Of what another program has told so far.
        ledger.count(after: engine.snapshot.alerts)
        journal = nil
        (alarm, looked, letters) = (nil, nil, [:])
        await engine.changeAlerts(rules: setup.rules, lists: setup.lists)
        await openJournal(for: engine)
        await engine.restoreAlerts(ledger.memory)
        await engine.show(ledger.board)
        ledger.shown()
    }

    /// The setup with the store among its files; what is simulated has no channel.
    func admitted(_ setup: AlertSetup, for engine: Engine) -> AlertSetup {
        var setup = setup
        if !setup.files.contains(store.location) { setup.files.append(store.location) }
        guard engine.snapshot.isSimulated else { return setup }
        for channel in setup.outlets.map(\.channel) where !setup.withheld.contains(channel) {
            setup.withheld.append(channel)
        }
        setup.outlets = []
        setup.heartbeat = nil
        return setup
    }

    public func work(for engine: Engine) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                await turn(for: engine, &group)
                await inbox.wait()
            }
        }
    }

    /// Stores what is left; what is on its way is sent again by the next run.
    public func finish(for engine: Engine) async {
        guard await engine.isLeading else { return }
        for item in inbox.removeAll() {
            switch item {
            case .batch(let batch): await add(batch)
            case .answered(let message, let report): answered(message, report)
            case .order(let order): await note(order)
            case .beat(let delivery): ledger.noteBeat(delivery, at: clock.now)
            case .setup, .tested, .alarm: break
            }
        }
        await commit()
        inbox.noteKept()
        // Another program may go on at once.
        (journal, claim) = (nil, nil)
    }

    /// Deals with what has come, sends what may leave, and sets the alarm for the next time.
    private func turn(for engine: Engine, _ group: inout DiscardingTaskGroup) async {
        // Before anything is waited for: a minute that begins meanwhile is looked at too.
        let next = Minute(containing: clock.now).next.start
        // Before the batches are taken: what it has seen is in one of them.
        let hasLooked = await hasLooked(engine)
        for item in inbox.removeAll() { await handle(item, for: engine, &group) }
        await lookAround(engine)
        await commit()
        inbox.noteKept()
        let step = claim == nil ? Outbox.Step() : ledger.next(at: clock.now)
        if !step.messages.isEmpty {
            // Before they leave: a run after a kill has to know of them.
            await commit()
            for message in step.messages { send(message, for: engine, &group) }
        }
        await beat(hasLooked, for: engine, &group)
        await commit()
        await engine.show(ledger.board)
        ledger.shown()
        setAlarm(min(step.again ?? next, next), &group)
    }

    private func handle(
        _ item: AlertInbox.Item, for engine: Engine, _ group: inout DiscardingTaskGroup
    ) async {
        switch item {
        case .batch(let batch): await add(batch)
        case .answered(let message, let report): answered(message, report)
        case .order(.test(let channel)): test(channel, for: engine, &group)
        case .order(let order): await note(order)
        case .setup(let new): await adopt(new, for: engine)
        case .beat(let delivery): ledger.noteBeat(delivery, at: clock.now)
        case .tested(let outlet, let report):
            ledger.tested(outlet, report.delivery, at: clock.now)
        case .alarm(let time): rang(time)
        }
    }

    func adopt(_ new: AlertSetup, for engine: Engine) async {
        setup = admitted(new, for: engine)
        ledger.change(setup)
        letters = [:]
        await engine.changeAlerts(rules: setup.rules, lists: setup.lists)
    }

    func rang(_ time: Timestamp) { if alarm == time { alarm = nil } }

    func setAlarm(_ time: Timestamp, _ group: inout DiscardingTaskGroup) {
        if let alarm, alarm <= time { return }
        alarm = time
        group.addTask { [clock, inbox] in
            try? await clock.sleep(until: time)
            inbox.put(.alarm(time))
        }
    }

    /// Once a minute: what others have noted, a store that could not be opened, what is too old.
    private func lookAround(_ engine: Engine) async {
        let minute = Minute(containing: clock.now)
        guard minute != looked else { return }
        let isNewHour = looked.map { $0.hour != minute.hour } ?? true
        looked = minute
        if journal == nil {
            await openJournal(for: engine)
            if journal != nil { await engine.takeUpAlerts(ledger.memory) }
        }
        if isNewHour { ledger.prune(at: clock.now) }
        ledger.outbox.forgetOldRefusals(at: clock.now)
        guard let journal else { return }
        do throws(StoreError) {
            ledger.adopt(try await journal.notes())
            ledger.notesTrouble = nil
        } catch {
            ledger.notesTrouble = "what other programs have noted is not known: \(error)"
        }
    }
}
