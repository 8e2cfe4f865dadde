import Testing

@testable import TrackerEngine

struct AnswersTests {
    private static func instrument(_ pair: String) throws -> Instrument {
        Instrument(market: .kraken, pair: try Pair(pair))
    }

    @Test func `an answer is made once a minute`() throws {
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(["a": [1, 2]])))
        let name = try Self.instrument("a")
        let first = try #require(answers.body(of: name, at: PortSamples.minute))
        #expect(answers.body(of: name, at: PortSamples.minute) === first)
        #expect(answers.body(of: name, at: PortSamples.minute.next) !== first)
        #expect(answers.body(of: try Self.instrument("b"), at: PortSamples.minute) == nil)
    }

    @Test func `what is kept never weighs more than its limit`() throws {
        let names = (0..<50).map { "pair\($0)" }
        let prices = Dictionary(uniqueKeysWithValues: names.map { ($0, [1.5, 2.5, 3.5]) })
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(prices)), limit: 5000)
        for name in names {
            #expect(answers.body(of: try Self.instrument(name), at: PortSamples.minute) != nil)
            #expect(answers.weight <= 5000)
        }
        #expect(answers.weight > 0)
    }

    @Test func `an answer is kept while its market has no new prices`() throws {
        let noon = EngineStateTests.noon
        var state = EngineStateTests.state(2)
        for (source, market) in ["a", "b"].enumerated() {
            let poll = try EngineStateTests.poll(1, market: market)
            _ = state.received(poll, from: source, startedAt: noon, at: noon)
        }
        let names = try ["a", "b"].map { try Samples.instrument(0, market: $0) }
        let first = Answers(state.snapshot(isSimulated: false))
        let minute = EngineStateTests.minute
        let bodies = try names.map { try #require(first.body(of: $0, at: minute)) }
        let later = noon + .seconds(20)
        _ = state.received(
            try EngineStateTests.poll(2, market: "b"), from: 1, startedAt: later, at: later)
        let second = Answers(state.snapshot(isSimulated: false), after: first)
        #expect(second.weight == bodies[0].weight)
        #expect(second.body(of: names[0], at: minute) === bodies[0])
        let again = try #require(second.body(of: names[1], at: minute))
        #expect(again !== bodies[1] && again.entityTag == bodies[1].entityTag)
        // A window that has moved on with the requests is none of the engine's.
        _ = second.body(of: names[0], at: minute.next)
        _ = state.advance(to: noon + .seconds(60))
        let third = Answers(state.snapshot(isSimulated: false), after: second)
        #expect(third.weight == 0)
    }

    @Test func `a packed answer is made once a minute, of the one that is kept beside it`() throws {
        let prices = (0..<200).map { Double($0) }
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(["a": prices])))
        let name = try Self.instrument("a")
        let packed = try #require(answers.body(of: name, at: PortSamples.minute, as: .gzip))
        #expect(answers.body(of: name, at: PortSamples.minute, as: .gzip) === packed)
        let plain = try #require(answers.body(of: name, at: PortSamples.minute))
        #expect(answers.body(of: name, at: PortSamples.minute) === plain)
        #expect(answers.weight == plain.weight + packed.weight)
        #expect(try Unpacking.bytes(packed.bytes) == plain.bytes)
        #expect(packed.entityTag != plain.entityTag)
    }

    @Test func `a small answer is not packed`() throws {
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(["a": [1, 2]])))
        let name = try Self.instrument("a")
        let plain = try #require(answers.body(of: name, at: PortSamples.minute))
        #expect(answers.body(of: name, at: PortSamples.minute, as: .gzip) === plain)
        #expect(plain.coding == .identity)
    }
}
