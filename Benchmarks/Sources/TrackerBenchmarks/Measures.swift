import TrackerEngine

/// What is measured of one size.
struct Measures {
    let pairs: Int
    let filled: FilledDay
    /// Only names with this in them; all where it is empty.
    let filter: String
    /// Where stores are made.
    let directory: String

    func run(into report: inout Report) async throws {
        try await writing(&report)
        try await reading(&report)
        try await polling(&report)
        try await loading(&report)
        try await watching(&report)
        try await living(&report)
        await drawing(&report)
    }

    func time(
        _ name: String, _ report: inout Report, _ kind: Stopwatch.Kind = .cpu,
        _ body: (Int) async throws -> Void
    ) async rethrows {
        guard filter.isEmpty || name.contains(filter) else { return }
        report.add(name, of: pairs, try await Stopwatch(kind: kind).time(body), kind)
    }
}

// MARK: - The day in memory

extension Measures {
    private func writing(_ report: inout Report) async throws {
        let batch = filled.batch(1)
        // A copy is kept, as readers keep one: the day cannot change in place.
        await time("ingest a minute", &report) { _ in
            var day = filled.day
            day.ingest(batch, replacing: false)
            day.note(batch.quotes)
            keep(day)
        }
        let parts = Dictionary(grouping: batch.quotes, by: \.instrument.market).values.map {
            Batch(minute: batch.minute, quotes: $0)
        }
        var known = filled.day
        for part in parts {
            known.ingest(Batch(minute: FilledDay.now, quotes: part.quotes), replacing: false)
        }
        await time("ingest a minute, market by market", &report) { _ in
            var day = known
            for part in parts {
                day.ingest(day.missing(from: part))
                day.note(part.quotes)
            }
            keep(day)
        }
        await backfilling(&report)
        guard filter.isEmpty || "seal an hour".contains(filter) else { return }
        var hour = filled.day
        for offset in FilledDay.rest { hour.ingest(filled.batch(offset)) }
        await time("seal an hour", &report) { _ in
            var day = hour
            keep(day.seal(before: FilledDay.now.advanced(by: FilledDay.rest.upperBound)))
        }
    }

    /// The day of a large exchange, fetched after a first start.
    private func backfilling(_ report: inout Report) async {
        var polled = RollingDay()
        polled.ingest(filled.batch(0))
        let past = filled.instruments.filter { $0.market == filled.ranked }.compactMap { pair in
            filled.window.series(of: pair).map { Backfill(pair, $0) }
        }
        await time("backfill 700 pairs, a day each", &report) { _ in
            var day = polled
            for part in past { keep(day.backfill(part, sealedBefore: FilledDay.now)) }
            keep(day)
        }
        await time("backfill 700 pairs, each seen by a reader", &report) { _ in
            var day = polled
            var window = DayWindow(day, through: FilledDay.now)
            for part in past {
                keep(day.backfill(part, sealedBefore: FilledDay.now))
                window = DayWindow(day, through: FilledDay.now)
            }
            keep(window)
        }
        var day = polled
        for part in past { keep(day.backfill(part, sealedBefore: FilledDay.now)) }
        let stored = day.stored()
        await time("restore 700 backfilled pairs", &report) { _ in
            var day = RollingDay()
            day.restore(stored)
            keep(day)
        }
    }

    private func reading(_ report: inout Report) async throws {
        let window = filled.window
        let instruments = filled.instruments
        await time("one pair's 1,440 values", &report) { call in
            // 7,919 is a prime: neighbours are not read one after the other.
            keep(window.series(of: instruments[call * 7919 % instruments.count]))
        }
        await time("rank 700 pairs, cold", &report) { _ in
            keep(filled.window.ranking(of: filled.ranked))
        }
        await time("rank 700 pairs, warm", &report) { _ in
            keep(window.ranking(of: filled.ranked))
        }
        await time("rank all pairs", &report) { _ in
            let window = filled.window
            for market in window.markets { keep(window.ranking(of: market)) }
        }
        await time("board of 700 pairs, cold", &report) { _ in
            keep(filled.window.board(of: filled.ranked))
        }
        await time("boards of all pairs", &report) { _ in
            let window = filled.window
            for market in window.markets { keep(window.board(of: market)) }
        }
        await pulses(&report)
        let ranked = instruments.filter { $0.market == filled.ranked }
        await time("JSON answer of a pair", &report) { call in
            keep(PairAnswer.body(of: ranked[call * 7919 % ranked.count], in: window))
        }
    }
}

// MARK: - What markets do

extension Measures {
    /// Counts of what has risen and fallen, of the newest minute and of one an hour ago.
    private func pulses(_ report: inout Report) async {
        let past = FilledDay.now.advanced(by: -60)
        for (words, minute) in [("", FilledDay.now), (", an hour ago", past)] {
            await time("pulse of all pairs\(words)", &report) { _ in
                keep(DayWindow(filled.day, through: minute).pulse)
            }
        }
        await time("movers of all markets", &report) { _ in
            let window = filled.window
            for market in window.markets { keep(window.pulse(of: market).gains) }
        }
    }
}

// MARK: - From a body to a snapshot

extension Measures {
    private func polling(_ report: inout Report) async throws {
        let body = filled.body(1)
        let client = HTTPClient { _ in .success(HTTPResponse(status: 200, body: body)) }
        let start = FilledDay.now.next.start
        try await time("parse a body, first", &report) { _ in
            keep(try await FilledDay.source(client).poll(at: start))
        }
        let source = try FilledDay.source(client)
        try await time("parse a body, again", &report) { _ in
            keep(try await source.poll(at: start))
        }
        var state = EngineState(
            day: filled.day, now: FilledDay.now.start,
            sources: [SourceHealth(name: source.name, address: source.address)],
            interval: .seconds(60),
            store: .memory(reason: ""))
        keep(state.advance(to: start))
        try await time("body to snapshot", &report) { _ in
            var state = state
            let poll = try await source.poll(at: start)
            keep(state.received(poll, from: 0, startedAt: start, at: start))
            keep(state.snapshot(isSimulated: false))
        }
    }
}

/// Where results go that nobody reads, so that the work for them is not optimised away.
@inline(never) func keep<Value>(_ value: Value) {}
