import Testing

@testable import TrackerEngine

/// The recorded answers of the exchanges, read by the entries of the catalogue.
struct TickerRecordingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let exchange: String
        /// One body for each call of the entry.
        let tickers: [String]
        let listing: String?
        /// Names of pairs and prices, in the digits of the recording.
        let expected: [String: Double]
        /// Amounts traded in 24 hours, in the digits of the recording, and what they are counted in;
        /// `nil` for what no entry can tell.
        let traded: [String: Traded?]
        /// Pairs of the answer; those that are no pairs or have no price are not among them.
        let count: Int
        /// Rows that are told to be left out.
        let rejected: Int
        /// Of the recording, where the entry looks at the age of a price.
        let time: Int
        /// Whether it answers the calls that tell what was traded, not the usual ones.
        let isDetailed: Bool

        init(
            _ exchange: String, _ tickers: String..., listing: String? = nil,
            expected: [String: Double], traded: [String: Traded?] = [:], count: Int,
            rejected: Int = 0, time: Int = 1_700_000_000, isDetailed: Bool = false
        ) {
            self.exchange = exchange
            self.tickers = tickers
            self.listing = listing
            self.expected = expected
            self.traded = traded
            self.count = count
            self.rejected = rejected
            self.time = time
            self.isDetailed = isDetailed
        }

        var testDescription: String { "\(exchange) \(tickers.joined(separator: " "))" }

        var files: [String] {
            (tickers + (listing.map { [$0] } ?? [])).map { "\(exchange)/\($0).json" }
        }
    }

    static let cases = [
        Case(
            "kraken", "tickers", listing: "symbols",
            expected: ["btcusd": 29207.5, "ethusd": 1888],
            traded: [
                "btcusd": .quote(5239.61837641 * 29411.47287),
                "ethusd": .quote(31422.36250590 * 1910.75540),
            ], count: 2),
        Case(
            "kraken", "tickers-2026", listing: "symbols",
            expected: ["0geur": 0.138, "0gusd": 0.161, "1incheur": 0.0756],
            traded: ["1incheur": .quote(58536.96665133 * 0.07576)], count: 3),
        Case(
            "binance", "tickers", listing: "symbols",
            expected: ["btcusdt": 16846.1, "ethbtc": 0.072478, "ltcbtc": 0.004091],
            traded: ["btcusdt": nil], count: 271),
        Case(
            "binance", "tickers-24hr",
            expected: ["btcusdt": 6623.33, "ethusdt": 153.04, "ethbtc": 0.023104],
            traded: ["btcusdt": .quote(417209169.01088008), "ethbtc": .quote(6287.33183442)],
            count: 253, isDetailed: true),
        Case(
            "binance", "tickers-24hr", listing: "symbols",
            expected: ["btcusdt": 6623.33, "ethusdt": 153.04, "ethbtc": 0.023104],
            traded: ["btcusdt": .quote(417209169.01088008), "ethbtc": .quote(6287.33183442)],
            count: 251, isDetailed: true),
        Case(
            "binance-us", "tickers", listing: "symbols",
            expected: ["btcusd": 10170, "ethusd": 213.46, "usdtusd": 1], traded: ["btcusd": nil],
            count: 6),
        Case(
            "binance-us", "tickers", listing: "symbols",
            expected: ["btcusd": 10170, "ethusd": 213.46],
            traded: ["btcusd": .quote(20.34), "ethusd": .quote(213.46)], count: 6, isDetailed: true),
        Case(
            "coinbase", "tickers",
            expected: ["nearusd": 1.847, "btcusd": 65237, "aurorausd": 0.0178],
            traded: ["nearusd": .base(2183324.5), "btcusd": .base(9000.1)], count: 3),
        Case(
            "bitfinex", "tickers",
            expected: [
                "btcusd": 9137, "btcusdt": 9088.7, "duskbtc": 0.00000599, "iotausd": 0.27361,
            ], traded: ["btcusd": .base(5723.038617), "iotausd": .base(2998085.55442124)],
            count: 264),
        Case(
            "bitstamp", "tickers",
            expected: ["btcusd": 17047, "etheur": 1141.8, "xrpbtc": 0.00002139],
            traded: [
                "btcusd": .quote(2189.51312958 * 17388),
                "xrpbtc": .quote(2992191.91976204 * 0.00002169),
            ], count: 171),
        Case(
            "okx", "tickers", expected: ["bcdbtc": 0.000006, "mdtusdt": 0.01941],
            traded: ["bcdbtc": .quote(0.1205), "mdtusdt": .quote(60824.945945)], count: 2),
        Case(
            "kucoin", "tickers",
            expected: [
                "btcusdt": 3962.704301, "ethbtc": 0.03709667, "kcsbtc": 0.00011638,
                "bsvusdt": 64.921391,
            ], traded: ["btcusdt": .base(166.50015738), "ethbtc": .base(6530.63241159)], count: 289),
        Case(
            "gateio", "tickers", expected: ["btcusdt": 26019.8, "ethusdt": 1752.96],
            traded: ["btcusdt": .quote(122324034.68892)], count: 2),
        Case(
            "gemini", "tickers", listing: "symbols",
            expected: ["enjusd": 3.1012, "paxgusd": 1786.18, "dogebtc": 0.00000373],
            traded: ["enjusd": nil], count: 8),
        Case(
            "htx", "tickers", listing: "symbols",
            expected: ["nearusdt": 1.8452, "ethusdt": 1957.73],
            traded: ["nearusdt": .quote(635633.4074736909)], count: 2),
        Case(
            "htx", "tickers-2020", listing: "symbols",
            expected: ["htbtc": 4.9535E-4, "ethbtc": 0.027593, "etcusdt": 9.4678],
            traded: ["htbtc": .quote(0.5981035534000002)], count: 34),
        Case(
            "bybit", "tickers",
            expected: ["btcusdt": 29208, "ethbtc": 0.062546, "solusdt": 23.55],
            traded: ["btcusdt": .quote(107304628.41249692), "ethbtc": .quote(17.771950218)],
            count: 291),
        Case(
            "bitget", "tickers", listing: "symbols",
            expected: ["nearusdt": 1.848, "wbtcusdt": 65293.4, "rheausdt": 0.01241],
            traded: ["nearusdt": .quote(733162.7)], count: 3),
        Case(
            "mexc", "tickers",
            expected: ["nearusdt": 1.848, "wbtcusdt": 65275.31, "rheausdt": 0.012311],
            traded: ["nearusdt": nil], count: 4),
        Case(
            "poloniex", "tickers",
            expected: ["dogebtc": 0.000002078, "ltcbtc": 0.000958, "xlmbtc": 0.0000033],
            traded: ["dogebtc": .quote(0.066806043)], count: 5, isDetailed: true),
        Case(
            "poloniex", "tickers-price",
            expected: ["dashbtc": 0.000384, "dogebtc": 0.00000197, "ltcbtc": 0.00118],
            traded: ["dashbtc": nil], count: 4,
            time: 1_719_792_000),
        Case(
            "cryptocom", "tickers",
            expected: ["btcusdt": 16903.91, "btcusd": 16903.34, "ethcro": 19646.99],
            traded: [
                "btcusdt": .dollars(35992988.16), "btcusd": .dollars(77988200.04),
                "ethcro": .dollars(87564.03),
            ], count: 183),
        Case(
            "luno", "tickers",
            expected: ["btcmyr": 301603, "ethmyr": 9355, "xrpmyr": 5.6914],
            traded: ["adamyr": .base(586856.84)], count: 30),
        Case(
            "bithumb", "tickers", "tickers-btc",
            expected: [
                "btckrw": 43_232_000, "ethkrw": 3_104_000, "xrpkrw": 1195, "ethbtc": 0.07182213,
                "xrpbtc": 0.00002741,
            ], traded: ["btckrw": .quote(169853829676.0389), "ethbtc": .quote(12.02605618)],
            count: 228),
        Case(
            "upbit", "tickers", expected: ["btckrw": 22_847_000, "ethkrw": 1_722_000],
            traded: ["btckrw": .quote(83125283608.7159)], count: 2),
        Case(
            "lbank", "tickers", expected: ["crausdt": 0.057],
            traded: ["crausdt": .quote(13324.4762)], count: 1),
    ]

    @Test(Recordings.areThere, arguments: cases)
    func `a recorded answer gives the prices that it holds`(_ given: Case) throws {
        let (poll, _) = try Self.read(given)
        let prices = Dictionary(
            uniqueKeysWithValues: poll.quotes.map { ($0.instrument.pair.name, $0.price.amount) })
        for (pair, price) in given.expected { #expect(prices[pair] == price, "\(pair)") }
        let traded = Dictionary(
            uniqueKeysWithValues: poll.quotes.map { ($0.instrument.pair.name, $0.traded) })
        for (pair, amount) in given.traded { #expect(traded[pair] == .some(amount), "\(pair)") }
        let calls = try #require(Exchanges.builtIn[given.exchange])
        let tells = (calls.tickers + calls.detailed).contains { !$0.traded.all.isEmpty }
        #expect(!tells || !given.traded.isEmpty)
        #expect(poll.quotes.count == given.count)
        #expect(poll.rejected == given.rejected, "\(poll.firstRejection ?? "")")
    }

    @Test(Recordings.areThere)
    func `a market that nobody trades on has no price`() throws {
        let dead = Case("kraken", "ticker-dead-market", expected: [:], count: 0)
        #expect(
            throws: QuoteError.malformed(
                host: "kraken",
                reason: "it contains no price: of 1 row 1 without a price above 0")
        ) { try Self.read(dead) }
    }

    @Test(Recordings.areThere)
    func `every recording of tickers is read by some case`() throws {
        let read = Set(Self.cases.flatMap(\.files) + ["kraken/ticker-dead-market.json"])
        for id in Exchanges.builtIn.names {
            for name in Recordings.names(in: id) where name.hasPrefix("ticker") {
                #expect(read.contains("\(id)/\(name)"))
            }
        }
    }

    @Test func `an entry says where its recordings are excerpts`() {
        for summary in Exchanges.builtIn.summaries {
            let counts = Self.cases.filter { $0.exchange == summary.id }.map(\.count)
            guard let smallest = counts.min(), smallest > 1 else { continue }
            #expect(summary.verified.contains("excerpt") == (smallest < 10), "\(summary.id)")
        }
    }

    static func read(_ given: Case) throws -> (Poll, SymbolBook) {
        let exchange = try #require(Exchanges.builtIn[given.exchange])
        let answers = AnswerReader(rules: exchange.errors, host: given.exchange)
        func body(_ name: String) throws -> [UInt8] {
            try #require(Recordings.read("\(given.exchange)/\(name).json"))
        }
        let listing = try given.listing.map { name in
            try SymbolListing(
                #require(exchange.listing), exchange.symbols, try body(name), answers)
        }
        let book = SymbolBook(market: exchange.id, rule: exchange.symbols, listing: listing)
        var reader = TickerReader(book, at: Timestamp(milliseconds: given.time * 1000))
        let calls = given.isDetailed ? exchange.detailed : exchange.tickers
        #expect(calls.count == given.tickers.count)
        for (call, name) in zip(calls, given.tickers) {
            _ = try reader.read(try body(name), of: call, answers)
        }
        let (poll, after, _) = try reader.finish(host: given.exchange)
        return (poll, after)
    }
}

extension Traded {
    fileprivate static func base(_ amount: Double) -> Traded { Traded(checked: amount, in: .base) }
    fileprivate static func quote(_ amount: Double) -> Traded {
        Traded(checked: amount, in: .quote)
    }
    fileprivate static func dollars(_ amount: Double) -> Traded {
        Traded(checked: amount, in: .dollars)
    }
}
