import Glibc
import TrackerEngine
import TrackerScreen

/// The loop: wake, event, update, draw, show.
///
/// It only carries: events go into `State.update`, and the commands that come back are done here.
/// It runs on the terminal's own thread, so that nothing else can delay a key.
actor Dashboard {
    /// The way in which the dashboard ended.
    enum Ending: Hashable, Sendable {
        case quit
        case signal(Int32)
        /// The terminal is gone.
        case gone
    }

    private let executor: TerminalExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    private let terminal: any Terminal
    private let inbox: Inbox
    private let engine: Engine
    /// Makes the engine of the simulated day when somebody wants to see it; `nil` where the prices
    /// are simulated anyway.
    private let makeSimulated: (@concurrent @Sendable () async -> Engine)?
    private var keeper: Keeper
    private let readConfiguration: @Sendable () -> Rereading
    /// The settings of alerts as they are now.
    private let alertSettings: @Sendable () -> AlertSettings?
    private var alertRing: AlertRing
    /// Carries out what a person wants done about alerts, those of the simulated day too; gives a
    /// sentence if it did not go as it should.
    private let carryOut: @Sendable (AlertOrder, _ isSimulated: Bool) -> String?
    private let clock: any WallClock
    private var pace = FramePace()
    /// Whether somebody sleeps until the chart is due.
    private var isResting = false
    /// What was shown last: a frame that is drawn without its chart has the chart of this one.
    private var shown: Canvas?
    private var simulated: Engine?
    private var state: State
    /// How the screen was left when the simulated day was opened.
    private var before: ScreenMemory?
    private let screen = Screen()
    /// The events that the screen begins with: settings, kept lists, the place where it was left.
    private let opening: [Event]
    /// The views on their way to the engine: a key does not wait for them, and only the newest
    /// counts.
    private let views = AsyncStream<Focus>.makeStream(bufferingPolicy: .bufferingNewest(1))

    init(
        state: State, opening: [Event], terminal: any Terminal, on executor: TerminalExecutor,
        inbox: Inbox,
        engine: Engine, makeSimulated: (@concurrent @Sendable () async -> Engine)?,
        keeper: Keeper, clock: any WallClock,
        readConfiguration: @escaping @Sendable () -> Rereading,
        carryOut: @escaping @Sendable (AlertOrder, _ isSimulated: Bool) -> String?,
        alertRing: AlertRing, alertSettings: @escaping @Sendable () -> AlertSettings?
    ) {
        self.state = state
        self.opening = opening
        self.terminal = terminal
        self.executor = executor
        self.inbox = inbox
        self.engine = engine
        self.makeSimulated = makeSimulated
        self.keeper = keeper
        self.clock = clock
        self.readConfiguration = readConfiguration
        self.alertRing = alertRing
        self.alertSettings = alertSettings
        self.carryOut = carryOut
    }

    /// Runs until somebody quits; the terminal has been given back by then.
    ///
    /// - Returns: how it ended, and how the screen was left.
    func run() async -> (ending: Ending, memory: ScreenMemory) {
        let ending = await withTaskGroup { group in
            group.addTask { [engine, inbox] in await Self.forward(engine, .real, to: inbox) }
            group.addTask { [engine, views] in
                for await view in views.stream { await engine.look(at: view) }
            }
            let ending = await loop(&group)
            group.cancelAll()
            return ending
        }
        await terminal.close()
        return (ending, before ?? ScreenMemory(of: state))
    }

    private func loop(_ tasks: inout TaskGroup<Void>) async -> Ending {
        for event in opening {
            if let ending = await update(event, &tasks) { return ending }
        }
        await terminal.setMouse(state.isMouseOn)
        await draw(.whole)
        for await wakes in inbox.batches {
            for wake in wakes {
                if let ending = await handle(wake, &tasks) { return ending }
            }
            if let frame = frame(for: wakes, &tasks) { await draw(frame) }
        }
        return .quit
    }

    private func draw(_ frame: FramePace.Frame) async {
        var canvas = screen.draw(state, symbols: state.glyphs.symbols(terminal.symbols))
        if frame == .withoutChart, let shown { canvas.lag(behind: shown) }
        shown = canvas
        await terminal.show(canvas)
    }

    /// The way to draw what some wakes have led to; `nil`: not at all.
    private func frame(
        for wakes: [Inbox.Wake], _ tasks: inout TaskGroup<Void>
    ) -> FramePace.Frame? {
        let others = wakes.filter { if case .rested = $0 { false } else { true } }
        if others.count < wakes.count { isResting = false }
        let now = clock.now
        var frame: FramePace.Frame?
        if !others.isEmpty {
            let hasKeys = others.allSatisfy {
                if case .terminal(.keys) = $0 { true } else { false }
            }
            frame = pace.frame(at: now, hasKeys: hasKeys)
        } else if let due = pace.due, now >= due {
            frame = pace.frame(at: now, hasKeys: false)
        }
        if let due = pace.due, !isResting {
            isResting = true
            rest(until: due, &tasks)
        }
        return frame
    }

    private func rest(until due: Timestamp, _ tasks: inout TaskGroup<Void>) {
        tasks.addTask { [clock, inbox] in
            try? await clock.sleep(until: due)
            inbox.put(.rested)
        }
    }

    private func handle(_ wake: Inbox.Wake, _ tasks: inout TaskGroup<Void>) async -> Ending? {
        switch wake {
        case .event(let event, let feed):
            if case .snapshot(let snapshot) = event, feed == .real { await ring(snapshot) }
            guard (feed == .simulated) == state.showsSimulated else { return nil }
            return await update(event, &tasks)
        case .terminal(.keys(let keys)):
            for key in keys {
                if let ending = await update(.key(key), &tasks) { return ending }
            }
        case .terminal(.resized): return await update(.resized(await terminal.size), &tasks)
        case .terminal(.ground(let ground)): return await update(.ground(ground), &tasks)
        case .terminal(.terminate(let signal)): return .signal(signal)
        case .terminal(.gone): return .gone
        case .rested: break
        }
        return nil
    }

    /// Rings for the alerts that are new; what is made up rings nowhere.
    private func ring(_ snapshot: Snapshot) async {
        guard !snapshot.isSimulated else { return }
        if let settings = alertSettings() { alertRing.adopt(settings) }
        for sound in alertRing.sounds(of: snapshot.alerts, at: clock.now) {
            await terminal.ring(sound.signs, sound.text)
        }
    }

    private func update(_ event: Event, _ tasks: inout TaskGroup<Void>) async -> Ending? {
        for command in state.update(on: event) {
            switch command {
            case .quit: return .quit
            // To the whole group: make and scripts around the program stop with it.
            case .suspend: kill(0, SIGTSTP)
            case .redraw: await terminal.repaint()
            case .mouse(let isOn): await terminal.setMouse(isOn)
            case .pollNow: pollNow(&tasks)
            case .showSimulated(let isWanted): await show(simulated: isWanted, &tasks)
            case .theme(let theme, let ground): await terminal.setTheme(theme, on: ground)
            case .reload:
                let event = readConfiguration().event
                if let settings = alertSettings() { alertRing.adopt(settings) }
                if let ending = await update(event, &tasks) { return ending }
            case .save(let instrument):
                if let ending = await tell(save(instrument), &tasks) { return ending }
            case .keep(let kept):
                if let ending = await tell(keep(kept), &tasks) { return ending }
            case .copy(let text): await terminal.copy(text)
            case .workOut(let work): workOut(work, &tasks)
            case .alert(let order):
                if case .test(let channel) = order, !state.showsSimulated,
                    let sound = alertRing.test(of: channel)
                {
                    await terminal.ring(sound.signs, sound.text)
                }
                let words = carryOut(order, state.showsSimulated)
                if let ending = await tell(words, &tasks) { return ending }
            case .look(let view): views.continuation.yield(view)
            }
        }
        return nil
    }

    /// Shows a sentence in the bottom line, if there is one.
    private func tell(_ text: String?, _ tasks: inout TaskGroup<Void>) async -> Ending? {
        guard let text else { return nil }
        return await update(.notice(text), &tasks)
    }

    /// Keeps favourites, views or the like in their file.
    ///
    /// - Returns: a sentence about it, `nil` if it went as it should.
    private func keep(_ kept: Kept) -> String? {
        do throws(Keeper.Failure) {
            return try keeper.keep(kept).map {
                "The version that another program wrote is kept as \($0)."
            }
        } catch {
            // What was done stands first: it holds until the end.
            return [state.told, "\(error)"].compactMap { $0 }.joined(separator: " ")
        }
    }

    /// Writes the chart and the day of a pair to files.
    ///
    /// - Returns: a sentence about it, `nil` if there is no chart.
    private func save(_ instrument: Instrument) -> String? {
        guard let chart = SavedChart(instrument, state) else { return nil }
        do throws(FileError) {
            let names = try ChartFiles.write(chart)
            return "Written: \(names.picture) and \(names.day), in \(ChartFiles.folder)"
        } catch {
            return "\(error), in \(ChartFiles.folder)."
        }
    }

    /// Works something out on another thread, so that the screen stays quick; the answer is an event.
    private func workOut(_ work: Work, _ tasks: inout TaskGroup<Void>) {
        let feed: Inbox.Feed = state.showsSimulated ? .simulated : .real
        tasks.addTask { [inbox, window = state.window] in
            inbox.put(.event(work.done(in: window), from: feed))
        }
    }

    private func pollNow(_ tasks: inout TaskGroup<Void>) {
        let feed: Inbox.Feed = state.showsSimulated ? .simulated : .real
        let asked = (state.showsSimulated ? simulated : nil) ?? engine
        tasks.addTask { [inbox] in
            inbox.put(.event(.polled(await asked.pollNow()), from: feed))
        }
    }

    private func show(simulated isWanted: Bool, _ tasks: inout TaskGroup<Void>) async {
        guard let makeSimulated else { return }
        if isWanted, simulated == nil {
            let made = await makeSimulated()
            simulated = made
            tasks.addTask { await made.run() }
            tasks.addTask { [inbox] in await Self.forward(made, .simulated, to: inbox) }
        }
        let shown = (isWanted ? simulated : nil) ?? engine
        let left = before
        before = isWanted ? ScreenMemory(of: state) : nil
        _ = await update(.snapshot(shown.snapshot), &tasks)
        if let left { _ = await update(.goBack(left), &tasks) }
    }

    private static func forward(_ engine: Engine, _ feed: Inbox.Feed, to inbox: Inbox) async {
        for await snapshot in engine.snapshots() {
            inbox.put(.event(.snapshot(snapshot), from: feed))
        }
    }
}
