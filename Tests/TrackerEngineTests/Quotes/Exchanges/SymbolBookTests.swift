import TestSupport
import Testing

@testable import TrackerEngine

struct SymbolBookTests {
    static let call = try? Exchange.Tickers(
        url: URLTemplate(WebAddress("https://h/")), rows: "", symbol: "0", price: ["1"], only: [],
        quote: nil,
        age: nil)

    static func book(_ rule: SymbolRule = SymbolRule(separator: "-")) -> SymbolBook {
        SymbolBook(market: .kraken, rule: rule, listing: nil)
    }

    /// Rows of one answer for each call.
    static func read(
        _ answers: [(rows: [String], quote: String?)], _ book: SymbolBook
    ) throws -> (Poll, SymbolBook, isStale: Bool) {
        var reader = TickerReader(book, at: Timestamp(milliseconds: 0))
        let form = try #require(Self.call)
        for (number, answer) in answers.enumerated() {
            let call = Exchange.Tickers(
                url: form.url, rows: "", symbol: "0", price: ["1"], only: [], quote: answer.quote,
                age: nil)
            let rows = answer.rows.enumerated().map {
                "[\"\($0.element)\",\(number * 1000 + $0.offset + 1)]"
            }
            _ = try reader.read(
                Array("[\(rows.joined(separator: ","))]".utf8), of: call,
                AnswerReader(rules: [], host: "h"))
        }
        return try reader.finish(host: "h")
    }

    static func prices(_ poll: Poll) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: poll.quotes.map { ($0.instrument.pair.name, $0.price.amount) })
    }

    @Test(arguments: UInt64(1)...200)
    func `what was learned from earlier answers changes no later one`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let hasQuotes = Bool.random(using: &random)
        let rule = SymbolRule(separator: "-", aliases: ["S3": "T"], skip: [Glob("S1*")])
        var lists: [[String]] = (0..<(hasQuotes ? 2 : 1)).map { _ in
            (0..<30).map { hasQuotes ? "S\($0)" : "S\($0 % 9)-Q\($0 % 4)" }
        }
        var book = Self.book(rule)
        for _ in 0..<12 {
            for index in lists.indices {
                lists[index].removeAll { _ in Int.random(in: 0..<12, using: &random) == 0 }
                let name = "S\(Int.random(in: 0..<40, using: &random))"
                lists[index].insert(
                    hasQuotes ? name : name + "-Q1",
                    at: Int.random(in: 0...lists[index].count, using: &random))
                if Int.random(in: 0..<3, using: &random) == 0 {
                    lists[index].shuffle(using: &random)
                }
            }
            let answers = lists.enumerated().map { index, list in
                (list, hasQuotes ? "Q\(index)" : nil)
            }
            let (poll, after, isStale) = try Self.read(answers, book)
            let (fresh, _, _) = try Self.read(answers, Self.book(rule))
            #expect(Set(poll.quotes) == Set(fresh.quotes) || isStale)
            if !isStale {
                #expect(poll.rejected == fresh.rejected)
                #expect(poll.assets.filter { fresh.assets[$0.key] != nil } == fresh.assets)
            }
            book = isStale ? Self.book(rule) : after
        }
    }

    @Test func `a base in two calls is two pairs, also where it is new to one of them`() throws {
        var book = Self.book(SymbolRule())
        (_, book, _) = try Self.read([(["BTC"], "KRW"), (["ETH"], "BTC")], book)
        let (poll, _, _) = try Self.read([(["BTC", "ETH"], "KRW"), (["ETH"], "BTC")], book)
        #expect(Self.prices(poll) == ["btckrw": 1, "ethkrw": 2, "ethbtc": 1001])
    }

    @Test func `of two symbols with one name the first counts, and that is told`() throws {
        var book = Self.book(SymbolRule(separator: "-", aliases: ["XBT": "BTC"]))
        for _ in 0..<3 {
            let (poll, after, isStale) = try Self.read(
                [(["BTC-USD", "XBT-USD", "B-TCUSD"], nil)], book)
            #expect(Self.prices(poll) == ["btcusd": 1])
            #expect(poll.rejected == 2)
            #expect(poll.firstRejection == "\"XBT-USD\" has the name of \"BTC-USD\"")
            #expect(!isStale)
            book = after
        }
    }

    @Test func `a symbol twice in an answer counts once`() throws {
        let (poll, _, _) = try Self.read([(["BTC-USD", "BTC-USD"], nil)], Self.book())
        #expect(Self.prices(poll) == ["btcusd": 1])
        #expect(poll.rejected == 1)
        #expect(poll.firstRejection == "\"BTC-USD\" appears twice")
        let (other, _, _) = try Self.read([(["BTC-USD", ""], nil)], Self.book())
        #expect(other.firstRejection == "a row without a symbol")
    }

    @Test func `a name whose owner is gone is free for the next`() throws {
        let rule = SymbolRule(separator: "-", aliases: ["XBT": "BTC"])
        let (_, book, _) = try Self.read([(["BTC-USD", "XBT-USD", "A-B"], nil)], Self.book(rule))
        let (_, _, isStale) = try Self.read([(["XBT-USD", "A-B"], nil)], book)
        #expect(isStale)
        let (poll, _, stillStale) = try Self.read([(["XBT-USD", "A-B"], nil)], Self.book(rule))
        #expect(Self.prices(poll) == ["btcusd": 1, "ab": 2])
        #expect(!stillStale)
    }

    @Test func `what cannot be told apart is counted, and shown without what a terminal obeys`()
        throws
    {
        let (poll, _, _) = try Self.read(
            [(["A-B", "\\u001b[2J\\u0007BTCUSD", "BTC", "-", ""], nil)], Self.book())
        #expect(Self.prices(poll) == ["ab": 1])
        #expect(poll.rejected == 4)
        #expect(poll.firstRejection == "\"?[2J?BTCUSD\" cannot be split into base and quote")
    }

    @Test func `a symbol of any length is told, and not kept`() throws {
        let long = String(repeating: "w", count: 100_000)
        var book = Self.book()
        for number in 0..<3 {
            let (poll, after, _) = try Self.read([(["A-B", "\(long)-\(number)"], nil)], book)
            #expect(poll.rejected == 1)
            #expect((poll.firstRejection?.count ?? 1000) < 200)
            book = after
        }
        #expect(book.symbols == 1)
    }

    @Test func `symbols that a server makes up do not pile up`() throws {
        var book = Self.book()
        for round in 0..<12 {
            let rows = (0..<20_000).map { "R\(round)X\($0)-USD" }
            (_, book, _) = try Self.read([(rows, nil)], book)
            #expect(book.symbols <= 140_000)
        }
    }

    @Test func `a book knows what it has read: for requests for candles`() throws {
        let rule = SymbolRule(separator: "-", isQuoteFirst: true, aliases: ["XBT": "BTC"])
        let (poll, book, _) = try Self.read([(["USD-XBT"], nil)], Self.book(rule))
        let instrument = try #require(poll.quotes.first?.instrument)
        #expect(
            book.spelling(of: instrument)
                == .init(symbol: "USD-XBT", base: "XBT", quote: "USD"))
        #expect(poll.assets[instrument] == Assets(base: "btc", quote: "usd"))
    }

    /// Reads one answer of a call in the form of a file.
    static func read(
        _ body: String, _ call: String, symbols: String = "", listing: String? = nil
    ) throws -> Poll {
        let text = """
            [[exchange]]
            id = "x"
            pause = 1
            tickers = { url = "https://h/", \(call) }
            symbols = { \(symbols) }
            listing = { url = "https://h/", symbol = "s", base = "b", quote = "q", only = { k = "1" } }
            """
        let entry = try #require(try ExchangeForm.exchanges(in: Array(text.utf8)).first)
        let answers = AnswerReader(rules: [], host: "h")
        let list = try listing.map {
            try SymbolListing(
                #require(entry.listing), entry.symbols, Array($0.utf8), answers)
        }
        let book = SymbolBook(market: entry.id, rule: entry.symbols, listing: list)
        var reader = TickerReader(book, at: Timestamp(milliseconds: 0))
        try reader.read(Array(body.utf8), of: try #require(entry.tickers.first), answers)
        return try reader.finish(host: "h").0
    }

    @Test func `base and quote may be two members of a row`() throws {
        let poll = try Self.read(
            #"[{"b":"btc","q":"krw","p":1},{"b":"BTC","q":"USD","p":2},{"b":"ETH","p":3}]"#,
            #"symbol = ["b", "q"], price = "p""#)
        #expect(Self.prices(poll) == ["btckrw": 1, "btcusd": 2])
        #expect(poll.assets.values.contains(Assets(base: "btc", quote: "krw")))
        #expect(poll.rejected == 1)
    }

    @Test func `an answer may be a single row`() throws {
        for (body, rows) in [
            (#"{"s":"A-B","p":7,"t":[1,2]}"#, "@self"),
            (#"{"x":1,"data":{"s":"A-B","p":7}}"#, "data.@self"),
        ] {
            let poll = try Self.read(
                body, #"rows = "\#(rows)", symbol = "s", price = "p""#, symbols: #"separator = "-""#
            )
            #expect(Self.prices(poll) == ["ab": 7])
        }
    }

    @Test func `endings and codes are known in upper and lower case`() throws {
        let poll = try Self.read(
            #"[{"s":"xbtusd","p":1},{"s":"ETHUsd","p":2}]"#, #"symbol = "s", price = "p""#,
            symbols: #"endings = ["USD"], codes = { XBT = "BTC" }"#)
        #expect(Self.prices(poll) == ["btcusd": 1, "ethusd": 2])
    }

    static let reasons: [(body: String, listing: String?, words: String)] = [
        (#"[{"s":"A","last":1}]"#, nil, "no pair has p"),
        (#"[{"s":"A","p":0},{"s":"B","p":-1}]"#, nil, "of 2 rows 2 without a price above 0"),
        (
            #"[{"s":"AUSD","p":1}]"#, #"[{"s":"A_USD","b":"A","q":"USD"}]"#,
            "none of its symbols is in the listing"
        ),
        (
            #"[{"s":"AUSD","p":1}]"#,
            #"[{"s":"AUSD","b":"A","q":"USD","k":"2"},{"s":"B","b":"B","q":"USD"}]"#,
            "of 1 row 1 not pairs according to \"skip\" or the listing"
        ),
        (
            #"[{"s":"AUSD","p":1}]"#, #"[{"s":"AUSD","q":"USD"},{"s":"B","b":"B","q":"USD"}]"#,
            "\"AUSD\" cannot be split into base and quote"
        ),
        (#"[{"s":"A","p":1,"z":"off"}]"#, nil, "of 1 row 1 left out by \"only\""),
    ]

    @Test(arguments: reasons)
    func `where no row gives a price, the reason is told`(
        _ given: (body: String, listing: String?, words: String)
    ) {
        #expect(
            throws: QuoteError.malformed(
                host: "h", reason: "it contains no price: \(given.words)")
        ) {
            try Self.read(
                given.body, #"symbol = "s", price = "p", only = { z = "on" }"#,
                symbols: "name = true", listing: given.listing)
        }
    }
}
