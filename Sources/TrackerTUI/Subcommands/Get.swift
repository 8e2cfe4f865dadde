import TrackerEngine

/// `get [MARKET] PAIR`: the JSON port's answer for a pair, from the store.
struct Get: Subcommand {
    /// One or two: a pair, or its market and it.
    let names: [String]
    let store: StoreDoor
    /// Other names of markets; only looked up where the name itself has nothing.
    let aliases: @Sendable () -> [Market: Market]
    let clock: any WallClock
    let console: Console

    /// `options`: of the command `get`.
    init(
        _ options: Options, store: StoreDoor,
        aliases: @autoclosure @escaping @Sendable () -> [Market: Market] = [:],
        clock: any WallClock, console: Console
    ) {
        names = options.arguments
        self.store = store
        self.aliases = aliases
        self.clock = clock
        self.console = console
    }

    func perform() async throws(SubcommandError) {
        let named = try NamedPair(names, of: "get", aliases: aliases)
        let window = try await store.window(at: clock.now, telling: console)
        let body = named.candidates.lazy.compactMap { PairAnswer.body(of: $0, in: window) }.first
        guard let body else {
            throw .noData(named.instrument)
        }
        // A program gets the port's bytes; a person's prompt goes on a line of its own.
        let end = console.isTerminal ? Array("\n".utf8) : []
        do { try console.write(body + end) } catch { throw .file(error) }
    }
}
