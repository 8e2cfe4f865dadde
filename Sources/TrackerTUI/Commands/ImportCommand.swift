import TrackerEngine

/// `import FILE`: prices from CSV into the store, all of them or none.
struct ImportCommand: Command {
    static let form = CommandForm(
        "import", summary: "add prices from a CSV file to the store", arguments: "FILE", 1...1,
        needed: "a FILE, or - for standard input",
        notes:
            "Columns are found by name, in any order: unix_minute, market, pair, price. Commas, "
            + "semicolons or tabs separate them; the file may be compressed with gzip. Candles as "
            + "Binance (klines), Kraken (OHLCVT), CryptoDataDownload and Bitstamp publish them are "
            + "read too.")
    static let options = OptionList<Self>(
        [
            .flag("--replace", "replace stored prices with those of the file", \.isReplacing),
            .value(
                "--market", "NAME", "market of the prices, if the file has no column for it",
                \.settings.market, .market),
            .value(
                "--pair", "NAME", "pair of the prices, if the file has no column for it",
                \.settings.pair,
                .pair),
            .value(
                "--candle", "MINUTES",
                "length of the file's candles (default: as the file says, or 1)",
                \.settings.candle, .number(1...1440)),
        ],
        .including(\.store), .including(\.configuration))

    var arguments: [String] = []
    var isReplacing = false
    /// What the file itself does not say.
    var settings = DayCSVReader.Settings()
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
        let progress = ProgressLine("reading \(name)", in: place)
        let reader = DayCSVReader(
            window: window, settings, known: await place.stores.names(path),
            translating: { Exchanges.builtIn.translated($0) })
        let content = try content(of: reader, place.console, telling: progress)
        progress.begin("reading \(path)")
        let summary: Summary
        do throws(StoreError) {
            async let _: Void = progress.tick()
            summary = try await write(content, of: window, to: path, in: place, telling: progress)
        } catch {
            progress.end()
            throw .store(error)
        }
        progress.end()
        if content.isOpenEnded {
            place.console.complain(
                "\(name): the last line has no line break; was the file cut off?")
        }
        place.console.say("\(name): \(summary)")
        return .success
    }

    private func write(
        _ content: DayCSVReader.Content, of window: ClosedRange<Minute>, to path: String,
        in place: Workplace, telling progress: ProgressLine
    ) async throws(StoreError) -> Summary {
        guard case .writer(let journal) = try place.stores.open(path, store.kind) else {
            throw .busy(place: path)
        }
        let stored = try await journal.load(from: window.lowerBound) {
            progress.show($0, of: path)
        }
        if let recovery = stored.recovery {
            progress.hide()
            place.console.complain(
                "damaged store kept as \(recovery.movedTo) (\(recovery.reason))")
        }
        progress.begin("writing to \(path)")
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
        of reader: DayCSVReader, _ console: Console, telling progress: ProgressLine
    ) throws(CommandError) -> DayCSVReader.Content {
        defer { progress.hide() }
        guard file != "-" else {
            return try content(of: reader, size: nil, telling: progress, next: console.read)
        }
        let input: InputFile
        do { input = try InputFile(file) } catch { throw .file(error) }
        return try content(of: reader, size: input.size, telling: progress) {
            () throws(FileError) in
            try input.read()
        }
    }

    /// `size`: of the file in bytes; `nil` if it is not known.
    private func content(
        of reader: DayCSVReader, size: Int?, telling progress: ProgressLine,
        next: () throws(FileError) -> [UInt8]
    ) throws(CommandError) -> DayCSVReader.Content {
        var reader = reader
        var read = 0
        while true {
            let piece: [UInt8]
            do { piece = try next() } catch { throw .file(error) }
            do {
                if piece.isEmpty { return try reader.finish() }
                try reader.read(piece)
            } catch {
                throw .csv(file: name, error)
            }
            read += piece.count
            progress.show(
                share: size.map { Double(read) / Double(max(1, $0)) }, count: reader.rows, "rows")
        }
    }
}

extension ImportCommand.Summary: CustomStringConvertible {
    var description: String {
        "\(taken) \(taken == 1 ? "price" : "prices") imported, \(held) already stored, "
            + "\(counts.outside) outside the last 24 hours, \(counts.duplicates) repeated in the file"
            + (counts.blank > 0 ? ", \(counts.blank) without a price" : "") + translation
    }

    /// The names that the codes of an exchange have changed.
    private var translation: String {
        guard let first = counts.firstTranslated else { return "" }
        let more = counts.translated > 1 ? " (and \(counts.translated - 1) more)" : ""
        return "; by the codes of its exchange \(first)\(more)"
    }
}
