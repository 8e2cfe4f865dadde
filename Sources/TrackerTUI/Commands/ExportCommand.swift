import TrackerEngine

/// `export [FILE]`: the stored day as CSV.
struct ExportCommand: Command {
    static let form = CommandForm(
        "export", summary: "the stored day as CSV", arguments: "[FILE]", 0...1)
    static let options = OptionList<Self>(
        [
            .value("--market", "NAME", "this market only", \.market, .market),
            .value("--pair", "NAME", "this pair only", \.pair, .pair),
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
        let writer = DayCSVWriter(
            window: DayCSV.window(at: now), market: market, pair: pair, kind: day.kind)
        do throws(FileError) {
            try write(day.prices, with: writer, to: arguments.first ?? "-", place.console)
        } catch {
            throw .file(error)
        }
        return .success
    }

    private func write(
        _ day: RollingDay, with writer: DayCSVWriter, to file: String, _ console: Console
    ) throws(FileError) {
        guard file != "-" else {
            if try writer.write(day, to: console.write) == 0 { console.complain("no prices") }
            return
        }
        let output = try OutputFile(file)
        let count = try writer.write(day) { bytes throws(FileError) in
            try output.write(bytes)
        }
        try output.finish()
        console.say("\(file): \(count) \(count == 1 ? "price" : "prices")")
    }
}
