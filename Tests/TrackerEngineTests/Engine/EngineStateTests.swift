import Testing

@testable import TrackerEngine

struct EngineStateTests {
    static let noon = Timestamp(milliseconds: 1_630_152_000_000)
    static let minute = Minute(containing: noon)

    static func state(_ sources: Int = 1) -> EngineState {
        EngineState(
            now: noon,
            sources: (0..<sources).map { SourceHealth(name: "s\($0)", address: "a") },
            interval: .seconds(60), store: .writing(place: "p", through: nil))
    }

    static func poll(
        _ amount: Double, of number: Int = 0, market: String = "kraken"
    ) throws -> Poll {
        Poll(quotes: [Quote(try Samples.instrument(number, market: market), try Price(amount))])
    }

    /// What is to be written, in order.
    static func writes(_ effects: [EngineEffect]) -> [JournalEffect] {
        effects.compactMap { if case .journal(let effect) = $0 { effect } else { nil } }
    }

    /// The writes as short words; reports, which come once a minute, are left out.
    static func words(_ effects: [EngineEffect]) -> [String] {
        writes(effects).compactMap { effect in
            switch effect {
            case .note: nil
            case .append(let batch, _):
                "append \(minute.distance(to: batch.minute)): \(batch.quotes.map(\.price.amount))"
            case .amend(let batches):
                "amend \(batches.map { minute.distance(to: $0.minute) })"
            case .backfill(let parts):
                "backfill \(parts.map { minute.distance(to: $0.series.start) })"
            case .seal(let hours): "seal \(hours.map { minute.hour.distance(to: $0.hour) })"
            case .prune(let first): "prune \(minute.distance(to: first))"
            }
        }
    }

    @Test func `a minute is journalled once, when all sources have answered`() throws {
        var state = Self.state(2)
        let first = state.received(
            try Self.poll(1, of: 0), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1))
        #expect(Self.words(first) == [])
        let second = state.received(
            try Self.poll(2, market: "okx"), from: 1, startedAt: Self.noon,
            at: Self.noon + .seconds(2))
        #expect(Self.words(second) == ["append 0: [1.0, 2.0]"])
        #expect(Self.words(state.advance(to: Self.noon + .seconds(31))) == [])
    }

    @Test func `new names for which there is no room are left out, and told`() throws {
        var state = Self.state()
        state.mostInstruments = 3
        let quotes = try (0..<5).map { Quote(try Samples.instrument($0), try Price(1)) }
        func receive(_ quotes: [Quote], at minutes: Int) -> SourceHealth {
            let now = Self.noon + .seconds(60 * minutes)
            _ = state.advance(to: now)
            _ = state.received(Poll(quotes: quotes), from: 0, startedAt: now, at: now)
            return state.snapshot(isSimulated: false).sources[0]
        }
        #expect(receive(Array(quotes[1...2]), at: 0).rejected == 0)
        // Known ones stay, wherever they stand in the answer.
        let full = receive(quotes, at: 1)
        #expect((full.quotes, full.rejected) == (3, 2))
        #expect(full.firstRejection == "\(quotes[3].instrument): there are already 3 pairs")
        let prices = quotes.map { state.day.series(of: $0.instrument, through: Self.minute.next) }
        #expect(prices.map { $0 != nil } == [true, true, true, false, false])
        #expect(receive(Array(quotes[3...]), at: 2).rejected == 2)
    }

    @Test func `a minute does not wait longer than 30 seconds, and late prices amend it`() throws {
        var state = Self.state(2)
        _ = state.received(
            try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1))
        #expect(state.nextWake(after: Self.noon) == Self.noon + .seconds(30))
        #expect(Self.words(state.advance(to: Self.noon + .seconds(29))) == [])
        #expect(Self.words(state.advance(to: Self.noon + .seconds(30))) == ["append 0: [1.0]"])
        let late = state.received(
            try Self.poll(2, market: "okx"), from: 1, startedAt: Self.noon,
            at: Self.noon + .seconds(40))
        #expect(Self.words(late) == ["amend [0]"])
    }

    @Test func `the first good poll of a minute is its price, a later one only the last price`()
        throws
    {
        var state = Self.state()
        _ = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        let later = Self.noon + .seconds(20)
        let effects = state.received(try Self.poll(7), from: 0, startedAt: later, at: later)
        #expect(Self.words(effects) == [])
        let instrument = try Samples.instrument(0)
        let window = state.snapshot(isSimulated: false).window
        #expect(window.series(of: instrument)?[Self.minute]?.amount == 1)
        #expect(window.latest(of: instrument)?.price.amount == 7)
    }

    @Test func `a poll that began in the minute before belongs to that one`() throws {
        var state = Self.state()
        let start = Self.noon + .seconds(59)
        _ = state.advance(to: Self.noon + .seconds(61))
        let effects = state.received(
            try Self.poll(1), from: 0, startedAt: start, at: Self.noon + .seconds(61))
        #expect(Self.words(effects) == ["amend [0]"])
    }

    @Test func `after a quick restart the minute is amended, not written twice`() throws {
        var state = Self.state()
        let stored = Batch(minute: Self.minute, quotes: try Self.poll(1).quotes)
        _ = state.restored(StoredDay(minutes: [stored]))
        let same = state.received(try Self.poll(2), from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(Self.words(same) == [])
        let instrument = try Samples.instrument(0)
        let window = state.snapshot(isSimulated: false).window
        #expect(window.series(of: instrument)?[Self.minute]?.amount == 1)
    }

    /// Two minutes are polled, then the clock is set back, and the first of them comes once more.
    private static func setBack() throws -> EngineState {
        var state = Self.state()
        _ = state.restored(StoredDay())
        _ = state.journalWasRead(from: state.first, .writing(place: "p", through: nil))
        for (offset, amount) in [(0, 1.0), (1, 2), (0, 7)] {
            let now = noon + .seconds(60 * offset)
            _ = state.advance(to: now)
            _ = state.received(try poll(amount), from: 0, startedAt: now, at: now)
        }
        return state
    }

    /// What a store has of the first of these minutes, and of one before it.
    private static func stored() throws -> StoredDay {
        StoredDay(minutes: [
            Batch(minute: minute.advanced(by: -1), quotes: try poll(5).quotes),
            Batch(minute: minute, quotes: try poll(1).quotes),
        ])
    }

    private static func amounts(_ state: EngineState) throws -> [Double?] {
        let series = state.day.series(of: try Samples.instrument(0), through: minute.next)
        return (-1...1).map { series?[minute.advanced(by: $0)]?.amount }
    }

    @Test(arguments: [false, true])
    func `what is read of a store again fills holes, and replaces nothing that came since`(
        isRecovered: Bool
    ) throws {
        var state = try Self.setBack()
        #expect(try Self.amounts(state) == [nil, 7, 2])
        var stored = try Self.stored()
        if isRecovered {
            _ = state.notStored(
                .prune(before: state.first), at: "p", .damaged(place: "p", reason: "r"))
            stored.recovery = .init(movedTo: "q", reason: "r")
            _ = state.restored(stored, isRead: true)
        } else {
            _ = state.loaded(stored, progress: nil)
        }
        #expect(try Self.amounts(state) == [5, 7, 2])
    }

    @Test func `what another program has stored meanwhile does replace it`() throws {
        var state = try Self.setBack()
        _ = state.follows(.following(place: "p"))
        _ = state.leads(.writing(place: "p", through: nil))
        _ = state.loaded(try Self.stored(), progress: nil)
        #expect(try Self.amounts(state) == [5, 1, 2])
    }

    @Test func `hours are packed five minutes after their end and pruned when they leave`() throws {
        var state = Self.state()
        var effects: [EngineEffect] = []
        for minute in 0...66 {
            let now = Self.noon + .seconds(60 * minute)
            effects += state.advance(to: now)
            effects += state.received(try Self.poll(1), from: 0, startedAt: now, at: now)
        }
        let words = Self.words(effects).filter { !$0.hasPrefix("append") }
        #expect(words == ["prune -1379", "seal [0]"])
    }

    @Test(arguments: [-86_400, -3600, 3600, 86_400, 400 * 86_400])
    func `a clock set wrong and right again costs nothing`(seconds: Int) throws {
        var state = Self.state()
        let instrument = try Samples.instrument(0)
        for minute in 0..<90 {
            let now = Self.noon + .seconds(60 * minute)
            _ = state.advance(to: now)
            _ = state.received(try Self.poll(5), from: 0, startedAt: now, at: now)
        }
        var effects: [EngineEffect] = []
        for minute in 90..<95 {
            let wrong = Self.noon + .seconds(60 * minute + seconds)
            effects += state.advance(to: wrong)
            effects += state.received(try Self.poll(7), from: 0, startedAt: wrong, at: wrong)
        }
        for minute in 95..<100 {
            let now = Self.noon + .seconds(60 * minute)
            effects += state.advance(to: now)
            effects += state.received(try Self.poll(5), from: 0, startedAt: now, at: now)
        }
        #expect(!Self.words(effects).contains { $0.hasPrefix("prune") })
        let series = try #require(state.snapshot(isSimulated: false).window.series(of: instrument))
        let right = (0..<90).map { Self.minute.advanced(by: $0) }
        let held = right.filter { series[$0]?.amount == 5 }
        // Five minutes were polled under a wrong name; where that is an hour ago, they are taken.
        #expect(held.count >= 85)
        #expect(series[Self.minute.advanced(by: 97)]?.amount == 5)
    }

    @Test func `a poll of a minute that was there under a wrong clock wins`() throws {
        var state = Self.state()
        let ahead = Self.noon + .seconds(600)
        _ = state.advance(to: ahead)
        _ = state.received(try Self.poll(7), from: 0, startedAt: ahead, at: ahead)
        _ = state.advance(to: Self.noon)
        _ = state.advance(to: ahead)
        let again = ahead + .seconds(1)
        _ = state.received(try Self.poll(5), from: 0, startedAt: Self.noon, at: again)
        let effects = state.received(try Self.poll(9), from: 0, startedAt: again, at: again)
        #expect(Self.words(effects) == ["amend [10]"])
        let window = state.snapshot(isSimulated: false).window
        let series = try #require(window.series(of: try Samples.instrument(0)))
        #expect(series[Self.minute.advanced(by: 10)]?.amount == 9)
    }

    @Test func `what the journal did not take is given to it again`() throws {
        var state = Self.state()
        let effects = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        let append = try #require(Self.writes(effects).first)
        let full = StoreError.cannotWrite(place: "p", reason: "disk full")
        _ = state.notStored(append, at: "p", full)
        #expect(state.store == .failing(place: "p", reason: full.description))
        let again = state.advance(to: Self.noon + .seconds(60))
        #expect(Self.words(again) == ["amend [0]"])
        _ = state.stored(try #require(Self.writes(again).first), at: "p")
        #expect(state.store == .writing(place: "p", through: Self.minute))
        #expect(Self.words(state.advance(to: Self.noon + .seconds(120))) == [])
    }

    @Test func `a minute counts as stored only when the journal says so`() throws {
        var state = Self.state()
        let effects = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(state.store == .writing(place: "p", through: nil))
        _ = state.stored(try #require(Self.writes(effects).first), at: "p")
        #expect(state.store == .writing(place: "p", through: Self.minute))
    }

    @Test func `a day slept through leaves an empty window`() throws {
        var state = Self.state()
        _ = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        _ = state.advance(to: Self.noon + .seconds(30 * 3600))
        #expect(state.snapshot(isSimulated: false).window.markets.isEmpty)
    }

    @Test func `a failure is told with its count and cleared by the next good poll`() throws {
        var state = Self.state()
        let error = QuoteError.unreachable(host: "h", reason: "timed out")
        _ = state.failed(error, from: 0, at: Self.noon)
        _ = state.failed(error, from: 0, at: Self.noon + .seconds(5))
        #expect(state.sources[0].failure?.reason == "h: timed out")
        #expect(state.sources[0].failure?.times == 2)
        #expect(state.sources[0].nextPoll == Self.noon + .seconds(25))
        _ = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(state.sources[0].failure == nil)
    }

    @Test func `finishing journals what is open`() throws {
        var state = Self.state(2)
        _ = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(Self.words(state.finish()) == ["append 0: [1.0]"])
    }

    @Test func `a minute does not wait for who is asked too late for it`() throws {
        var state = Self.state(3)
        _ = state.failed(.barred(host: "h", status: 451), from: 1, at: Self.noon)
        let refused = QuoteError.refused(host: "h", status: 429, retryAfter: .seconds(200))
        _ = state.failed(refused, from: 2, at: Self.noon)
        let alone = state.received(
            try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1))
        #expect(Self.words(alone) == ["append 0: [1.0]"])
        #expect(state.sources.map { $0.failure?.isBarred } == [nil, true, false])
        let next = Self.noon + .seconds(60)
        _ = state.advance(to: next)
        _ = state.started(1, at: next)
        let waiting = state.received(try Self.poll(2), from: 0, startedAt: next, at: next)
        #expect(Self.words(waiting) == [])
        let last = state.failed(.barred(host: "h", status: 451), from: 1, at: next + .seconds(3))
        #expect(Self.words(last) == ["append 1: [2.0]"])
    }

    @Test func `while it is asked a source has no next time, and one that failed says so`() throws {
        var state = Self.state()
        _ = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        let next = Self.noon + .seconds(60)
        #expect(state.sources[0].nextPoll == next)
        #expect(state.started(0, at: next).isEmpty)
        #expect(state.sources[0].nextPoll == nil)
        _ = state.failed(.unreachable(host: "h", reason: "r"), from: 0, at: next + .seconds(1))
        #expect(state.sources[0].nextPoll == next + .seconds(6))
        #expect(state.started(0, at: next + .seconds(6)).count == 1)
        #expect(state.sources[0].nextPoll == nil)
    }

    @Test func `a failure that is tried again in time is waited for`() throws {
        var state = Self.state(2)
        let outage = QuoteError.unreachable(host: "h", reason: "r")
        _ = state.failed(outage, from: 1, at: Self.noon + .seconds(1))
        let first = state.received(
            try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(2))
        #expect(Self.words(first) == [])
        _ = state.failed(outage, from: 1, at: Self.noon + .seconds(7))
        // The next try is due in the 28th second, and the one after it with the next minute.
        let last = state.failed(outage, from: 1, at: Self.noon + .seconds(28))
        #expect(Self.words(last) == ["append 0: [1.0]"])
    }

    @Test func `what a source tells of itself is passed on`() throws {
        var state = Self.state()
        var poll = try Self.poll(1)
        poll.bytes = 1234
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        poll.quotes.append(
            Quote(
                instrument, try Price(7), traded: try Traded(12.5, in: .base), baseLength: 3))
        _ = state.received(poll, from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(state.sources[0].bytes == 1234)
        #expect(state.snapshot(isSimulated: false).assets(of: instrument)?.base == "btc")
        #expect(state.day.traded(of: instrument) == (try Traded(12.5, in: .base)))
        let request = RequestRecord(.candles, at: Self.noon, took: .seconds(1), status: 200)
        #expect(state.noteRequests([request], of: 0).count == 1)
        #expect(state.noteRequests([request], of: 0).isEmpty)
        #expect(state.sources[0].requests == [request])
    }
}
