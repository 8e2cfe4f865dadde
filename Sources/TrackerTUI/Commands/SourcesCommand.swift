import TrackerEngine
import TrackerScreen

/// `sources [NAME|FILE ...]`: the exchanges that can be asked, their entries, and whether they
/// answer.
struct SourcesCommand: Command {
    static let form = CommandForm(
        "sources", summary: "list, print or check the exchanges", arguments: "[NAME|FILE ...]",
        0...Int.max,
        notes: "Names, and files with entries, choose the exchanges; without them, all are chosen.")
    static let options = OptionList<Self>(
        [
            .flag("--check", "ask each exchange now, and report what it answers", \.isChecking),
            .flag("--print", "print the built-in entries, to start a file from", \.isPrinting),
        ],
        .including(\.catalogue), .including(\.network), .including(\.configuration))

    var arguments: [String] = []
    var isChecking = false
    var isPrinting = false
    var catalogue = CatalogueOptions()
    var network = NetworkOptions()
    var configuration = ConfigurationOptions()

    /// - Returns: failure if an exchange that was checked gave nothing.
    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let (exchanges, names) = try chosen(in: place)
        if isPrinting {
            try place.print(Self.entries(names))
            return .success
        }
        if isChecking { return try await check(exchanges, names, in: place) }
        try place.print(Self.list(exchanges, names))
        return .success
    }

    /// The catalogue with the files among the arguments, and those of it that are meant.
    private func chosen(in place: Workplace) throws(CommandError) -> (Exchanges, [String]) {
        var exchanges = try place.exchanges(catalogue)
        var names: [String] = []
        for word in arguments {
            if exchanges.names.contains(word) {
                names.append(word)
            } else {
                let added = try exchanges.adding(
                    file: word, namedBy: "sources: neither an exchange nor a file of exchanges")
                exchanges = added.all
                names += added.names
            }
        }
        return (exchanges, names.isEmpty ? exchanges.names : names)
    }
}

// MARK: - List

extension SourcesCommand {
    private static func list(_ exchanges: Exchanges, _ names: [String]) -> String {
        let rows = exchanges.summaries.filter { names.contains($0.id) }.map { summary in
            [
                summary.id + (summary.isPopular ? " *" : ""), summary.host,
                summary.pairs.map { Numbers.count($0) } ?? "?", summary.historyText,
                summary.turnover, summary.verified,
            ]
        }
        let heads = ["name", "host", "pairs", "history", "turnover", "checked against"]
        let lines = table([heads] + rows) + ["", "* polled if --source is not given"]
        return lines.joined(separator: "\n")
    }

    /// Rows with columns as wide as they need to be, two blanks apart.
    private static func table(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let text = row[column].plain()
                let room = column == row.count - 1 ? 0 : widths[column] - text.count
                return text + String(repeating: " ", count: max(0, room))
            }.joined(separator: "  ")
        }
    }

    private static func entries(_ names: [String]) throws(CommandError) -> String {
        let entries = names.compactMap { Exchanges.entry(of: $0) }
        guard entries.count == names.count else { throw .notBuiltIn }
        return entries.joined(separator: "\n\n")
    }
}

// MARK: - Check

extension SourcesCommand {
    private func check(
        _ exchanges: Exchanges, _ names: [String], in place: Workplace
    ) async throws(CommandError) -> ExitCode {
        var settings = QuoteSources.Settings()
        settings.exchanges = exchanges
        let sources = try place.sources(named: names, settings: settings, network)
        let progress = ProgressLine("asking", in: place)
        defer { progress.end() }
        progress.show(share: nil, count: 0, "of \(sources.count) exchanges")
        async let _: Void = progress.tick()
        let findings = await Self.findings(of: sources, in: place, telling: progress)
        let isGood = try findings.map { finding throws(CommandError) in
            try finding.get().isGood
        }
        return isGood.contains(false) ? .failure : .success
    }

    /// Asks all sources at once, and prints what each gave as it comes: one that hangs holds up
    /// nobody.
    private static func findings(
        of sources: [any QuoteSource], in place: Workplace, telling progress: ProgressLine
    ) async -> [Result<SourceFinding, CommandError>] {
        let width = sources.map(\.name.count).max() ?? 0
        return await withTaskGroup { group in
            for source in sources {
                group.addTask { await SourceFinding(source, at: place.clock.now) }
            }
            var findings: [Result<SourceFinding, CommandError>] = []
            for await finding in group {
                progress.hide()
                findings.append(
                    Result { () throws(CommandError) in
                        try print(finding, width: width, in: place)
                        return finding
                    })
                progress.show(
                    share: Double(findings.count) / Double(sources.count), count: findings.count,
                    "of \(sources.count) exchanges")
            }
            return findings
        }
    }

    /// `width`: of the longest name.
    private static func print(
        _ finding: SourceFinding, width: Int, in place: Workplace
    ) throws(CommandError) {
        let blanks = String(repeating: " ", count: width - finding.name.count + 2)
        try place.print(finding.name + blanks + finding.words)
        guard let sample = finding.sample else { return }
        let margin = String(repeating: " ", count: width + 2)
        try place.print(margin + "the answer begins: " + sample.plain())
    }
}

/// What a source gave when it was asked once.
private struct SourceFinding: Sendable {
    let name: String
    /// The finding in words, for a person.
    private(set) var words: String
    private(set) var isGood = true
    /// The beginning of the first row of an answer in which nothing fitted.
    private(set) var sample: String?

    /// Asks for prices, and for candles of one pair.
    init(_ source: any QuoteSource, at now: Timestamp) async {
        name = source.name
        do throws(QuoteError) {
            let poll = try await source.poll(at: now)
            let took = source.requests.last?.took.wholeMilliseconds ?? 0
            let count = poll.quotes.count
            words = "\(count) \(count == 1 ? "price" : "prices") in \(took) ms"
            if let quote = Self.familiar(poll.quotes) {
                words += ", \(quote.instrument.pair.name.plain()) \(Self.text(quote.price))"
                await checkHistory(of: source, for: quote.instrument, at: now)
            }
            if let rejected = poll.firstRejection {
                words += "; \(poll.rejected) left out: \(rejected.plain())"
            }
        } catch {
            words = "failed: \("\(error)".plain())"
            isGood = false
            sample = source.requests.last?.sample
        }
    }

    /// A price without the fraction of a whole number.
    private static func text(_ price: Price) -> String {
        let text = "\(price.amount)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A pair that a person knows the price of.
    private static func familiar(_ quotes: [Quote]) -> Quote? {
        let known = ["btcusd", "btcusdt", "btceur", "btckrw"]
        return known.lazy.compactMap { name in
            quotes.first { $0.instrument.pair.name == name }
        }.first ?? quotes.first
    }

    private mutating func checkHistory(
        of source: any QuoteSource, for instrument: Instrument, at now: Timestamp
    ) async {
        guard let history = source.history else {
            words += ", no history"
            return
        }
        let pages = history.pages(of: instrument, covering: DayCSV.window(at: now), at: now)
        // The newest page of each length of candles.
        for step in Set(pages.map(\.step)).sorted() {
            guard let page = pages.first(where: { $0.step == step }) else { continue }
            let part: Result<Backfill, QuoteError>
            do throws(QuoteError) {
                part = .success(try await history.candles(of: instrument, on: page, at: now))
            } catch {
                part = .failure(error)
            }
            let isFound = note(part, of: step == 1 ? "candles" : "candles of \(step) min")
            if !isFound { sample = source.requests.last?.sample }
        }
    }

    /// Notes what came of a page of candles.
    ///
    /// - Returns: whether there was a price in it.
    private mutating func note(
        _ part: Result<Backfill, QuoteError>, of candles: String
    ) -> Bool {
        switch part {
        case .success(let part):
            let count = part.series.count
            words += ", \(count) \(count == 1 ? "minute" : "minutes") of \(candles)"
            if count == 0 { words += ": no row has a time and a close of the last hours" }
            isGood = isGood && count > 0
            return count > 0
        case .failure(let error):
            words += ", \(candles) failed: \("\(error)".plain())"
            isGood = false
            return false
        }
    }
}
