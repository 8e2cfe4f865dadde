import Glibc
import TrackerEngine
import TrackerScreen

extension Program {
    /// Engine, port and screen until somebody quits.
    ///
    /// - Returns: the exit status: 0, or 128 and the signal's number.
    func runDashboard() async -> Int32 {
        let executor = TerminalExecutor()
        let inbox = Inbox()
        var notices: [String] = []
        let log = openLog(&notices)
        let terminal: NcursesTerminal
        let engine: Engine
        let open: (port: JSONPort, address: PortAddress)?
        var memory = recalled()
        do {
            if let name = options.market { memory.market = try Market(name) }
            // The port first: whether it can be had is better said without a screen.
            let made = try makeEngine(for: memory.market)
            engine = made.engine
            open = try openPort(engine.snapshot, otherNames: made.otherNames)
            var configuration = NcursesTerminal.Configuration()
            configuration.ascii = options.isASCII
            configuration.log = log
            terminal = try await NcursesTerminal.open(on: executor, configuration: configuration) {
                inbox.put(.terminal($0))
            }
        } catch {
            return Self.refuse(error)
        }
        let state = State(
            snapshot: engine.snapshot, size: await terminal.size, localTime: .system,
            port: open.map { $0.address.isLoopback ? "\($0.address.port)" : "\($0.address)" },
            proxies: proxies, catalogue: .standard)
        var opening = [Event.goBack(memory)]
        if let kept = keptFavourites(&notices) { opening.append(.recall(.favourites(kept))) }
        if let kept = keptViews { opening.append(.recall(.views(kept))) }
        opening.append(.settings(screenSettings(options, configuration), nil))
        if let open, !open.address.isLoopback {
            notices.append("The port \(open.address) can be reached by others now.")
        }
        if !notices.isEmpty {
            opening.append(.notice(notices.reversed().joined(separator: " ")))
        }
        let dashboard = Dashboard(
            state: state, opening: opening, terminal: terminal, on: executor, inbox: inbox,
            engine: engine,
            makeSimulated: options.isSimulated ? nil : simulatedMaker, keep: keeper,
            readConfiguration: configurationReader)
        return await run(dashboard, engine, open?.port)
    }

    private func run(_ dashboard: Dashboard, _ engine: Engine, _ port: JSONPort?) async -> Int32 {
        let (ending, memory) = await withTaskGroup { group in
            group.addTask { await engine.run() }
            if let port { group.addTask { await Self.feed(port, from: engine) } }
            let result = await dashboard.run()
            // Everything else ends with the screen; the engine journals what is open first.
            group.cancelAll()
            return result
        }
        port?.stop()
        remember(memory)
        switch ending {
        case .quit: return 0
        case .signal(let number): return 128 + number
        case .gone: return 128 + SIGHUP
        }
    }

    private var simulatedMaker: @concurrent @Sendable () async -> Engine {
        { self.makeDemo() }
    }
}

// MARK: - Files

extension Program {
    /// Where standard error goes while the screen is up; -1 for nowhere.
    private func openLog(_ notices: inout [String]) -> Int32 {
        if options.isDemo { return -1 }
        guard let place else {
            notices.append("HOME is not set: the screen is not remembered, and there is no log.")
            return -1
        }
        if let reason = place.make() {
            notices.append("The screen will not be remembered: \(reason).")
            return -1
        }
        return unsafe open(place.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }

    func keptFavourites(_ notices: inout [String]) -> Favourites? {
        guard !options.isSimulated, let place, let text = TextFile.read(place.favourites) else {
            return nil
        }
        return FavouriteFile.read(text, from: place.favourites) { notices.append($0) }
    }

    private var keptViews: SavedViews? {
        guard !options.isSimulated, let place, let text = TextFile.read(place.views) else {
            return nil
        }
        return SavedViews(text: text)
    }

    /// What belongs to simulated prices is not kept.
    private var keeper: @Sendable (Kept) -> String? {
        guard !options.isSimulated else { return { _ in nil } }
        guard let place else { return { _ in "HOME is not set: nothing is kept." } }
        return { kept in
            let (text, path) =
                switch kept {
                case .favourites(let favourites): (favourites.text, place.favourites)
                case .views(let views): (views.text, place.views)
                }
            if let reason = place.make() { return "Not kept for the next start: \(reason)." }
            return TextFile.write(text, to: path)
                ? nil : "Not kept for the next start: cannot write to \(path)."
        }
    }

    func recalled() -> ScreenMemory {
        guard !options.isSimulated, let place, let text = TextFile.read(place.screen) else {
            return ScreenMemory()
        }
        return ScreenMemory(text: text)
    }

    /// Markets and pairs that do not exist are not worth coming back to.
    private func remember(_ memory: ScreenMemory) {
        guard !options.isSimulated, let place, place.make() == nil else { return }
        TextFile.write(memory.text, to: place.screen)
    }
}
