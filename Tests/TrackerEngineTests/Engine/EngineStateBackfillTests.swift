import Testing

@testable import TrackerEngine

struct EngineStateBackfillTests {
    static let noon = EngineStateTests.noon
    static let minute = EngineStateTests.minute
    static let full = StoreError.cannotWrite(place: "p", reason: "disk full")

    static func part(_ number: Int, from back: Int, _ amounts: [Double]) throws -> Backfill {
        let series = Series(start: minute.advanced(by: back), amounts: amounts)
        return Backfill(try Samples.instrument(number), series)
    }

    static func words(_ effects: [EngineEffect]) -> [String] { EngineStateTests.words(effects) }

    /// The parts that are given to the journal.
    static func parts(_ effects: [EngineEffect]) -> [Backfill] {
        EngineStateTests.writes(effects).flatMap { effect in
            if case .backfill(let parts) = effect { parts } else { [] as [Backfill] }
        }
    }

    /// The journal is not there for them.
    static func miss(_ effects: [EngineEffect], _ state: inout EngineState) {
        for effect in EngineStateTests.writes(effects) { state.journal.missed(effect) }
    }

    static func publishes(_ effects: [EngineEffect]) -> Bool {
        if case .publish? = effects.last { true } else { false }
    }

    @Test func `what somebody looks at is journalled and shown at once`() throws {
        var state = EngineStateTests.state()
        let part = try Self.part(0, from: -90, [1, 3])
        let effects = state.backfilled(part, isWanted: true)
        #expect(Self.parts(effects) == [part])
        #expect(Self.publishes(effects))
        let coverage = state.snapshot(isSimulated: false).window.coverage(of: part.instrument)
        #expect(coverage == Coverage(backfilled: 2))
        #expect(state.backfilled(part, isWanted: true).isEmpty)
        #expect(state.finish().isEmpty)
    }

    @Test func `other parts are journalled together`() throws {
        var state = EngineStateTests.state()
        for number in 1..<JournalQueue.partsAtOnce {
            let effects = state.backfilled(
                try Self.part(number, from: -60, [1]), isWanted: false)
            #expect(Self.words(effects).isEmpty && Self.publishes(effects))
        }
        let last = state.backfilled(try Self.part(99, from: -60, [1]), isWanted: false)
        #expect(Self.parts(last).count == JournalQueue.partsAtOnce)
        _ = state.backfilled(try Self.part(1, from: -50, [1]), isWanted: false)
        #expect(Self.words(state.advance(to: Self.noon + .seconds(59))) == [])
        #expect(Self.words(state.advance(to: Self.noon + .seconds(60))) == ["backfill [-50]"])
        _ = state.backfilled(try Self.part(2, from: -40, [1]), isWanted: false)
        #expect(Self.words(state.finish()) == ["backfill [-40]"])
        #expect(state.finish().isEmpty)
    }

    @Test func `parts go to the journal before the hour that they lie in is packed`() throws {
        var state = EngineStateTests.state()
        _ = state.backfilled(try Self.part(0, from: -1, [1, 2]), isWanted: false)
        let effects = state.advance(to: Self.noon + .seconds(66 * 60))
        #expect(Self.words(effects).prefix(3) == ["backfill [-1]", "seal [-1, 0]"])
    }

    @Test func `what lies outside of the window is cut off`() throws {
        var state = EngineStateTests.state()
        let amounts = [Double](repeating: 1, count: 3000)
        let effects = state.backfilled(try Self.part(0, from: -2000, amounts), isWanted: true)
        let series = try #require(Self.parts(effects).first).series
        #expect(series.start == state.first)
        #expect(series.end == Self.minute.next)
        #expect(state.backfilled(try Self.part(0, from: 1, [1]), isWanted: true).isEmpty)
        #expect(state.backfilled(try Self.part(0, from: -1440, [1]), isWanted: true).isEmpty)
        #expect(state.backfilled(try Self.part(1, from: 0, []), isWanted: true).isEmpty)
    }

    @Test func `what the journal did not take is given to it again, and only that`() throws {
        var state = EngineStateTests.state()
        let part = try Self.part(0, from: -90, [1, 2, 3])
        let lost = try #require(
            EngineStateTests.writes(state.backfilled(part, isWanted: true)).first)
        let other = try Self.part(0, from: -20, [5])
        let written = try #require(
            EngineStateTests.writes(state.backfilled(other, isWanted: true)).first)
        _ = state.notStored(lost, at: "p", Self.full)
        #expect(state.store == .failing(place: "p", reason: Self.full.description))
        // Another part of the same pair is no proof that the first one is stored.
        _ = state.stored(written, at: "p")
        #expect(state.store == .failing(place: "p", reason: Self.full.description))
        let again = state.advance(to: Self.noon + .seconds(60))
        let prices = Self.parts(again).flatMap { Array($0.series.points) }.map(\.price.amount)
        #expect(prices == [1, 2, 3, 5])
        _ = state.stored(try #require(EngineStateTests.writes(again).first), at: "p")
        #expect(state.store == .writing(place: "p", through: nil))
        #expect(Self.words(state.advance(to: Self.noon + .seconds(120))) == [])
    }

    @Test func `a journal that is not there yet gets the parts when it is`() throws {
        var state = EngineStateTests.state()
        var effects: [EngineEffect] = []
        for number in 0..<700 {
            effects += state.backfilled(try Self.part(number, from: -90, [1, 2]), isWanted: false)
        }
        effects += state.advance(to: Self.noon + .seconds(60))
        #expect(Self.parts(effects).count == 700)
        Self.miss(effects, &state)
        let first = Self.parts(state.advance(to: Self.noon + .seconds(120)))
        #expect(first.count == JournalQueue.instrumentsAtOnce)
        let second = Self.parts(state.finish())
        #expect(Set((first + second).map(\.instrument)).count == 700)
        #expect(state.finish().isEmpty)
    }

    @Test func `parts that left the window are not tried any more`() throws {
        var state = EngineStateTests.state()
        let part = try Self.part(0, from: -90, [1, 2, 3])
        Self.miss(state.backfilled(part, isWanted: true), &state)
        // Past the time in which the clock may still be wrong.
        for minute in [1, 2, 1600, 1601, 1620] {
            _ = state.advance(to: Self.noon + .seconds(60 * minute))
            Self.miss(state.finish(), &state)
        }
        #expect(state.finish().isEmpty)
    }

    @Test func `a minute that is tried again has only what was polled`() throws {
        var state = EngineStateTests.state()
        _ = state.backfilled(try Self.part(1, from: 0, [7]), isWanted: true)
        let poll = try EngineStateTests.poll(1)
        let effects = state.received(poll, from: 0, startedAt: Self.noon, at: Self.noon)
        _ = state.notStored(
            try #require(EngineStateTests.writes(effects).first), at: "p", Self.full)
        let again = state.advance(to: Self.noon + .seconds(60))
        guard case .journal(.amend(let batches))? = again.first else { return #expect(Bool(false)) }
        #expect(batches.map(\.quotes) == [poll.quotes])
    }

    @Test func `a poll of a minute that was filled already is its price`() throws {
        var state = EngineStateTests.state()
        let part = try Self.part(0, from: -1, [7, 8])
        _ = state.backfilled(part, isWanted: true)
        let effects = state.received(
            try EngineStateTests.poll(1), from: 0, startedAt: Self.noon, at: Self.noon)
        #expect(Self.words(effects) == ["append 0: [1.0]"])
        let window = state.snapshot(isSimulated: false).window
        #expect(window.coverage(of: part.instrument) == Coverage(polled: 1, backfilled: 1))
        #expect(window.series(of: part.instrument)?[Self.minute]?.amount == 1)
    }
}
