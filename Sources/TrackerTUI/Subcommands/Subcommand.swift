import TrackerEngine

/// What runs without a screen, and ends.
protocol Subcommand: Sendable {
    var console: Console { get }

    /// Does it.
    func perform() async throws(SubcommandError)
}

extension Subcommand {
    /// Does it, and says what went wrong in one line.
    func run() async -> ExitCode {
        do {
            try await perform()
            return .success
        } catch {
            if error.status != .success { console.say("tracker-tui: \(error)") }
            return error.status
        }
    }
}

extension Subcommand {
    /// Reads a name of the command line; `what` it is called there.
    static func name<Value>(
        _ text: String, as what: String, _ make: (String) throws(DomainError) -> Value
    ) throws(SubcommandError) -> Value {
        do {
            return try make(text)
        } catch {
            throw .option(
                .badValue(option: what, value: text, allowed: "a name of 1 to 128 bytes"))
        }
    }
}

extension Options {
    /// What runs instead of the dashboard; `nil` for the dashboard, the help and the version.
    ///
    /// `aliases`: other names of markets.
    func subcommand(
        store: StoreDoor, aliases: @autoclosure @escaping @Sendable () -> [Market: Market] = [:],
        clock: any WallClock, console: Console, output: OutputKind = OutputKind()
    ) -> (any Subcommand)? {
        switch command {
        case .import: Import(self, store: store, clock: clock, console: console)
        case .export: Export(self, store: store, clock: clock, console: console)
        case .get: Get(self, store: store, aliases: aliases(), clock: clock, console: console)
        case .show:
            Show(
                self, store: store, aliases: aliases(), clock: clock, console: console,
                output: output)
        case .top: Top(self, store: store, aliases: aliases(), clock: clock, console: console)
        case .dashboard, .favourites, .sources, .help, .version: nil
        }
    }
}
