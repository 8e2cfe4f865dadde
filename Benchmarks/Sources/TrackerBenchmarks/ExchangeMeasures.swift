import Foundation
import TrackerEngine

/// What is measured of polls of all exchanges: 24 answers, 15,000 pairs.
struct ExchangeMeasures {
    /// Only names with this in them; all where it is empty.
    let filter: String
    private let answers: ExchangeAnswers
    let server: AnswerServer
    private static let pairs = ExchangeAnswers.pairs
    private static let start = ExchangeAnswers.now

    init(filter: String) throws {
        self.filter = filter
        answers = try ExchangeAnswers()
        server = AnswerServer(answers.listings)
        server.serve(answers.prices)
    }

    func run(into report: inout Report) async throws {
        let sources = try server.sources(named: [QuoteSources.all])
        report.heading(
            "\(sources.count) exchanges, \(Self.pairs) pairs; the rows of \(answers.recorded) "
                + "are recorded, the others written from examples")
        try await memory(&report)
        try await parsing(sources, &report)
        let state = try await ingesting(sources, &report)
        if !filter.isEmpty { try await each(&report) }
        try await backfilling(state, &report)
        try await catalogue(&report)
    }

    /// As at each start of the program.
    private func catalogue(_ report: inout Report) async throws {
        try await time("read the catalogue of exchanges", &report) { _ in
            keep(try Exchanges.readingBuiltIn())
        }
    }

    func time(
        _ name: String, _ report: inout Report, _ body: (Int) async throws -> Void
    ) async rethrows {
        guard filter.isEmpty || name.contains(filter) else { return }
        report.add(name, of: Self.pairs, try await Stopwatch(kind: .cpu).time(body), .cpu)
    }
}

// MARK: - Polls

extension ExchangeMeasures {
    /// What the sources remember from one poll to the next.
    private func memory(_ report: inout Report) async throws {
        let name = "resident, all exchanges"
        guard filter.isEmpty || name.contains(filter) else { return }
        // So many times that what is free already hardly counts.
        let times = 8
        let before = Machine.resident
        var kept: [any QuoteSource] = []
        for _ in 0..<times {
            let sources = try server.sources(named: [QuoteSources.all])
            for _ in 0..<2 { _ = try await polls(of: sources) }
            kept += sources
        }
        let resident = Double(Machine.resident - before) / Double(times)
        withExtendedLifetime(kept) {}
        report.add(name, of: Self.pairs, amount: resident / 1e6, unit: "MB")
    }

    private func polls(of sources: [any QuoteSource]) async throws -> [Poll] {
        var polls: [Poll] = []
        for source in sources { polls.append(try await source.poll(at: Self.start)) }
        return polls
    }

    private func parsing(_ sources: [any QuoteSource], _ report: inout Report) async throws {
        let bytes = try await polls(of: sources).map(\.bytes).reduce(0, +)
        report.add("bodies of a poll", of: Self.pairs, amount: Double(bytes) / 1e6, unit: "MB")
        try await time("parse all exchanges, first", &report) { _ in
            keep(try await self.polls(of: try server.sources(named: [QuoteSources.all])))
        }
        try await time("parse all exchanges, again", &report) { _ in
            keep(try await self.polls(of: sources))
        }
        try await time("parse all exchanges, any order", &report) { call in
            server.serve(call.isMultiple(of: 2) ? answers.shuffled : answers.prices)
            keep(try await self.polls(of: sources))
        }
        server.serve(answers.prices)
    }

    /// One exchange after the other, with how many pairs and bytes each has.
    private func each(_ report: inout Report) async throws {
        for exchange in Exchanges.builtIn.summaries {
            let sources = try server.sources(named: [exchange.id])
            let poll = try await polls(of: sources)[0]
            let name = "parse \(exchange.id), \(poll.quotes.count) in \(poll.bytes / 1000) kB"
            try await time(name, &report) { _ in keep(try await self.polls(of: sources)) }
        }
    }

    /// The engine's side: each poll is taken in and shown to readers.
    ///
    /// - Returns: the engine's state with the prices of a minute or more.
    private func ingesting(
        _ sources: [any QuoteSource], _ report: inout Report
    ) async throws -> EngineState {
        var polls = try await polls(of: sources)
        var state = EngineState(
            now: Self.start,
            sources: sources.map { SourceHealth(name: $0.name, address: $0.address) },
            markets: sources.map(\.markets), interval: .seconds(60), store: .memory(reason: ""))
        var snapshot = state.snapshot(isSimulated: false)
        var now = Self.start
        func takeIn(_ poll: Poll, _ source: Int) {
            keep(state.received(poll, from: source, startedAt: now, at: now))
            snapshot = state.snapshot(isSimulated: false)
        }
        func nextMinute() {
            now = now + .seconds(60)
            keep(state.advance(to: now))
            for source in sources.indices { keep(state.started(source, at: now)) }
        }
        nextMinute()
        for (source, poll) in polls.enumerated() { takeIn(poll, source) }
        await time("ingest all exchanges", &report) { _ in
            nextMinute()
            for (source, poll) in polls.enumerated() { takeIn(poll, source) }
        }
        try await time("parse and ingest all exchanges", &report) { _ in
            nextMinute()
            for (place, source) in sources.enumerated() {
                polls[place] = try await source.poll(at: Self.start)
                takeIn(polls[place], place)
            }
        }
        keep(snapshot)
        return state
    }
}
