import TrackerEngine

/// `export [FILE]`: the stored day as CSV.
struct Export: Subcommand {
    let file: String
    let market: String?
    let pair: String?
    let store: StoreDoor
    let clock: any WallClock
    let console: Console

    /// `options`: of the command `export`.
    init(_ options: Options, store: StoreDoor, clock: any WallClock, console: Console) {
        file = options.arguments.first ?? "-"
        market = options.market
        pair = options.pair
        self.store = store
        self.clock = clock
        self.console = console
    }

    func perform() async throws(SubcommandError) {
        let now = clock.now
        let market = try market.map { name throws(SubcommandError) in
            try Self.name(name, as: "--market", Market.init)
        }
        let pair = try pair.map { name throws(SubcommandError) in
            try Self.name(name, as: "--pair", Pair.init)
        }
        let day = try await store.day(at: now, telling: console)
        let writer = DayCSVWriter(
            window: DayCSV.window(at: now), market: market, pair: pair, kind: day.kind)
        do {
            guard file != "-" else {
                if try writer.write(day.prices, to: console.write) == 0 {
                    console.say("tracker-tui: no prices")
                }
                return
            }
            let output = try OutputFile(file)
            let count = try writer.write(day.prices) { bytes throws(FileError) in
                try output.write(bytes)
            }
            try output.finish()
            console.say("\(file): \(count) \(count == 1 ? "price" : "prices")")
        } catch {
            throw .file(error)
        }
    }
}
