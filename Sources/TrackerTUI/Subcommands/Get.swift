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
        let instrument = try instrument()
        let now = clock.now
        let window = DayWindow(
            try await store.day(at: now, telling: console), through: Minute(containing: now))
        let body =
            PairAnswer.body(of: instrument, in: window)
            ?? instrument.withoutSlash.flatMap { PairAnswer.body(of: $0, in: window) }
            ?? otherName(of: instrument).flatMap { PairAnswer.body(of: $0, in: window) }
        guard let body else {
            throw .noData(instrument)
        }
        // A program gets the port's bytes; a person's prompt goes on a line of its own.
        let end = console.isTerminal ? Array("\n".utf8) : []
        do { try console.write(body + end) } catch { throw .file(error) }
    }

    private func otherName(of instrument: Instrument) -> Instrument? {
        let plain = instrument.withoutSlash ?? instrument
        return aliases()[plain.market].map { Instrument(market: $0, pair: plain.pair) }
    }

    private func instrument() throws(SubcommandError) -> Instrument {
        guard let pair = names.last, names.count <= 2 else {
            throw .option(.missing(argument: "a PAIR", command: "get"))
        }
        let market =
            names.count == 2 ? try Self.name(names[0], as: "MARKET", Market.init) : .kraken
        return Instrument(market: market, pair: try Self.name(pair, as: "PAIR", Pair.init))
    }
}
