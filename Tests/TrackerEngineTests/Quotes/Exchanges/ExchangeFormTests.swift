import Testing

@testable import TrackerEngine

struct ExchangeFormTests {
    /// The least that an entry needs.
    static let least = """
        [[exchange]]
        id = "x"
        pause = 1
        tickers = { url = "https://h/", symbol = "s", price = "p" }
        """

    /// The last line of it.
    static let only = "tickers = { url = \"https://h/\", symbol = \"s\", price = \"p\" }"

    /// The same with pages.
    static func paged(_ pages: String) -> String {
        "tickers = { url = \"https://h/\", symbol = \"s\", price = \"p\", pages = { \(pages) } }"
    }

    /// Every key that there is.
    static let full = """
        [[exchange]]
        id = "full"
        name = "Full"
        also = ["full-pro", "fuller"]
        popular = true
        retired = true
        pause = 0.25
        pairs = 7
        verified = "by hand"

        [[exchange.tickers]]
        url = "https://h/a"
        rows = "data.list"
        symbol = "@key"
        price = ["p", "q.0"]
        only = { kind = "spot", state = ["on", "post"] }
        quote = "USD"
        age = { path = "t", unit = "ms", most = 3600 }
        strict = true
        pages = { query = "after", cursor = "next.0", more = "next.1" }
        dollars = "usd"
        turnover = "day.1"
        volume = "day.0"
        average = "vwap"

        [[exchange.tickers]]
        url = "http://h:81/b?t={now:ms}"
        symbol = ["0", "1"]
        price = "7"

        [[exchange.fallback]]
        url = "https://h/c"
        symbol = "s"
        price = "p"

        [[exchange.detailed]]
        url = "https://h/e"
        symbol = "s"
        price = "p"
        turnover = "v"

        [exchange.listing]
        url = "https://h/d"
        rows = "symbols"
        symbol = "s"
        base = "b"
        quote = "q"
        only = { state = "on" }
        partial = true
        needed = true

        [exchange.symbols]
        prefix = "t"
        separator = "_"
        width = 3
        endings = ["USD", "EUR"]
        order = "quote base"
        name = true
        codes = { XBT = "BTC" }
        skip = ["f*"]
        market = { after = ["m:", "i:"], before = "/" }
        repeats = true

        [[exchange.errors]]
        code = "code"
        fine = ["0", "200"]
        words = ["msg", "message"]
        busy = ["429", "*too many*"]

        [[exchange.errors]]
        code = "status"
        failed = "error"

        [[exchange.errors]]
        code = "error.0"

        [[exchange.candles]]
        url = "https://h/{symbol}?l={limit}"
        step = 5
        limit = 500
        reach = 1440
        rows = "data"
        time = "0"
        unit = "iso+9"
        ends = true
        close = "4"
        columns = true
        """

    static func url(_ text: String) throws -> URLTemplate {
        try #require(URLTemplate(text, for: .prices))
    }

    @Test func `every key of the form is in the entry`() throws {
        let entry = try #require(try ExchangeForm.exchanges(in: Array(Self.full.utf8)).first)
        let expected = Exchange(
            id: try Market("full"), name: "Full",
            otherNames: [try Market("full-pro"), try Market("fuller")], isPopular: true,
            isRetired: true, pause: .milliseconds(250), pairs: 7, verified: "by hand",
            tickers: [
                Exchange.Tickers(
                    url: try Self.url("https://h/a"), rows: "data.list", symbol: "@key",
                    price: ["p", "q.0"],
                    only: [
                        .init(path: "kind", values: ["spot"]),
                        .init(path: "state", values: ["on", "post"]),
                    ], quote: "USD",
                    age: .init(path: "t", unit: .milliseconds, most: .seconds(3600)),
                    isStrict: true,
                    pages: .init(query: "after", cursor: "next.0", more: "next.1"),
                    traded: .init(
                        dollars: "usd", turnover: "day.1", volume: "day.0", average: "vwap")),
                Exchange.Tickers(
                    url: try Self.url("http://h:81/b?t={now:ms}"), rows: "", symbol: "0",
                    quoteMember: "1", price: ["7"], only: [], quote: nil, age: nil),
            ],
            fallback: [
                Exchange.Tickers(
                    url: try Self.url("https://h/c"), rows: "", symbol: "s", price: ["p"],
                    only: [], quote: nil, age: nil)
            ],
            detailed: [
                Exchange.Tickers(
                    url: try Self.url("https://h/e"), rows: "", symbol: "s", price: ["p"],
                    only: [], quote: nil, age: nil, traded: .init(turnover: "v"))
            ],
            listing: Exchange.Listing(
                url: try Self.url("https://h/d"), rows: "symbols", symbol: "s",
                parts: .apart(base: "b", quote: "q"),
                only: [.init(path: "state", values: ["on"])], isPartial: true, isNeeded: true),
            symbols: SymbolRule(
                prefix: "t", separator: "_", width: 3, endings: ["USD", "EUR"], isQuoteFirst: true,
                isName: true, aliases: ["XBT": "BTC"], skip: [Glob("f*")],
                market: .init(after: ["m:", "i:"], before: "/"), repeats: true),
            errors: [
                .init(
                    path: "code", test: .fine(["0", "200"]), words: ["msg", "message"],
                    busy: [Glob("429"), Glob("*too many*")]),
                .init(path: "status", test: .failed(["error"]), words: [], busy: []),
                .init(path: "error.0", test: .present, words: [], busy: []),
            ],
            candles: [
                Exchange.Candles(
                    url: try #require(URLTemplate("https://h/{symbol}?l={limit}")), step: 5,
                    limit: 500, reach: 1440, rows: "data", time: "0",
                    unit: .iso(try #require(ZoneOffset("+9"))), isTimeOfEnd: true, close: "4",
                    isInColumns: true)
            ])
        #expect(entry == expected)
    }

    @Test func `what is not written is as harmless as can be`() throws {
        let entry = try #require(try ExchangeForm.exchanges(in: Array(Self.least.utf8)).first)
        #expect(entry.name == "x")
        #expect(entry.symbols == SymbolRule())
        #expect(!entry.isPopular)
        #expect(entry.listing == nil)
        #expect(entry.candles.isEmpty && entry.errors.isEmpty && entry.fallback.isEmpty)
        #expect(entry.detailed.isEmpty && entry.tickers.allSatisfy { $0.traded.all.isEmpty })
        #expect(entry.pairs == nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let words: String
        init(_ text: String, _ words: String) { (self.text, self.words) = (text, words) }

        /// The least entry with a line after it.
        init(adding line: String, _ words: String) {
            self.init(ExchangeFormTests.least + "\n" + line, words)
        }

        /// The least entry with a line in the place of another.
        init(_ line: String, for other: String, _ words: String) {
            self.init(ExchangeFormTests.least.replacing(other, with: line), words)
        }
        var testDescription: String { words }
    }

    static let path = FormPath.words
    static let address = "an address that begins with https:// or http://"

    static let broken = [
        Case("", "line 1, column 1: the file needs a key \"exchange\""),
        Case("exchange = 7", "line 1, column 12: exchanges must be written as [[exchange]]"),
        Case("exchange = []", "line 1, column 12: exchanges must be written as [[exchange]]"),
        Case("exchange = [7]", "line 1, column 13: the exchange must be a table"),
        Case("[[exchange]]", "line 1, column 1: the exchange needs a key \"id\""),
        Case("[[exchange]]\nid = 7", "line 2, column 6: id of the exchange must be a name"),
        Case(
            "id = \"X\"", for: "id = \"x\"", "line 2, column 6: id of the exchange must be a name"),
        Case("id = \"all\"", for: "id = \"x\"", "line 2, column 6: id of the exchange must be a"),
        Case("id = \"\"", for: "id = \"x\"", "line 2, column 6: id of the exchange must be a name"),
        Case("", for: "pause = 1", "line 1, column 1: exchange \"x\" needs a key \"pause\""),
        Case(
            "pause = 0", for: "pause = 1",
            "line 3, column 9: pause of exchange \"x\" must be seconds, from 0.01 to 60.0"),
        Case(
            "pause = nan", for: "pause = 1",
            "line 3, column 9: pause of exchange \"x\" must be seconds"),
        Case(
            "pause = inf", for: "pause = 1",
            "line 3, column 9: pause of exchange \"x\" must be seconds"),
        Case("[[exchange]]\nid = \"x\"\npause = 1", "exchange \"x\" needs a key \"tickers\""),
        Case(
            "url = \"ftp://h/\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\" must be \(address)"),
        Case(
            "url = \"h\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\" must be"),
        Case(
            "symbol = \"\"", for: "symbol = \"s\"",
            "line 4, column 42: symbol of tickers of exchange \"x\" must be \(path)"),
        Case(
            "url = \"https://h/{symbol}\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\": there is no {symbol} here; "
                + "there is {now:s} (also :ms, :iso, or :iso+9 for UTC+9)"),
        Case(
            "url = \"https://h/?t={now}\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\": {now} cannot be written this way"),
        Case(
            "url = \"https://h/?t={now:iso+99}\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\": {now:iso+99} cannot be written"),
        Case(
            "url = \"https://h/?a=1&t={now:s\"", for: "url = \"https://h/\"",
            "url of tickers of exchange \"x\": the brace of {now:s is never closed"),
        Case(
            "url = \"https://h/}\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\": a } closes nothing"),
        Case(
            "symbol = \"*.s\"", for: "symbol = \"s\"",
            "line 4, column 42: symbol of tickers of exchange \"x\" must be \(path)"),
        Case(
            "symbol = [\"a\", \"b\", \"c\"]", for: "symbol = \"s\"",
            "tickers of exchange \"x\" needs one symbol, or two, of base and quote, and then no"),
        Case(
            "symbol = [\"a\", \"b\"], quote = \"USD\"", for: "symbol = \"s\"",
            "tickers of exchange \"x\" needs one symbol, or two, of base and quote, and then no"),
        Case(
            "rows = \"a\\n\", symbol = \"s\"", for: "symbol = \"s\"",
            "rows of tickers of exchange \"x\" must be empty, or \(path)"),
        Case(
            adding: "listing = { url = \"https://h/{limit}\", symbol = \"s\" }",
            "line 5, column 19: url of listing of exchange \"x\": there is no {limit} here; there"),
        Case(
            adding: "errors = { code = \"*\" }",
            "line 5, column 19: code of errors of exchange \"x\" must be \(path)"),
        Case(
            "price = \"p\", average = \"a\"", for: "price = \"p\"",
            "tickers of exchange \"x\" needs a key \"volume\""),
        Case(
            "price = \"p\", turnover = \"\"", for: "price = \"p\"",
            "turnover of tickers of exchange \"x\" must be \(path)"),
        Case("price = []", for: "price = \"p\"", "tickers of exchange \"x\" needs a key \"price\""),
        Case(
            "price = \"\"", for: "price = \"p\"",
            "price of tickers of exchange \"x\" must be \(path)"),
        Case(
            "price = \"a\\u0000b\"", for: "price = \"p\"",
            "price of tickers of exchange \"x\" must be \(path)"),
        Case(
            "price = [\"a\", \"b\\n\"]", for: "price = \"p\"",
            "price of tickers of exchange \"x\" must be \(path)"),
        Case("price = [7.5]", for: "price = \"p\"", "must be a string or a list of strings"),
        Case(
            "price = \"p\", only = { \"\" = \"x\" }", for: "price = \"p\"",
            "each key in only of tickers of exchange \"x\" must be \(path)"),
        Case(
            "price = \"p\", only = 7", for: "price = \"p\"",
            "only of tickers of exchange \"x\" must be a table"),
        Case(
            "price = [\(manyTexts(40))]", for: "price = \"p\"",
            "tickers of exchange \"x\" looks at too many members"),
        Case(
            adding: "colour = 1", "line 5, column 1: exchange \"x\" has no key \"colour\"; the keys"
        ),
        Case(
            "price = \"p\", colour = 1", for: "price = \"p\"",
            "tickers of exchange \"x\" has no key \"colour\"; the keys are url, rows, symbol, price"
        ),
        Case(adding: "popular = 1", "line 5, column 11: popular of exchange \"x\" must be true or"),
        Case(
            adding: "pairs = -1", "line 5, column 9: pairs of exchange \"x\" must be a whole number"
        ),
        Case(adding: "name = 7", "line 5, column 8: name of exchange \"x\" must be a string"),
        Case(adding: "also = [\"\"]", "also of exchange \"x\" must be names like an id"),
        Case(adding: "listing = 7", "listing of exchange \"x\" must be a table"),
        Case(
            adding: "listing = { url = \"https://h/\", symbol = \"s\" }",
            "listing of exchange \"x\" needs base and quote, or pair and separator"),
        Case(
            adding:
                "listing = { url = \"https://h/\", symbol = \"s\", base = \"\", quote = \"q\" }",
            "base of listing of exchange \"x\" must be \(path)"),
        Case(
            adding: "listing = { url = \"https://h/\", symbol = \"s\", base = \"b\", quote = \"q\","
                + " only = { \((0..<40).map { "k\($0) = \"v\"" }.joined(separator: ", ")) } }",
            "listing of exchange \"x\" looks at too many members"),
        Case(
            adding: "[[exchange.symbols]]\nprefix = \"a\"\n[[exchange.symbols]]\nprefix = \"b\"",
            "exchange \"x\" has more than one symbols"),
        Case(
            adding: "symbols = { order = \"base first\" }",
            "order of symbols of exchange \"x\" must be \"base quote\" or \"quote base\""),
        Case(
            adding: "symbols = { width = 0 }",
            "width of symbols of exchange \"x\" must be a whole number from 1 to 32"),
        Case(
            adding: "errors = { code = \"c\", fine = \"0\", failed = \"1\" }",
            "errors of exchange \"x\" has both fine and failed; use one of them"),
        Case(adding: "errors = { fine = \"0\" }", "errors of exchange \"x\" needs a key \"code\""),
        Case(
            adding: "errors = { code = \"c\", words = \"\" }",
            "words of errors of exchange \"x\" must be \(path)"),
        Case(
            adding: "errors = { code = \"c\", words = [\(manyTexts(40))] }",
            "exchange \"x\" has too many error rules"),
        Case(
            paged("query = \"a&b\", cursor = \"c\""), for: only,
            "query of pages of tickers of exchange \"x\" must be a name: letters, digits, _ and -"),
        Case(
            paged("query = \"c\""), for: only,
            "pages of tickers of exchange \"x\" needs a key \"cursor\""),
        Case(
            adding: "symbols = { market = { after = \"m:\" } }",
            "market of symbols of exchange \"x\" needs a key \"before\""),
        Case(
            adding: "symbols = { market = { before = \"\" } }",
            "before of market of symbols of exchange \"x\" must be a string"),
        Case(
            adding: "candles = { url = \"https://h/{none}\" }",
            "url of candles of exchange \"x\": there is no {none} here; there is "
                + URLTemplate.Use.candles.places),
        Case(
            adding: "candles = { url = \"https://h/{symbol}\", limit = 1 }",
            "limit of candles of exchange \"x\" must be a whole number from 2 to 20000"),
        Case(
            adding:
                "candles = { url = \"https://h/{symbol}\", limit = 9, time = \"0\", close = \"1\" }",
            "candles of exchange \"x\" needs a key \"unit\""),
        Case(
            adding: "candles = { url = \"https://h/{symbol}\", limit = 9, time = \"0\", "
                + "close = \"1\", unit = \"m\" }",
            "must be \"s\", \"ms\", \"iso\", or \"iso+9\" for UTC+9"),
        Case(
            adding: candles(steps: 1, 1),
            "line 14, column 8: exchange \"x\" has two candles with the same step, 1"),
        Case(
            adding: candles(steps: 5, 15, 1),
            "line 22, column 8: step 1 after step 15 in candles of exchange \"x\": the shortest"),
        Case(
            "id = \"-\"", for: "id = \"x\"", "line 2, column 6: id of the exchange must be a name"),
        Case("id = \"--demo\"", for: "id = \"x\"", "line 2, column 6: id of the exchange must be"),
        Case(adding: "also = [\"a\", \"-b\"]", "line 5, column 14: also of exchange \"x\" must be"),
        Case(
            adding: "symbols = { codes = { XBT = \"\" } }",
            "line 5, column 23: codes of symbols of exchange \"x\": \"XBT\" must be one other code"),
        Case(
            adding: "symbols = { codes = { XBT = [\"A\", \"B\"] } }",
            "\"XBT\" must be one other code"),
        Case(
            adding: "name = \"\(String(repeating: "n", count: 2001))\"",
            "name of exchange \"x\" must be a string of at most 2,000 bytes: it has 2001"),
        Case(
            (0...500).map { least.replacing("\"x\"", with: "\"x\($0)\"") }.joined(separator: "\n"),
            "line 2001, column 1: 501 exchanges: a file may have 500 at most"),
        Case(
            "url = \"https://{now:s}.h/\"", for: "url = \"https://h/\"",
            "line 4, column 19: url of tickers of exchange \"x\" must be"),
        Case(
            adding: "candles = { url = \"https://h?a={symbol}\" }",
            "line 5, column 19: url of candles of exchange \"x\" must be"),
        Case(
            "rows = \"@self\", symbol = \"@key\"", for: "symbol = \"s\"",
            "line 4, column 58: symbol of tickers of exchange \"x\" must be a path: the row that"),
        Case(
            "symbol = [\"s\", \"a.@key\"]", for: "symbol = \"s\"",
            "line 4, column 48: symbol of tickers of exchange \"x\" must be \(path), or @key"),
        Case(
            "price = \"p\", only = { a = \"b\", \"*\" = \"c\" }", for: "price = \"p\"",
            "line 4, column 78: each key in only of tickers of exchange \"x\" must be \(path); * is"
        ),
        Case(
            "price = \"p\", only = { a = [\"b\", \"c*\"] }", for: "price = \"p\"",
            "line 4, column 79: a of tickers of exchange \"x\" must be a string as it stands in"),
        Case(least + "\n" + least, "line 6, column 6: \"x\" appears twice"),
        Case("[[exchange]]\nid = ", "line 2, column"),
        Case("id = \"x\"\nid = \"y\"", "line 2, column"),
        Case("\u{FF}", "line 1, column"),
    ]

    /// Tables of candles of so many minutes, eight lines each but the last.
    private static func candles(steps: Int...) -> String {
        steps.map { step in
            "[[exchange.candles]]\nstep = \(step)\nurl = \"https://h/\"\nlimit = 9\ntime = \"0\""
                + "\nclose = \"1\"\nunit = \"s\"\n"
        }.joined(separator: "\n")
    }

    private static func manyTexts(_ count: Int) -> String {
        (0..<count).map { "\"p\($0)\"" }.joined(separator: ", ")
    }

    @Test(arguments: broken)
    func `a mistake is told with its place`(_ given: Case) {
        let error = #expect(throws: ExchangesError.self) {
            try ExchangeForm.exchanges(in: Array(given.text.utf8))
        }
        let words = error.map { "\($0)" } ?? ""
        #expect(words.contains(given.words), "\(words)")
        #expect(words.contains(#/^line \d+, column \d+: /#))
        #expect(words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    /// Each key that has a path or a text that is compared, and what may stand there.
    struct Spot: Sendable, CustomTestStringConvertible {
        /// An entry with `%` where the text stands.
        let entry: String
        let allowed: Set<String>
        var testDescription: String { entry }

        init(_ line: String, _ allowed: Set<String> = []) {
            let isTickers = line.hasPrefix("tickers")
            let least = ExchangeFormTests.least
            entry =
                isTickers
                ? least.replacing(ExchangeFormTests.only, with: line) : least + "\n" + line
            self.allowed = allowed
        }

        static func tickers(_ more: String) -> String {
            "tickers = { url = \"https://h/\", \(more) }"
        }
    }

    static let spots = [
        Spot(
            Spot.tickers("rows = %, symbol = \"s\", price = \"p\""),
            ["*", "a.*", "@self", "a.@self"]),
        Spot(Spot.tickers("symbol = %, price = \"p\""), ["@key", "@self"]),
        Spot(Spot.tickers("symbol = [\"a\", %], price = \"p\""), ["@key", "@self"]),
        Spot(Spot.tickers("symbol = \"s\", price = %"), ["@self"]),
        Spot(Spot.tickers("symbol = \"s\", price = [\"p\", %]"), ["@self"]),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", turnover = %")),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", dollars = %")),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", volume = %")),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", volume = \"v\", average = %")),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", only = { % = \"a\" }")),
        Spot(
            Spot.tickers(
                "symbol = \"s\", price = \"p\", age = { path = %, unit = \"s\", most = 99 }")),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", pages = { query = \"q\", cursor = % }")),
        Spot(
            Spot.tickers(
                "symbol = \"s\", price = \"p\", pages = { query = \"q\", cursor = \"c\", more = % }"
            )),
        Spot(
            "listing = { url = \"https://h/\", rows = %, symbol = \"s\", base = \"b\", quote = \"q\" }",
            ["*", "a.*", "@self", "a.@self"]),
        Spot(
            "listing = { url = \"https://h/\", symbol = %, base = \"b\", quote = \"q\" }",
            ["@key", "@self"]),
        Spot(
            "listing = { url = \"https://h/\", symbol = \"s\", base = %, quote = \"q\" }",
            ["@key", "@self"]),
        Spot(
            "listing = { url = \"https://h/\", symbol = \"s\", base = \"b\", quote = % }",
            ["@key", "@self"]),
        Spot(
            "listing = { url = \"https://h/\", symbol = \"s\", pair = %, separator = \"/\" }",
            ["@key", "@self"]),
        Spot("errors = { code = % }"),
        Spot("errors = { code = \"c\", words = % }"),
        Spot("errors = { code = \"c\", words = [\"w\", %] }"),
        Spot(
            "candles = { url = \"https://h/\", limit = 9, rows = %, time = \"0\", unit = \"s\", "
                + "close = \"1\" }", ["*", "a.*", "@self", "a.@self"]),
        Spot(
            "candles = { url = \"https://h/\", limit = 9, time = %, unit = \"s\", close = \"1\" }"),
        Spot(
            "candles = { url = \"https://h/\", limit = 9, time = \"0\", unit = \"s\", close = % }"),
    ]

    /// Texts that are compared as they are, where a name with `@` is one like any other.
    static let literals = [
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", quote = %")),
        Spot(Spot.tickers("symbol = \"s\", price = \"p\", only = { a = % }")),
        Spot("symbols = { prefix = % }"), Spot("symbols = { separator = % }"),
        Spot("symbols = { endings = [\"USD\", %] }"), Spot("symbols = { codes = { % = \"A\" } }"),
        Spot("symbols = { codes = { A = % } }"), Spot("symbols = { market = { before = % } }"),
        Spot("symbols = { market = { before = \"b\", after = [\"m\", %] } }"),
        Spot("errors = { code = \"c\", fine = % }"), Spot("errors = { code = \"c\", failed = % }"),
        Spot(
            "listing = { url = \"https://h/\", symbol = \"s\", pair = \"p\", separator = % }"),
    ]

    private static func column(of text: String, in entry: String) throws -> String {
        let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains(text) })
        let place = try #require(lines[line].firstRange(of: text)?.lowerBound)
        return
            "line \(line + 1), column \(lines[line].distance(from: lines[line].startIndex, to: place) + 1): "
    }

    /// Reads an entry with a text in its spot; `nil`: it is refused at the column of the text.
    private static func isRead(_ text: String, in spot: Spot) throws -> Bool {
        let entry = spot.entry.replacing("%", with: "\"\(text)\"")
        do {
            _ = try ExchangeForm.exchanges(in: Array(entry.utf8))
            return true
        } catch {
            let place = try column(of: "\"\(text)\"", in: entry)
            #expect("\(error)".hasPrefix(place), "\(error)")
            return false
        }
    }

    @Test(arguments: spots)
    func `a sign that means something elsewhere is refused where it means nothing`(
        _ spot: Spot
    ) throws {
        #expect(try Self.isRead("q.1", in: spot))
        let signs = [
            "*", "a.*", "@self", "a.@self", "@self.a", "@key", "a.@key", "@key.a", "{symbol}",
            "a.{now:s}",
        ]
        for sign in signs {
            #expect(try Self.isRead(sign, in: spot) == spot.allowed.contains(sign), "\(sign)")
        }
    }

    @Test(arguments: literals)
    func `a pattern is refused where texts are compared as they are`(_ spot: Spot) throws {
        #expect(try Self.isRead("Q.@", in: spot))
        for sign in ["*Q", "{symbol}", "Q*"] {
            #expect(try !Self.isRead(sign, in: spot), "\(sign)")
        }
    }

    @Test func `an entry of a built-in name replaces it, and stays where it was`() throws {
        let text = Self.least.replacing("id = \"x\"", with: "id = \"kraken\"")
        let exchanges = try Exchanges.builtIn.adding(Array(text.utf8)).all
        #expect(exchanges.names == Exchanges.builtIn.names)
        #expect(exchanges["kraken"]?.tickers[0].url.text == "https://h/")
        #expect(exchanges["kraken"]?.isPopular == true)
        #expect(exchanges.popular == Exchanges.builtIn.popular)
        #expect(exchanges["binance"] == Exchanges.builtIn["binance"])
    }

    @Test func `a further entry is asked where nobody chose`() throws {
        let (exchanges, names) = try Exchanges.builtIn.adding(Array(Self.least.utf8))
        #expect(exchanges.names == Exchanges.builtIn.names + ["x"])
        #expect(exchanges.popular == Exchanges.builtIn.popular + ["x"])
        #expect(names == ["x"])
    }

    @Test func `an entry that replaces an unpopular one is as popular as it says`() throws {
        for (line, isPopular) in [("", false), ("popular = true", true)] {
            let text = Self.least.replacing("id = \"x\"", with: "id = \"xt\"") + "\n" + line
            let exchanges = try Exchanges.builtIn.adding(Array(text.utf8)).all
            #expect(exchanges["xt"]?.isPopular == isPopular)
        }
    }

    @Test func `all of the exchanges are there`() {
        let wanted = [
            "kraken", "binance", "binance-us", "coinbase", "bitfinex", "bitstamp", "okx", "kucoin",
            "gateio", "gemini", "htx", "bybit", "bitget", "mexc", "poloniex", "cryptocom", "luno",
            "bithumb", "upbit", "whitebit", "lbank", "hitbtc", "bitvavo", "xt", "okx-eea", "okx-us",
            "bybit-eu", "gate-eu", "bingx", "hashkey", "toobit", "weex", "coinex", "bitmart",
            "deepcoin", "backpack", "btse", "bitrue", "digifinex", "bigone", "bitopro", "indodax",
            "coinone", "btcturk", "bitkub", "bitbank", "gmo-coin", "bitflyer",
        ]
        #expect(Exchanges.builtIn.names == wanted)
        let popular = [
            "kraken", "binance", "coinbase", "okx", "bybit", "kucoin", "bitfinex", "bitstamp",
            "gemini", "gateio",
        ]
        #expect(Set(Exchanges.builtIn.popular).isSuperset(of: popular))
        #expect(
            Exchanges.builtIn.otherNames.map { "\($0.key) \($0.value)" }.sorted() == [
                "binanceus binance-us", "bybiteu bybit-eu", "coinbase-pro coinbase",
                "crypto-com cryptocom", "gateeu gate-eu", "huobi htx", "myokx okx-eea",
                "okxus okx-us",
            ])
    }

    @Test(arguments: Exchanges.builtIn.names)
    func `an entry as it is printed reads back the same`(id: String) throws {
        let text = try #require(Exchanges.entry(of: id))
        let entries = try ExchangeForm.exchanges(in: Array(text.utf8))
        #expect(entries == [Exchanges.builtIn[id]])
        // Nothing is asked in the clear, or of another address than those of the entry.
        let entry = try #require(entries.first)
        #expect((entry.tickers + entry.fallback).allSatisfy { $0.url.home.scheme == "https" })
        #expect(entry.listing.map { $0.url.home.scheme == "https" } ?? true)
        #expect(entry.candles.allSatisfy { $0.url.text.hasPrefix("https://") })
    }
}
