import Testing

@testable import TrackerEngine

struct AnswersTests {
    private static func instrument(_ pair: String) throws -> Instrument {
        Instrument(market: .kraken, pair: try Pair(pair))
    }

    @Test func `an answer is that of its minute`() throws {
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(["a": [1, 2]])))
        let name = try Self.instrument("a")
        let minute = PortSamples.minute
        let first = try #require(answers.body(of: name, at: minute))
        let after = try #require(answers.body(of: name, at: minute.advanced(by: 1439)))
        #expect(after.entityTag != first.entityTag && after.count < first.count)
        #expect(answers.body(of: name, at: minute.advanced(by: 1440)) == nil)
        #expect(answers.body(of: name, at: minute)?.entityTag == first.entityTag)
        #expect(answers.body(of: try Self.instrument("b"), at: minute) == nil)
    }

    @Test func `a packed answer has the bytes of the plain one and a tag of its own`() throws {
        let prices = (0..<200).map { Double($0) }
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(["a": prices])))
        let name = try Self.instrument("a")
        let packed = try #require(answers.body(of: name, at: PortSamples.minute, .gzip))
        let plain = try #require(answers.body(of: name, at: PortSamples.minute))
        #expect(packed.coding == .gzip && plain.coding == .identity)
        #expect(try Unpacking.bytes(packed.bytes) == plain.bytes)
        #expect(packed.entityTag != plain.entityTag)
        #expect(
            answers.body(of: name, at: PortSamples.minute, .gzip)?.entityTag == packed.entityTag
        )
    }

    @Test func `a small answer is not packed`() throws {
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(["a": [1, 2]])))
        let name = try Self.instrument("a")
        let plain = try #require(answers.body(of: name, at: PortSamples.minute))
        let packed = try #require(answers.body(of: name, at: PortSamples.minute, .gzip))
        #expect(packed.coding == .identity && packed.entityTag == plain.entityTag)
    }
}
