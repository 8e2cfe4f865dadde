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
        let answers = Answers(PortSamples.snapshot(try PortSamples.window(prices)), limit: 500)
        for name in names {
            #expect(answers.body(of: try Self.instrument(name), at: PortSamples.minute) != nil)
            #expect(answers.weight <= 500)
        }
        #expect(answers.weight > 0)
    }
}
