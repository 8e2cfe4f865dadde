import TrackerEngine

/// `export [FILE]`: the stored day as CSV.
struct ExportCommand: Command {
    static let form = CommandForm(
        "export", summary: "write the stored day as CSV", arguments: "[FILE]", 0...1)
    static let options = OptionList<Self>(
        [
            .value("--market", "NAME", "export this market only", \.market, .market),
            .value("--pair", "NAME", "export this pair only", \.pair, .pair),
        ],
        .including(\.store), .including(\.configuration))

    var arguments: [String] = []
    var market: Market?
    var pair: Pair?
    var store = StoreOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let now = place.clock.now
        let day = try await place.day(of: store, at: now)
        let window = DayCSV.window(at: now)
        let pair = reading(among: day.prices.instruments(since: window.lowerBound))
        let writer = DayCSVWriter(window: window, market: market, pair: pair, kind: day.kind)
        let file = arguments.first ?? "-"
        let progress = ProgressLine(file == "-" ? "writing" : "writing \(file)", in: place)
        do throws(FileError) {
            defer { progress.end() }
            try write(day.prices, with: writer, to: file, place.console, telling: progress)
        } catch {
            throw .file(error)
        }
        return .success
    }

    /// The pair that is meant: of the readings of its name the first one with a price.
    private func reading(among instruments: [Instrument]) -> Pair? {
        guard let pair else { return nil }
        let held = Set(instruments.filter { market == nil || $0.market == market }.map(\.pair))
        return PairSpelling.readings(of: pair).first(where: held.contains) ?? pair
    }

    private func write(
        _ day: RollingDay, with writer: DayCSVWriter, to file: String, _ console: Console,
        telling progress: ProgressLine
    ) throws(FileError) {
        let show = { (share: Double, count: Int) in
            progress.show(share: share, count: count, "prices")
        }
        guard file != "-" else {
            let count = try writer.write(day, progress: console.isTerminal ? { _, _ in } : show) {
                (bytes) throws(FileError) in try console.write(bytes)
            }
            if count == 0 { console.complain("no prices") }
            return
        }
        let output = try OutputFile(file)
        let count = try writer.write(day, progress: show) { bytes throws(FileError) in
            try output.write(bytes)
        }
        try output.finish()
        progress.end()
        console.say("\(file): \(count) \(count == 1 ? "price" : "prices")")
    }
}
