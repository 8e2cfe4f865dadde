import Testing

@testable import TrackerEngine

struct InstrumentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let key: String
        let market: String
        let pair: String
        var testDescription: String { key }
    }

    static let cases: [Case] = [
        Case(key: "market:kraken:btcusd", market: "kraken", pair: "btcusd"),
        Case(
            key: "index:kraken-futures:cf-in-ltcusd", market: "kraken-futures", pair: "cf-in-ltcusd"
        ),
        Case(key: "market:Kraken:BTCUSD", market: "kraken", pair: "btcusd"),
        Case(key: "market:a:b:c", market: "a:b", pair: "c"),
        Case(key: "market:été:ÀÇ", market: "été", pair: "àç"),
        Case(key: "market:\u{301}a:\u{301}b", market: "\u{301}a", pair: "\u{301}b"),
    ]

    @Test(arguments: cases)
    func `a key splits at its first and last colon`(_ example: Case) throws {
        let instrument = try Instrument(key: example.key)
        #expect(instrument.market.name == example.market)
        #expect(instrument.pair.name == example.pair)
    }

    @Test(
        arguments: [
            "", ":", "::", "kraken:btcusd", "market:kraken", "market::btcusd", "market:kraken:",
            "Market:kraken:btcusd", "asset:kraken:btcusd",
            "market:kraken:" + String(repeating: "x", count: 129),
        ])
    func `a key of another form is refused`(key: String) {
        #expect(throws: DomainError.self) { try Instrument(key: key) }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, -1, -.leastNonzeroMagnitude])
    func `what is no price is refused`(amount: Double) {
        #expect(throws: DomainError.self) { try Price(amount) }
    }

    @Test func `negative zero is zero`() throws {
        #expect(try Price(-0.0).amount.sign == .plus)
    }
}
