import Testing

@testable import TrackerEngine

/// The recorded listings and complaints of the exchanges, read by the entries of the catalogue.
struct ListingRecordingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let exchange: String
        let file: String
        /// Pairs that can be traded.
        let count: Int
        let expected: [String: String]

        init(
            _ exchange: String, _ file: String = "symbols", count: Int, _ expected: [String: String]
        ) {
            self.exchange = exchange
            self.file = "\(exchange)/\(file).json"
            self.count = count
            self.expected = expected
        }

        var testDescription: String { file }
    }

    static let cases = [
        Case(
            "kraken", count: 296,
            [
                "XXBTZUSD": "btc/usd", "XDGUSD": "doge/usd", "XETHXXBT": "eth/btc",
                "USDTZUSD": "usdt/usd",
            ]),
        Case(
            "kraken", "symbols-2026", count: 3,
            ["XXBTZUSD": "btc/usd", "XETHZUSD": "eth/usd", "0GEUR": "0g/eur"]),
        Case(
            "binance", count: 271, ["ETHBTC": "eth/btc", "LTCBTC": "ltc/btc", "BNBBTC": "bnb/btc"]),
        Case("binance-us", count: 116, ["BTCUSD": "btc/usd", "ETHUSDT": "eth/usdt"]),
        Case("gemini", count: 106, ["BTCUSD": "btc/usd", "BTCGUSD": "btc/gusd"]),
        Case("htx", count: 262, ["yeebtc": "yee/btc"]),
        Case("bitget", count: 295, ["LUMIAUSDT": "lumia/usdt"]),
    ]

    @Test(Recordings.areThere, arguments: cases)
    func `a recorded listing tells base and quote`(_ given: Case) throws {
        let entry = try #require(Exchanges.builtIn[given.exchange])
        let form = try #require(entry.listing)
        let listing = try SymbolListing(
            form, entry.symbols, try #require(Recordings.read(given.file)),
            AnswerReader(rules: entry.errors, host: given.exchange))
        #expect(listing.count == given.count)
        for (symbol, expected) in given.expected {
            guard case .pair(let parts) = listing.find(symbol) else {
                Issue.record("\(symbol) is not in it")
                continue
            }
            let assets = entry.symbols.assets(of: parts)
            #expect("\(assets.base)/\(assets.quote)" == expected)
        }
        #expect(listing.find("NO SUCH") == (form.isPartial ? .unlisted : .unknown))
    }

    struct Complaint: Sendable, CustomTestStringConvertible {
        let exchange: String
        let file: String
        let words: String
        var testDescription: String { file }
    }

    static let complaints = [
        Complaint(
            exchange: "kraken", file: "kraken/error-unknown-pair.json",
            words: "EQuery:Unknown asset pair"),
        Complaint(
            exchange: "gemini", file: "gemini/error-bad-symbol.json",
            words: "Supplied value 'bla' is not a valid symbol."),
    ]

    @Test(Recordings.areThere, arguments: complaints)
    func `a recorded complaint is one, whatever it was asked for`(_ given: Complaint) throws {
        let entry = try #require(Exchanges.builtIn[given.exchange])
        let answers = AnswerReader(rules: entry.errors, host: given.exchange)
        let body = try #require(Recordings.read(given.file))
        let complaint = try #require(answers.complaint(in: body))
        #expect(complaint.words.hasPrefix(given.words))
        #expect(!complaint.isBusy)
        for rows in entry.tickers.map(\.rows) + entry.candles.map(\.rows) {
            let error = #expect(throws: QuoteError.self) {
                _ = try answers.table(body, rows: rows, columns: ["@key"]).rowCount
            }
            guard case .refused(_, 200, nil, let words?)? = error else {
                Issue.record("\(error.map { "\($0)" } ?? "")")
                continue
            }
            #expect(words.hasPrefix(given.words))
        }
    }
}
