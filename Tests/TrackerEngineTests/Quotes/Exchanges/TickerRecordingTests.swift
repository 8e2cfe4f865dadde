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
        /// Pairs of the answer; those that are no pairs or have no price are not among them.
        let count: Int
        /// Rows that are told to be left out.
        let rejected: Int
        /// Of the recording, where the entry looks at the age of a price.
        let time: Int

        init(
            _ exchange: String, _ tickers: String..., listing: String? = nil,
            expected: [String: Double], count: Int, rejected: Int = 0, time: Int = 1_700_000_000
        ) {
            self.exchange = exchange
            self.tickers = tickers
            self.listing = listing
            self.expected = expected
            self.count = count
            self.rejected = rejected
            self.time = time
        }

        var testDescription: String { "\(exchange) \(tickers.joined(separator: " "))" }

        var files: [String] {
            (tickers + (listing.map { [$0] } ?? [])).map { "\(exchange)/\($0).json" }
        }
    }

    static let cases = [
        Case(
            "kraken", "tickers", listing: "symbols",
            expected: ["btcusd": 29207.5, "ethusd": 1888], count: 2),
        Case(
            "kraken", "tickers-2026", listing: "symbols",
            expected: ["0geur": 0.138, "0gusd": 0.161, "1incheur": 0.0756], count: 3),
        Case(
            "binance", "tickers", listing: "symbols",
            expected: ["btcusdt": 16846.1, "ethbtc": 0.072478, "ltcbtc": 0.004091], count: 271),
        Case(
            "binance", "tickers-24hr",
            expected: ["btcusdt": 6623.33, "ethusdt": 153.04, "ethbtc": 0.023104], count: 253),
        Case(
            "binance", "tickers-24hr", listing: "symbols",
            expected: ["btcusdt": 6623.33, "ethusdt": 153.04, "ethbtc": 0.023104], count: 251),
        Case(
            "binance-us", "tickers", listing: "symbols",
            expected: ["btcusd": 10170, "ethusd": 213.46, "usdtusd": 1], count: 6),
        Case(
            "coinbase", "tickers",
            expected: ["nearusd": 1.847, "btcusd": 65237, "aurorausd": 0.0178], count: 3),
        Case(
            "bitfinex", "tickers",
            expected: [
                "btcusd": 9137, "btcusdt": 9088.7, "duskbtc": 0.00000599, "iotausd": 0.27361,
            ], count: 264),
        Case(
            "bitstamp", "tickers",
            expected: ["btcusd": 17047, "etheur": 1141.8, "xrpbtc": 0.00002139], count: 171),
        Case("okx", "tickers", expected: ["bcdbtc": 0.000006, "mdtusdt": 0.01941], count: 2),
        Case(
            "kucoin", "tickers",
            expected: [
                "btcusdt": 3962.704301, "ethbtc": 0.03709667, "kcsbtc": 0.00011638,
                "bsvusdt": 64.921391,
            ], count: 289),
        Case("gateio", "tickers", expected: ["btcusdt": 26019.8, "ethusdt": 1752.96], count: 2),
        Case(
            "gemini", "tickers", listing: "symbols",
            expected: ["enjusd": 3.1012, "paxgusd": 1786.18, "dogebtc": 0.00000373], count: 8),
        Case(
            "htx", "tickers", listing: "symbols",
            expected: ["nearusdt": 1.8452, "ethusdt": 1957.73], count: 2),
        Case(
            "htx", "tickers-2020", listing: "symbols",
            expected: ["htbtc": 4.9535E-4, "ethbtc": 0.027593, "etcusdt": 9.4678], count: 34),
        Case(
            "bybit", "tickers",
            expected: ["btcusdt": 29208, "ethbtc": 0.062546, "solusdt": 23.55], count: 291),
        Case(
            "bitget", "tickers", listing: "symbols",
            expected: ["nearusdt": 1.848, "wbtcusdt": 65293.4, "rheausdt": 0.01241], count: 3),
        Case(
            "mexc", "tickers",
            expected: ["nearusdt": 1.848, "wbtcusdt": 65275.31, "rheausdt": 0.012311], count: 4),
        Case(
            "poloniex", "tickers",
            expected: ["dogebtc": 0.000002078, "ltcbtc": 0.000958, "xlmbtc": 0.0000033], count: 5),
        Case(
            "poloniex", "tickers-price",
            expected: ["dashbtc": 0.000384, "dogebtc": 0.00000197, "ltcbtc": 0.00118], count: 4,
            time: 1_719_792_000),
        Case(
            "cryptocom", "tickers",
            expected: ["btcusdt": 16903.91, "btcusd": 16903.34, "ethcro": 19646.99], count: 183),
        Case(
            "luno", "tickers",
            expected: ["btcmyr": 301603, "ethmyr": 9355, "xrpmyr": 5.6914], count: 30),
        Case(
            "bithumb", "tickers", "tickers-btc",
            expected: [
                "btckrw": 43_232_000, "ethkrw": 3_104_000, "xrpkrw": 1195, "ethbtc": 0.07182213,
                "xrpbtc": 0.00002741,
            ], count: 228),
        Case("upbit", "tickers", expected: ["btckrw": 22_847_000, "ethkrw": 1_722_000], count: 2),
        Case("lbank", "tickers", expected: ["crausdt": 0.057], count: 1),
    ]

    @Test(Recordings.areThere, arguments: cases)
    func `a recorded answer gives the prices that it holds`(_ given: Case) throws {
        let (poll, _) = try Self.read(given)
        let prices = Dictionary(
            uniqueKeysWithValues: poll.quotes.map { ($0.instrument.pair.name, $0.price.amount) })
        for (pair, price) in given.expected { #expect(prices[pair] == price, "\(pair)") }
        #expect(poll.quotes.count == given.count)
        #expect(poll.rejected == given.rejected, "\(poll.firstRejection ?? "")")
    }

    @Test(Recordings.areThere)
    func `a market that nobody trades on has no price`() throws {
        let dead = Case("kraken", "ticker-dead-market", expected: [:], count: 0)
        #expect(
            throws: QuoteError.malformed(
                host: "kraken",
                reason: "there is no price in it: of 1 row 1 without a price above 0")
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
        #expect(exchange.tickers.count == given.tickers.count)
        for (call, name) in zip(exchange.tickers, given.tickers) {
            _ = try reader.read(try body(name), of: call, answers)
        }
        let (poll, after, _) = try reader.finish(host: given.exchange)
        return (poll, after)
    }
}
