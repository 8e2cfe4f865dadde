import TrackerEngine
import TrackerScreen

/// `sources [--check] [--print] [NAME|FILE ...]`: what can be asked, what it is made of, and whether
/// it answers.
struct Sources: Sendable {
    let program: Program
    let console: Console

    /// - Returns: the exit status: 1 where an exchange that was checked gave nothing.
    func run() async -> Int32 {
        do {
            let (exchanges, names) = try chosen()
            if program.options.isPrinting { return print(names) }
            guard program.options.isChecking else { return list(exchanges, names) }
            return try await check(exchanges, names)
        } catch let error as SetupError {
            Program.complain("\(error)")
            return Program.usage
        } catch {
            Program.complain("\(error)")
            return Program.couldNot
        }
    }

    /// The catalogue with the files among the arguments, and those of it that are meant.
    private func chosen() throws(SetupError) -> (Exchanges, [String]) {
        var exchanges = try program.exchanges()
        var names: [String] = []
        for word in program.options.arguments {
            if exchanges.names.contains(word) {
                names.append(word)
            } else {
                let added = try exchanges.adding(
                    file: word, of: "sources: no such exchange, and as a file")
                exchanges = added.all
                names += added.names
            }
        }
        if names.isEmpty { names = exchanges.names }
        return (exchanges, names)
    }
}

// MARK: - List

extension Sources {
    private func list(_ exchanges: Exchanges, _ names: [String]) -> Int32 {
        let rows = exchanges.summaries.filter { names.contains($0.id) }.map { summary in
            [
                summary.id + (summary.isPopular ? " *" : ""), summary.host,
                summary.pairs.map { Numbers.count($0) } ?? "?", summary.historyText,
                summary.verified,
            ]
        }
        let heads = ["name", "host", "pairs", "history", "checked against"]
        for line in Self.table([heads] + rows) { Program.say(line) }
        Program.say("\n* asked where --source is not given")
        return 0
    }

    /// Columns as wide as they need to be, two blanks apart.
    private static func table(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let text = row[column].plainText
                let room = column == row.count - 1 ? 0 : widths[column] - text.count
                return text + String(repeating: " ", count: max(0, room))
            }.joined(separator: "  ")
        }
    }

    private func print(_ names: [String]) -> Int32 {
        let entries = names.compactMap { Exchanges.entry(of: $0) }
        guard entries.count == names.count else {
            Program.complain("sources --print prints entries that come with the program only")
            return Program.couldNot
        }
        Program.say(entries.joined(separator: "\n\n"))
        return 0
    }
}

// MARK: - Check

extension Sources {
    private func check(_ exchanges: Exchanges, _ names: [String]) async throws -> Int32 {
        var settings = QuoteSources.Settings()
        settings.exchanges = exchanges
        let sources = try QuoteSources.sources(
            named: names, settings: settings, client: try program.makeClient(),
            clock: program.clock)
        let width = names.map(\.count).max() ?? 0
        return await withTaskGroup { group in
            for source in sources { group.addTask { await check(source) } }
            var status: Int32 = 0
            // As they come: one that hangs holds up nobody.
            for await (name, words, isGood) in group {
                Program.say(name + String(repeating: " ", count: width - name.count + 2) + words)
                if !isGood { status = Program.couldNot }
            }
            return status
        }
    }

    private func check(_ source: any QuoteSource) async -> (String, String, isGood: Bool) {
        let now = program.clock.now
        do throws(QuoteError) {
            let poll = try await source.poll(at: now)
            let took = source.requests.last?.took.wholeMilliseconds ?? 0
            var words = "\(poll.quotes.count) prices in \(took) ms"
            var isGood = true
            if let quote = Self.familiar(poll.quotes) {
                words += ", \(quote.instrument.pair.name.plainText) \(quote.price.amount)"
                let history = await checkHistory(source, quote.instrument, now)
                words += history.words
                isGood = history.isGood
            }
            if let rejected = poll.firstRejection {
                words += "; \(poll.rejected) left out: \(rejected.plainText)"
            }
            return (source.name, words, isGood)
        } catch {
            return (source.name, "failed: \("\(error)".plainText)", false)
        }
    }

    /// A pair that a person knows the price of.
    private static func familiar(_ quotes: [Quote]) -> Quote? {
        let known = ["btcusd", "btcusdt", "btceur", "btckrw"]
        return known.lazy.compactMap { name in
            quotes.first { $0.instrument.pair.name == name }
        }.first ?? quotes.first
    }

    private func checkHistory(
        _ source: any QuoteSource, _ instrument: Instrument, _ now: Timestamp
    ) async -> (words: String, isGood: Bool) {
        guard let history = source.history else { return (", no history", true) }
        let last = Minute(containing: now)
        let pages = history.pages(
            of: instrument, covering: last.windowStart...last, at: now)
        var words: [String] = []
        var isGood = true
        // The newest page of each length of candles.
        for step in Set(pages.map(\.step)).sorted() {
            guard let page = pages.first(where: { $0.step == step }) else { continue }
            let length = step == 1 ? "" : " of \(step) min"
            do throws(QuoteError) {
                let part = try await history.candles(of: instrument, on: page, at: now)
                let count = part.series.count
                words.append(
                    "\(count) minutes of candles\(length)"
                        + (count == 0 ? ", in no row time and close of the last hours" : ""))
                isGood = isGood && count > 0
            } catch {
                isGood = false
                words.append("candles\(length) failed: \("\(error)".plainText)")
            }
        }
        return (", " + words.joined(separator: ", "), isGood)
    }
}

extension Program {
    /// `sources`.
    func runSources() async -> Int32 { await Sources(program: self, console: .live()).run() }
}

extension String {
    /// Without what a terminal would obey.
    fileprivate var plainText: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
