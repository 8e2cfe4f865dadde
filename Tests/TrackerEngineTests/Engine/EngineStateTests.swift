import Testing

@testable import TrackerEngine

struct EngineStateTests {
    static let noon = Timestamp(milliseconds: 1_630_152_000_000)
    static let minute = Minute(containing: noon)

    static func state(_ sources: Int = 1) -> EngineState {
        EngineState(
            now: noon,
            sources: (0..<sources).map { SourceHealth(name: "s\($0)", address: "a") },
            interval: 60, store: .writing(path: "p", through: nil))
    }

    static func poll(_ amount: Double, of number: Int = 0) throws -> Poll {
        Poll(quotes: [Quote(try Samples.instrument(number), try Price(amount))])
    }

    /// The effects as short words, without `publish`.
    static func words(_ effects: [EngineEffect]) -> [String] {
        effects.compactMap { effect in
            switch effect {
            case .append(let batch):
                "append \(minute.distance(to: batch.minute)): \(batch.quotes.map(\.price.amount))"
            case .amend(let batches):
                "amend \(batches.map { minute.distance(to: $0.minute) })"
            case .seal(let hour): "seal \(hour.hour - minute.hour)"
            case .prune(let first): "prune \(minute.distance(to: first))"
            case .publish: nil
            }
        }
    }

    @Test func `a minute is journalled once, when all sources have answered`() throws {
        var state = Self.state(2)
        let first = state.received(
            try Self.poll(1, of: 0), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1))
        #expect(Self.words(first) == [])
        let second = state.received(
            try Self.poll(2, of: 1), from: 1, startedAt: Self.noon, at: Self.noon + .seconds(2))
        #expect(Self.words(second) == ["append 0: [1.0, 2.0]"])
        #expect(Self.words(state.advance(to: Self.noon + .seconds(31))) == [])
    }

    @Test func `a minute does not wait longer than 30 seconds, and late prices amend it`() throws {
        var state = Self.state(2)
        _ = state.received(
            try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1))
        #expect(state.nextWake(after: Self.noon) == Self.noon + .seconds(30))
        #expect(Self.words(state.advance(to: Self.noon + .seconds(29))) == [])
        #expect(Self.words(state.advance(to: Self.noon + .seconds(30))) == ["append 0: [1.0]"])
        let late = state.received(
            try Self.poll(2, of: 1), from: 1, startedAt: Self.noon, at: Self.noon + .seconds(40))
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

    @Test func `hours are packed five minutes after their end and pruned when they leave`() throws {
        var state = Self.state()
        var effects: [EngineEffect] = []
        for minute in 0...66 {
            let now = Self.noon + .seconds(60 * minute)
            effects += state.advance(to: now)
            effects += state.received(try Self.poll(1), from: 0, startedAt: now, at: now)
        }
        let words = Self.words(effects).filter { !$0.hasPrefix("append") }
        #expect(words == ["prune -1379", "seal 0"])
    }

    @Test func `what the journal did not take is given to it again`() throws {
        var state = Self.state()
        let effects = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        let append = try #require(effects.first)
        let full = StoreError.cannotWrite(path: "p", reason: "disk full")
        _ = state.notStored(append, path: "p", full)
        #expect(state.store == .failing(path: "p", reason: full.description))
        let again = state.advance(to: Self.noon + .seconds(60))
        #expect(Self.words(again) == ["amend [0]"])
        _ = state.stored(try #require(again.first), path: "p")
        #expect(state.store == .writing(path: "p", through: Self.minute))
        #expect(Self.words(state.advance(to: Self.noon + .seconds(120))) == [])
    }

    @Test func `a minute counts as stored only when the journal says so`() throws {
        var state = Self.state()
        let effects = state.received(try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(state.store == .writing(path: "p", through: nil))
        _ = state.stored(try #require(effects.first), path: "p")
        #expect(state.store == .writing(path: "p", through: Self.minute))
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
}
