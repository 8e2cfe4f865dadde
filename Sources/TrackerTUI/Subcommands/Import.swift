import TrackerEngine

/// `import FILE`: prices from CSV into the store, all of them or none.
struct Import: Subcommand {
    let file: String
    let isReplacing: Bool
    let store: StoreDoor
    let clock: any WallClock
    let console: Console

    /// `options`: of the command `import`.
    init(_ options: Options, store: StoreDoor, clock: any WallClock, console: Console) {
        file = options.arguments.first ?? "-"
        isReplacing = options.isReplacing
        self.store = store
        self.clock = clock
        self.console = console
    }

    /// What became of the prices of a file.
    struct Summary: Hashable, Sendable {
        let counts: DayCSVReader.Counts
        let taken: Int
        let held: Int
    }

    func perform() async throws(SubcommandError) {
        let summary = try await take()
        console.say("\(name): \(summary)")
    }

    /// Reads the file, then writes what is new in it.
    ///
    /// The store is opened when the file has been read whole: a slow pipe keeps nobody from it.
    func take() async throws(SubcommandError) -> Summary {
        let window = DayCSV.window(at: clock.now)
        let content = try content(window)
        do {
            let journal = try await store.open()
            let stored = try await journal.load(from: window.lowerBound)
            if let recovery = stored.recovery {
                console.say(
                    "tracker-tui: damaged store kept as \(recovery.movedTo) (\(recovery.reason))")
            }
            var day = RollingDay()
            day.restore(stored)
            let plan = DayImport(
                content.hours, into: day, through: window.upperBound, replacing: isReplacing)
            if plan.taken > 0 { try await journal.write(plan.changes) }
            return Summary(counts: content.counts, taken: plan.taken, held: plan.held)
        } catch {
            throw .store(error)
        }
    }

    private var name: String { file == "-" ? "standard input" : file }

    private func content(
        _ window: ClosedRange<Minute>
    ) throws(SubcommandError) -> DayCSVReader.Content {
        guard file != "-" else { return try content(window, console.read) }
        return try content(window, try opened())
    }

    private func opened() throws(SubcommandError) -> () throws(FileError) -> [UInt8] {
        do {
            let input = try InputFile(file)
            return { () throws(FileError) in try input.read() }
        } catch {
            throw .file(error)
        }
    }

    private func content(
        _ window: ClosedRange<Minute>, _ next: () throws(FileError) -> [UInt8]
    ) throws(SubcommandError) -> DayCSVReader.Content {
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

extension Import.Summary: CustomStringConvertible {
    var description: String {
        "\(taken) \(taken == 1 ? "price" : "prices") taken, \(held) held already, "
            + "\(counts.outside) outside of the last 24 hours, \(counts.duplicates) repeated"
    }
}
