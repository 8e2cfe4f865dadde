import Glibc
import Synchronization
import TrackerEngine
import TrackerScreen

/// The dashboard: engine, port and screen until somebody quits.
struct DashboardCommand: Command {
    static let form = CommandForm(
        summary: "the dashboard",
        notes: "The FILE of import, export and favourites may be - for standard input or output. "
            + "These options can also be set in the configuration file. If a Cryptowatch server "
            + "needs an API key, set TRACKER_CRYPTOWATCH_KEY. Press ? in the dashboard for its keys."
    )
    static let options = OptionList<Self>([], .including(\.watch), .including(\.configuration))

    var watch = WatchOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let executor = TerminalExecutor()
        let inbox = Inbox()
        var notices: [String] = []
        let log = openLog(&notices, in: place)
        var keeper = Keeper(place.folder, isSimulated: watch.source.isSimulated)
        let (first, opening) = opening(&keeper, &notices, in: place)
        let market = try await MarketWatch(watch, configuration, for: first, in: place)
        let terminal = try await open(on: executor, inbox, log, in: place)
        tell(terminal.report, &notices, in: place)
        if let address = market.port?.address, !address.isLoopback {
            notices.append("Other machines can reach the JSON port at \(address).")
        }
        let simulated = place.post(AlertSetup(), MemoryAlertStore())
        let dashboard = Dashboard(
            state: await state(of: market, on: terminal, in: place),
            opening: opening + Self.event(notices), terminal: terminal, on: executor,
            inbox: inbox, engine: market.engine,
            makeSimulated: watch.source.isSimulated
                ? nil : simulatedMaker(market.desk, simulated, in: place),
            keeper: keeper, clock: place.clock,
            readConfiguration: { [desk = market.desk] in
                desk.look(always: true)
                return reread(in: place)
            },
            carryOut: { [desk = market.desk, post = market.post] order, isSimulated in
                desk.carryOut(order, through: isSimulated ? simulated : post)
            },
            alertRing: AlertRing(
                place.file?.alerts ?? AlertSettings(), offset: place.localTime.offset),
            alertSettings: { [desk = market.desk] in desk.state.withLock { $0.settings } })
        let (ending, left) = await market.run { await dashboard.run() }
        keep(left, in: place)
        return Self.code(of: ending)
    }

    private static func code(of ending: Dashboard.Ending) -> ExitCode {
        switch ending {
        case .quit: .success
        case .signal(let number): .signal(number)
        case .gone: .signal(SIGHUP)
        }
    }

    /// The state before the first event.
    private func state(
        of market: MarketWatch, on terminal: any Terminal, in place: Workplace
    ) async -> State {
        State(
            snapshot: market.engine.snapshot, size: await terminal.size,
            localTime: place.localTime,
            port: market.port.map {
                $0.address.isLoopback ? "\($0.address.port)" : "\($0.address)"
            },
            proxies: place.proxies, terminal: terminal.report, catalogue: .standard)
    }

    /// The log gets all about the terminal, the screen what looks worse than it needs to.
    private func tell(
        _ report: TerminalReport, _ notices: inout [String], in place: Workplace
    ) {
        for remark in report.remarks { place.console.complain(remark) }
        if let notice = report.notice, !watch.screen.look.wantsASCII { notices.append(notice) }
    }

    /// The alerts of the simulated day are shown, and never leave the program.
    private func simulatedMaker(
        _ desk: AlertDesk, _ post: AlertPost, in place: Workplace
    ) -> @concurrent @Sendable () async -> Engine {
        { [source = watch.source] in
            desk.add(post)
            post.change(desk.setup)
            return place.demo(source, post)
        }
    }

    private func open(
        on executor: TerminalExecutor, _ inbox: Inbox, _ log: Int32, in place: Workplace
    ) async throws(CommandError) -> any Terminal {
        var configuration = NcursesTerminal.Configuration()
        configuration.ascii = watch.screen.look.isASCII
        configuration.log = log
        do throws(TerminalError) {
            return try await place.openTerminal(executor, configuration) {
                inbox.put(.terminal($0))
            }
        } catch {
            throw .terminal(error)
        }
    }

    /// The file for standard error while the screen is up; -1 for nowhere.
    private func openLog(_ notices: inout [String], in place: Workplace) -> Int32 {
        if watch.source.isDemo { return -1 }
        guard let folder = place.folder else {
            notices.append("HOME is not set: the screen is not remembered, and there is no log.")
            return -1
        }
        do throws(FileError) {
            try folder.make()
        } catch {
            notices.append("The screen will not be remembered: \(error.reasonFirst).")
            return -1
        }
        do throws(FileError) {
            return try LogFile.open(folder.log)
        } catch {
            notices.append("There is no log: \(error.reasonFirst).")
            return -1
        }
    }

    /// The market to begin with, and the events that the screen begins with: how it was left, what
    /// was kept, and the options over it.
    private func opening(
        _ keeper: inout Keeper, _ notices: inout [String], in place: Workplace
    ) -> (first: Market?, events: [Event]) {
        var memory = keeper.readScreen { notices.append($0) }
        if let market = watch.market { memory.market = market }
        let favourites = keeper.readFavourites { notices.append($0) }
        let views = keeper.readViews { notices.append($0) }
        if let warning = place.storeWarning(watch) { notices.append(warning) }
        return (
            memory.market,
            [
                .goBack(memory), .recall(.favourites(favourites)), .recall(.views(views)),
                .settings(settings(place.file), nil),
            ]
        )
    }

    /// The newest notice first: the end of the line may be cut.
    private static func event(_ notices: [String]) -> [Event] {
        notices.isEmpty ? [] : [.notice(notices.reversed().joined(separator: " "))]
    }

    /// Keeps how the screen was left; it is gone by then, so a failure goes to standard error.
    private func keep(_ memory: ScreenMemory, in place: Workplace) {
        var keeper = Keeper(place.folder, isSimulated: watch.source.isSimulated)
        do throws(Keeper.Failure) {
            try keeper.keep(memory)
        } catch {
            switch error {
            case .file: place.console.complain("\(error)")
            // Meant to be so, or reported at the start.
            case .simulated, .noHome: break
            }
        }
    }
}

// MARK: - Configuration

extension DashboardCommand {
    /// The part of the options that the screen has.
    private func settings(_ file: ConfigurationFile?) -> ScreenSettings {
        ScreenSettings(
            theme: watch.screen.look.theme, glyphs: watch.screen.look.glyphs,
            fill: watch.screen.fill,
            isMouseOn: watch.screen.isMouseOff ? false : nil, sort: watch.screen.sort,
            keys: KeyTable.standard.remapped(file?.keys ?? [:]))
    }

    /// Reads the configuration again; the screen waits for nothing.
    private func reread(in place: Workplace) -> Rereading {
        do throws(ConfigurationError) {
            guard let file = try place.readConfiguration(configuration, mayWait: false)
            else {
                let text = place.noConfiguration
                return .unchanged(text.prefix(1).uppercased() + text.dropFirst() + ".")
            }
            return adopted(file, in: place)
        } catch {
            let more = error.lines.count > 1 ? " (and \(error.lines.count - 1) more)" : ""
            // The outcome first: the end of the line may be cut.
            return .unchanged("Nothing was changed: \(error.lines[0])\(more)")
        }
    }

    private func adopted(_ file: ConfigurationFile, in place: Workplace) -> Rereading {
        do throws(OptionError) {
            let command = try Commands.command(place.words, over: file)
            let later = file.restartKeys(since: place.file, known: place.settings)
            let rest =
                later.isEmpty ? "" : " At the next start: \(later.joined(separator: ", "))."
            let notes = KeyTable.standard.notes(on: file.keys).map { " But \($0)." }
            let text = "\(file.path) was read again.\(rest)\(notes.joined())"
            let settings = (command as? Self)?.settings(file)
            return settings.map { .adopted($0, text) } ?? .unchanged(text)
        } catch {
            return .unchanged("Nothing was changed: \(file.path): \(error.description)")
        }
    }
}
