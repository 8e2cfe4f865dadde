import Testing

@testable import TrackerEngine

struct AlertSilenceTests {
    static let now = Timestamp(milliseconds: 1_795_872_660_000)

    static func subject(_ text: String) throws -> AlertSubject {
        let parts = text.split(separator: ":").map(String.init)
        let market = try Market(parts[0])
        return parts.count > 1
            ? .pair(Instrument(market: market, pair: try Pair(parts[1]))) : .market(market)
    }

    @Test(
        arguments: [
            ("fast", nil, true), ("*", nil, true), ("slow", nil, false), ("fast", "kraken", true),
            ("fast", "okx", false), ("fast", "kraken:btcusd", true),
            ("fast", "kraken:ethusd", false),
            ("*", "kraken", true),
        ] as [(String, String?, Bool)])
    func `a silence is about a rule as a whole, a market or a pair`(
        rule: String, subject: String?, holds: Bool
    ) throws {
        let silence = AlertSilence(
            rule: rule, subject: try subject.map(Self.subject), until: Self.now + .seconds(60))
        let pair = try Self.subject("kraken:btcusd")
        #expect(silence.holds(for: "fast", about: pair, at: Self.now) == holds)
        // The rule as a whole is silent only if everything is.
        #expect(silence.holds(for: "fast", about: nil, at: Self.now) == (holds && subject == nil))
        #expect(!silence.holds(for: "fast", about: pair, at: Self.now + .seconds(60)))
    }

    @Test func `without an end it holds until somebody ends it`() throws {
        let silence = AlertSilence(rule: "fast", until: nil)
        #expect(silence.holds(for: "fast", about: nil, at: Self.now + .seconds(1_000_000)))
    }
}
