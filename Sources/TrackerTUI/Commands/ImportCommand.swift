import TrackerEngine

/// `import FILE`: prices from CSV into the store, all of them or none.
struct ImportCommand: Command {
    static let form = CommandForm(
        "import", summary: "prices from CSV into the store", arguments: "FILE", 1...1,
        needed: "a FILE, or - for standard input")
    static let options = OptionList<Self>(
        [.flag("--replace", "prices of the file win over those held", \.isReplacing)],
        .including(\.store), .including(\.configuration))

    var arguments: [String] = []
    var isReplacing = false
    var store = StoreOptions()
    var configuration = ConfigurationOptions()

    /// The counts of an import: what became of the prices of a file.
    struct Summary: Hashable, Sendable {
        let counts: DayCSVReader.Counts
        let taken: Int
        let held: Int
    }

    private var file: String { arguments.first ?? "-" }
    private var name: String { file == "-" ? "standard input" : file }

    /// Reads the file, then writes what is new in it.
    ///
    /// The store is opened when the file has been read whole: a slow pipe keeps nobody from it.
    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let path = try place.neededPath(of: store)
        let window = DayCSV.window(at: place.clock.now)
        let content = try content(window, place.console)
        let summary: Summary
        do throws(StoreError) {
            summary = try await write(content, window, to: path, in: place)
        } catch {
            throw .store(error)
        }
        place.console.say("\(name): \(summary)")
        return .success
    }

    private func write(
        _ content: DayCSVReader.Content, _ window: ClosedRange<Minute>, to path: String,
        in place: Workplace
    ) async throws(StoreError) -> Summary {
        guard case .writer(let journal) = try place.stores.open(path, store.kind) else {
            throw .busy(place: path)
        }
        let stored = try await journal.load(from: window.lowerBound)
        if let recovery = stored.recovery {
            place.console.complain(
                "damaged store kept as \(recovery.movedTo) (\(recovery.reason))")
        }
        var day = RollingDay()
        day.restore(stored)
        let plan = DayImport(
            content.hours, into: day, through: window.upperBound, replacing: isReplacing)
        if plan.taken > 0 { try await journal.write(plan.changes) }
        return Summary(counts: content.counts, taken: plan.taken, held: plan.held)
    }
}

// MARK: - The file

extension ImportCommand {
    private func content(
        _ window: ClosedRange<Minute>, _ console: Console
    ) throws(CommandError) -> DayCSVReader.Content {
        guard file != "-" else { return try content(window, console.read) }
        let input: InputFile
        do { input = try InputFile(file) } catch { throw .file(error) }
        return try content(window) { () throws(FileError) in try input.read() }
    }

    private func content(
        _ window: ClosedRange<Minute>, _ next: () throws(FileError) -> [UInt8]
    ) throws(CommandError) -> DayCSVReader.Content {
        var reader = DayCSVReader(window: window)
        while true {
            let piece: [UInt8]
            do { piece = try next() } catch { throw .file(error) }
            do {
                if piece.isEmpty { return try reader.finish() }
                try reader.read(piece)
            } catch {
                throw .csv(file: name, error)
            }
        }
    }
}

extension ImportCommand.Summary: CustomStringConvertible {
    var description: String {
        "\(taken) \(taken == 1 ? "price" : "prices") taken, \(held) held already, "
            + "\(counts.outside) outside of the last 24 hours, \(counts.duplicates) repeated"
    }
}
