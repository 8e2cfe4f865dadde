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
        var keeper = keeper
        let terminal: NcursesTerminal
        let engine: Engine
        let open: (port: JSONPort, address: PortAddress)?
        var memory = keeper.readScreen { notices.append($0) }
        let favourites = keeper.readFavourites { notices.append($0) }
        let views = keeper.readViews { notices.append($0) }
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
        var opening = [
            Event.goBack(memory), .recall(.favourites(favourites)), .recall(.views(views)),
            .settings(screenSettings(options, configuration), nil),
        ]
        if let storeWarning { notices.append(storeWarning) }
        if let open, !open.address.isLoopback {
            notices.append("The port \(open.address) can be reached by others now.")
        }
        if !notices.isEmpty {
            opening.append(.notice(notices.reversed().joined(separator: " ")))
        }
        let dashboard = Dashboard(
            state: state, opening: opening, terminal: terminal, on: executor, inbox: inbox,
            engine: engine,
            makeSimulated: options.isSimulated ? nil : simulatedMaker, keeper: keeper,
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
        do throws(FileError) {
            try place.make()
        } catch {
            notices.append("The screen will not be remembered: \(error.reasonFirst).")
            return -1
        }
        do throws(FileError) {
            return try LogFile.open(place.log)
        } catch {
            notices.append("There is no log: \(error.reasonFirst).")
            return -1
        }
    }

    /// What keeps things for the next start.
    var keeper: Keeper { Keeper(place, isSimulated: options.isSimulated) }

    /// The screen is gone by then: what went wrong goes where it was started.
    private func remember(_ memory: ScreenMemory) {
        var keeper = keeper
        do throws(Keeper.Failure) {
            try keeper.keep(memory)
        } catch {
            switch error {
            case .file: Self.complain("\(error)")
            // Meant to be so, or said at the start.
            case .simulated, .noHome: break
            }
        }
    }
}
