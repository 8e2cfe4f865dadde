import Testing

@testable import TrackerEngine

struct PairSpellingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let written: String
        let readings: [String]
        /// In a file, where nothing can be looked up.
        let plain: String
        var testDescription: String { written }
    }

    static let cases = [
        Case(written: "btcusd", readings: ["btcusd"], plain: "btcusd"),
        Case(written: "BTC/USD", readings: ["btc/usd", "btcusd"], plain: "btcusd"),
        Case(written: "BTC-USD", readings: ["btc-usd", "btcusd"], plain: "btcusd"),
        Case(written: "btc_usdt", readings: ["btc_usdt", "btcusdt"], plain: "btcusdt"),
        Case(written: "eth-btc", readings: ["eth-btc", "ethbtc"], plain: "ethbtc"),
        // A real name of Cryptowatch's feed, and what a person makes of it.
        Case(
            written: "btcusd-perpetual-futures",
            readings: ["btcusd-perpetual-futures", "btcusdperpetualfutures"],
            plain: "btcusd-perpetual-futures"),
        Case(
            written: "BTC/USD-perpetual-futures",
            readings: [
                "btc/usd-perpetual-futures", "btcusd-perpetual-futures", "btcusdperpetualfutures",
            ], plain: "btcusd-perpetual-futures"),
        Case(
            written: "cat-capweth", readings: ["cat-capweth", "catcapweth"], plain: "cat-capweth"),
        Case(
            written: "btcusd-perp", readings: ["btcusd-perp", "btcusdperp"], plain: "btcusd-perp"),
        Case(written: "cf-in-usd", readings: ["cf-in-usd", "cfinusd"], plain: "cf-in-usd"),
        Case(written: "-usd", readings: ["-usd", "usd"], plain: "-usd"),
        Case(written: "stx.2usd", readings: ["stx.2usd"], plain: "stx.2usd"),
        // The screen shows base and quote of `a/busd` apart.
        Case(written: "A/B/USD", readings: ["a/b/usd", "a/busd", "abusd"], plain: "abusd"),
        Case(written: "/", readings: ["/"], plain: "/"),
        Case(written: "é/usd", readings: ["é/usd", "éusd"], plain: "éusd"),
    ]

    @Test(arguments: cases)
    func `a pair is first what is written, then that without separators`(_ example: Case) throws {
        let pair = try Pair(example.written)
        #expect(PairSpelling.readings(of: pair).map(\.name) == example.readings)
        #expect(PairSpelling.plain(pair).name == example.plain)
        let instrument = Instrument(market: .kraken, pair: pair)
        #expect(instrument.readings.map(\.pair.name) == example.readings)
        #expect(instrument.readings.allSatisfy { $0.market == .kraken })
    }

    @Test(arguments: [
        ("btc/usd", "btcusd"), ("btc-usd", "btcusd"), ("a_b-c/d", "abcd"), ("btcusd", nil),
        // Still being typed, or meant to be a part of a name.
        ("btc/", nil), ("/usd", nil), ("a--b", nil), ("-", nil),
    ])
    func `a word is joined where all its separators stand between others`(
        _ word: String, _ joined: String?
    ) {
        #expect(PairSpelling.joined(word) == joined)
    }

    @Test func `every currency that the catalogue tells symbols apart by is a quote`() {
        let endings = Set(
            Exchanges.builtIn.names.compactMap { Exchanges.builtIn[$0] }
                .flatMap { $0.symbols.endings.map { $0.lowercased() } })
        #expect(endings.count > 40)
        #expect(endings.subtracting(PairSpelling.quotes) == [])
    }

    @Test(arguments: [
        ("btcusd", "btc/usd"), ("ethusd", "eth/usd"), ("bchusd", "bch/usd"), ("bnbusd", "bnb/usd"),
        ("vetusd", "vet/usd"), ("avaxbusd", "avax/busd"), ("btcbusd", "btc/busd"),
        ("usdtusd", "usdt/usd"), ("ethbtc", "eth/btc"), ("husd", "h/usd"),
    ])
    func `a name is parted where its base is known, or long enough`(name: String, parts: String)
        throws
    {
        let assets = try #require(PairSpelling.assets(of: try Pair(name)))
        #expect("\(assets.base)/\(assets.quote)" == parts)
    }
}
