import TestSupport
import Testing

@testable import TrackerEngine

struct MarketProvidersTests {
    static let noon = EngineStateTests.noon
    static let minute = EngineStateTests.minute
    static let outage = QuoteError.unreachable(host: "h", reason: "timed out")

    /// One thing that happens to a source that offers the market, at a second after noon.
    enum Step: Sendable {
        /// A poll that was started so many seconds before comes in; the price is 1 + the source.
        case answers(Int, at: Int, began: Int? = nil)
        /// A good poll that does not have the market.
        case lacks(Int, at: Int)
        case fails(Int, at: Int)
        case clock(Int)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]
        /// Of the minutes from noon on: the source whose price it is.
        let prices: [Int?]
        /// Who serves in the end.
        let server: Int

        init(_ words: String, _ steps: [Step], prices: [Int?], server: Int) {
            (testDescription, self.steps, self.prices, self.server) = (words, steps, prices, server)
        }
    }

    private static func state(_ count: Int = 3) -> EngineState {
        EngineState(
            now: noon, sources: (0..<count).map { SourceHealth(name: "s\($0)", address: "a") },
            markets: (0..<count).map { _ in [.kraken] }, interval: .seconds(60),
            store: .writing(place: "p", through: nil))
    }

    private static func perform(_ step: Step, on state: inout EngineState) throws {
        switch step {
        case .answers(let source, let second, let began):
            let now = noon + .seconds(second)
            _ = state.advance(to: now)
            _ = state.received(
                try EngineStateTests.poll(Double(1 + source)), from: source,
                startedAt: noon + .seconds(began ?? second), at: now)
        case .lacks(let source, let second):
            let now = noon + .seconds(second)
            _ = state.received(Poll(quotes: []), from: source, startedAt: now, at: now)
        case .fails(let source, let second):
            _ = state.advance(to: noon + .seconds(second))
            _ = state.failed(outage, from: source, at: noon + .seconds(second))
        case .clock(let second): _ = state.advance(to: noon + .seconds(second))
        }
    }

    @Test(arguments: [
        Case("the first serves", [.answers(0, at: 1), .answers(1, at: 2)], prices: [0], server: 0),
        Case(
            "the first serves although it answers last",
            [.answers(2, at: 1), .answers(1, at: 2), .answers(0, at: 3)], prices: [0], server: 0),
        Case(
            "the second alone waits for the first", [.answers(1, at: 1)], prices: [nil], server: 0),
        Case(
            "the spare is taken at once where the first fails",
            [.answers(1, at: 1), .fails(0, at: 2)], prices: [1], server: 1),
        Case(
            "the second answers after the first has failed",
            [.fails(0, at: 1), .answers(1, at: 2)], prices: [1], server: 1),
        Case(
            "the third serves where two have failed",
            [.answers(2, at: 1), .fails(0, at: 2), .fails(1, at: 3)], prices: [2], server: 2),
        Case(
            "the third waits for the second", [.answers(2, at: 1), .fails(0, at: 2)],
            prices: [nil], server: 1),
        Case(
            "the first is well again, and the minute stays with the second",
            [.fails(0, at: 1), .answers(1, at: 2), .answers(0, at: 6)], prices: [1], server: 0),
        Case(
            "the first is well again, and serves the next minute",
            [
                .fails(0, at: 1), .answers(1, at: 2), .answers(0, at: 6), .answers(1, at: 60),
                .answers(0, at: 61),
            ], prices: [1, 0], server: 0),
        Case(
            "the first is well again before the second answers",
            [.fails(0, at: 1), .answers(0, at: 6), .answers(1, at: 7)], prices: [0], server: 0),
        Case(
            "a failure after the minute has its price changes nothing of it",
            [.answers(0, at: 1), .answers(1, at: 2), .fails(0, at: 20)], prices: [0], server: 1),
        Case(
            "a server that stays silent does not cost the minute",
            [.answers(1, at: 1), .clock(60)], prices: [1], server: 0),
        Case(
            "an answer that comes too late for its minute is not mixed in",
            [.answers(1, at: 1), .clock(60), .answers(0, at: 61, began: 0)], prices: [1, nil],
            server: 0),
        Case(
            "an answer of a minute that is over and has no price",
            [.clock(60), .answers(1, at: 61, began: 59), .answers(0, at: 62, began: 59)],
            prices: [1, nil], server: 0),
        Case(
            "an answer without the market does not cost the minute",
            [.answers(1, at: 1), .lacks(0, at: 2), .lacks(2, at: 3)], prices: [1], server: 0),
        Case(
            "a spare of the last minute is no price of this one",
            [.answers(0, at: 1), .answers(1, at: 2), .clock(60), .fails(0, at: 61)],
            prices: [0, nil], server: 1),
        Case(
            "where nobody is well, the first is named",
            [.fails(0, at: 1), .fails(1, at: 2), .fails(2, at: 3)], prices: [nil], server: 0),
    ])
    func `a minute has the prices of the first source that is well`(_ example: Case) throws {
        var state = Self.state()
        for step in example.steps { try Self.perform(step, on: &state) }
        let snapshot = state.snapshot(isSimulated: false)
        let series = snapshot.window.series(of: try Samples.instrument(0))
        for (offset, source) in example.prices.enumerated() {
            let price = series?[Self.minute.advanced(by: offset)]?.amount
            #expect(price == source.map { Double(1 + $0) }, "minute \(offset)")
        }
        #expect(snapshot.providers == [.kraken: example.server])
        #expect(snapshot.source(of: .kraken)?.name == "s\(example.server)")
    }

    @Test func `a source that has been silent for a whole minute serves nothing`() throws {
        var state = Self.state(2)
        _ = state.started(0, at: Self.noon + .seconds(1))
        _ = state.advance(to: Self.noon + .seconds(60))
        #expect(state.snapshot(isSimulated: false).providers == [.kraken: 0])
        _ = state.advance(to: Self.noon + .seconds(120))
        #expect(state.snapshot(isSimulated: false).providers == [.kraken: 1])
        try Self.perform(.answers(0, at: 121, began: 1), on: &state)
        #expect(state.snapshot(isSimulated: false).providers == [.kraken: 0])
    }

    @Test func `what a source was not known to have is its own once it answers`() throws {
        var state = EngineStateTests.state(2)
        #expect(state.snapshot(isSimulated: false).providers.isEmpty)
        try Self.perform(.answers(1, at: 1), on: &state)
        #expect(state.snapshot(isSimulated: false).providers == [.kraken: 1])
        try Self.perform(.answers(0, at: 2), on: &state)
        #expect(state.snapshot(isSimulated: false).providers == [.kraken: 0])
        // It does not have the market any more.
        try Self.perform(.lacks(0, at: 60), on: &state)
        #expect(state.snapshot(isSimulated: false).providers == [.kraken: 1])
    }

    @Test func `the last price is that of the server`() throws {
        var state = Self.state(2)
        let instrument = try Samples.instrument(0)
        for (step, price) in [
            (Step.answers(0, at: 1), 1.0), (.answers(1, at: 2), 1), (.answers(1, at: 20), 1),
            (.fails(0, at: 30), 1), (.answers(1, at: 40), 2), (.answers(0, at: 50), 1),
        ] {
            try Self.perform(step, on: &state)
            let window = state.snapshot(isSimulated: false).window
            #expect(window.latest(of: instrument)?.price.amount == price, "\(step)")
        }
    }

    @Test func `the end of the program takes the spare`() throws {
        var state = Self.state(2)
        try Self.perform(.answers(1, at: 1), on: &state)
        #expect(EngineStateTests.words(state.finish()) == ["append 0: [2.0]"])
    }

    @Test(arguments: UInt64(1)...120)
    func `a plain account of random minutes comes to the same`(seed: UInt64) throws {
        var run = RandomMinutes(seed: seed)
        try run.live(minutes: 12)
        #expect(run.journalled(at: run.state.day) == run.expected())
        // The journal has the same, and each minute was begun once.
        var kept = RollingDay()
        let writes = EngineStateTests.writes(run.effects)
        for effect in writes {
            switch effect {
            case .append(let batch, _): kept.ingest(batch)
            case .amend(let batches): for batch in batches { kept.ingest(batch) }
            case .backfill, .seal, .note, .prune: break
            }
        }
        #expect(run.journalled(at: kept) == run.expected())
        let begun = writes.compactMap { effect in
            if case .append(let batch, _) = effect { batch.minute } else { nil }
        }
        #expect(begun == begun.sorted() && Set(begun).count == begun.count)
    }
}

/// Three sources that answer and fail in any order, and a plain account of who serves.
private struct RandomMinutes {
    var random: SeededGenerator
    var state: EngineState
    var effects: [EngineEffect] = []
    /// By source: the markets that it always has.
    let offers: [[Market]]
    private var isWell = [true, true, true]
    /// Those that have answered in the running minute.
    private var answered: Set<Int> = []
    /// By minute and market: whose prices it has.
    private var givers: [Int: [Market: Int]] = [:]

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let markets = ["a", "b", "c"].compactMap { try? Market($0) }
        let offers = (0..<3).map { _ in markets.filter { _ in Bool.random(using: &random) } }
        self.offers = offers
        self.random = random
        state = EngineState(
            now: MarketProvidersTests.noon,
            sources: (0..<3).map { SourceHealth(name: "s\($0)", address: "a") }, markets: offers,
            interval: .seconds(60), store: .writing(place: "p", through: nil))
    }

    /// In each minute every source is asked once to three times, mostly until it answers.
    mutating func live(minutes: Int) throws {
        for minute in 0..<minutes {
            answered = []
            var second = 0
            effects += state.advance(to: time(minute, 0))
            var left = [0, 1, 2].flatMap { source in
                Array(repeating: source, count: Int.random(in: 0...3, using: &random))
            }
            left.shuffle(using: &random)
            for source in left where !answered.contains(source) {
                second += Int.random(in: 0...6, using: &random)
                effects += state.advance(to: time(minute, second))
                effects += state.started(source, at: time(minute, second))
                try happen(to: source, time(minute, second), minute)
                settle(minute)
            }
            // Nobody else comes: the minute goes to the first that has it.
            for market in Set(offers.joined()) where givers[minute]?[market] == nil {
                let giver = answered.sorted().first { offers[$0].contains(market) }
                givers[minute, default: [:]][market] = giver
            }
        }
        effects += state.advance(to: time(minutes, 0))
        effects += state.finish()
    }

    private mutating func happen(to source: Int, _ now: Timestamp, _ minute: Int) throws {
        isWell[source] = Bool.random(using: &random)
        guard isWell[source] else {
            effects += state.failed(MarketProvidersTests.outage, from: source, at: now)
            return
        }
        answered.insert(source)
        let price = try Price(Double(minute * 10 + source))
        let quotes = try offers[source].flatMap { market in
            // One pair that all have, and one of its own.
            try [0, 1 + source].map {
                Quote(try Samples.instrument($0, market: market.name), price)
            }
        }
        effects += state.received(Poll(quotes: quotes), from: source, startedAt: now, at: now)
    }

    /// A minute is given by the first that is well, as soon as it has answered.
    private mutating func settle(_ minute: Int) {
        for market in Set(offers.joined()) where givers[minute]?[market] == nil {
            let server = (0..<3).first { isWell[$0] && offers[$0].contains(market) }
            guard let server, answered.contains(server) else { continue }
            givers[minute, default: [:]][market] = server
        }
    }

    private func time(_ minute: Int, _ second: Int) -> Timestamp {
        MarketProvidersTests.noon + .seconds(minute * 60 + second)
    }

    /// Every price, as `minute market pair price`.
    func expected() -> Set<String> {
        var lines: Set<String> = []
        for (minute, markets) in givers {
            for (market, giver) in markets {
                for pair in [0, 1 + giver] {
                    lines.insert("\(minute) \(market) pair\(pair) \(minute * 10 + giver)")
                }
            }
        }
        return lines
    }

    func journalled(at day: RollingDay) -> Set<String> {
        var lines: Set<String> = []
        for minute in 0..<20 {
            let batch = day.batch(at: MarketProvidersTests.minute.advanced(by: minute))
            for quote in batch.quotes {
                let name = quote.instrument
                lines.insert("\(minute) \(name.market) \(name.pair) \(Int(quote.price.amount))")
            }
        }
        return lines
    }
}
