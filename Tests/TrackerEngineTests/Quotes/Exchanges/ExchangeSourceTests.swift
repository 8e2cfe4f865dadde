import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct ExchangeSourceTests {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    /// A client whose answers a test makes; it keeps the requests.
    final class Client: Sendable {
        typealias Answer = @Sendable (_ target: String, _ count: Int) -> HTTPResponse
        private let asked = Mutex<[HTTPRequest]>([])
        private let answer: Answer

        init(_ answer: @escaping Answer) { self.answer = answer }

        var requests: [HTTPRequest] { asked.withLock { $0 } }
        var targets: [String] { requests.map { Self.target($0) } }

        var http: HTTPClient {
            HTTPClient { request in
                let count = self.asked.withLock { asked in
                    asked.append(request)
                    return asked.count
                }
                var response = self.answer(Self.target(request), count)
                response.host = request.address.authority
                return .success(response)
            }
        }

        static func target(_ request: HTTPRequest) -> String {
            String(request.address.text.dropFirst("https://".count))
        }
    }

    static func ok(_ body: String) -> HTTPResponse {
        HTTPResponse(status: 200, body: Array(body.utf8))
    }

    static func status(
        _ status: Int, _ body: String = "", type: String? = nil, retryAfter: String? = nil
    ) -> HTTPResponse {
        HTTPResponse(
            status: status, body: Array(body.utf8),
            fields: HTTPFields(contentType: type, retryAfter: retryAfter))
    }

    static func source(
        _ id: String, _ client: Client, _ clock: LeapingClock = LeapingClock(now)
    ) throws -> ExchangeSource {
        ExchangeSource(
            try #require(Exchanges.builtIn[id]), client: client.http, clock: clock)
    }

    static func prices(_ poll: Poll) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: poll.quotes.map { ($0.instrument.pair.name, $0.price.amount) })
    }

    static let krakenTicker = """
        {"error":[],"result":{"XXBTZUSD":{"c":["30303.2","1"]},"NEWUSD":{"c":["2","1"]}}}
        """
    static let krakenListing = """
        {"error":[],"result":{"XXBTZUSD":{"wsname":"XBT/USD","status":"online"}}}
        """

    // MARK: - Listing

    @Test func `a listing is fetched first, and again after a day`() async throws {
        let client = Client { target, _ in
            Self.ok(target.hasSuffix("AssetPairs") ? Self.krakenListing : Self.krakenTicker)
        }
        let source = try Self.source("kraken", client)
        let poll = try await source.poll(at: Self.now)
        // What the listing does not have yet can still be told by its ending.
        #expect(Self.prices(poll) == ["btcusd": 30303.2, "newusd": 2])
        #expect(poll.assets.count == 2)
        for minute in 1..<1440 {
            _ = try await source.poll(at: Self.now + .seconds(60 * minute))
        }
        let listings = client.targets.filter { $0.hasSuffix("AssetPairs") }.count
        #expect(listings == 1)
        _ = try await source.poll(at: Self.now + .seconds(86_400))
        #expect(client.targets.filter { $0.hasSuffix("AssetPairs") }.count == 2)
        #expect(client.targets.count == 1443)
    }

    @Test func `nothing is read without a listing that is needed`() async throws {
        let client = Client { target, count in
            target.hasSuffix("AssetPairs")
                ? count < 3 ? Self.status(503) : Self.ok(Self.krakenListing)
                : Self.ok(Self.krakenTicker)
        }
        let source = try Self.source("kraken", client)
        for _ in 0..<2 {
            await #expect(throws: QuoteError.self) { try await source.poll(at: Self.now) }
        }
        #expect(client.targets.allSatisfy { $0.hasSuffix("AssetPairs") })
        #expect(Self.prices(try await source.poll(at: Self.now)).count == 2)
    }

    @Test func `without a listing that is not needed symbols tell what they can`() async throws {
        let listing = """
            {"symbols":[{"symbol":"NEWUSDT","baseAsset":"NEWU","quoteAsset":"SDT","status":"TRADING"}]}
            """
        let hasListing = Mutex(false)
        let client = Client { target, _ in
            guard target.hasSuffix("exchangeInfo") else {
                return Self.ok("[{\"symbol\":\"NEWUSDT\",\"price\":\"3\"}]")
            }
            return hasListing.withLock { $0 } ? Self.ok(listing) : Self.status(500)
        }
        let source = try Self.source("binance", client)
        let instrument = try #require(try await source.poll(at: Self.now).quotes.first).instrument
        var assets = try await source.poll(at: Self.now + .seconds(60)).assets
        #expect(assets[instrument] == Assets(base: "new", quote: "usdt"))
        hasListing.withLock { $0 = true }
        // Not asked again before an hour is over.
        assets = try await source.poll(at: Self.now + .seconds(3599)).assets
        #expect(assets[instrument]?.base == "new")
        assets = try await source.poll(at: Self.now + .seconds(3600)).assets
        #expect(assets[instrument] == Assets(base: "newu", quote: "sdt"))
        #expect(client.targets.filter { $0.hasSuffix("exchangeInfo") }.count == 2)
    }

    @Test func `a listing of yesterday stays good while there is no new one`() async throws {
        let client = Client { target, count in
            target.hasSuffix("AssetPairs")
                ? count == 1 ? Self.ok(Self.krakenListing) : Self.status(500)
                : Self.ok(Self.krakenTicker)
        }
        let source = try Self.source("kraken", client)
        _ = try await source.poll(at: Self.now)
        for day in 1...3 {
            let poll = try await source.poll(at: Self.now + .seconds(86_400 * day))
            #expect(Self.prices(poll)["btcusd"] == 30303.2)
        }
    }

    @Test func `a symbol that a whole listing lacks is no pair, and has it fetched again`()
        async throws
    {
        let client = Client { target, count in
            guard target.hasSuffix("exchangeInfo") else {
                return Self.ok(
                    "[{\"symbol\":\"BTCUSD\",\"price\":\"3\"},{\"symbol\":\"NEWUSD\",\"price\":\"4\"},"
                        + "{\"symbol\":\"OLDUSD\",\"price\":\"5\"}]")
            }
            let new = count == 1 ? "" : Self.listed("NEW")
            return Self.ok(
                "{\"symbols\":[\(new)\(Self.listed("OLD", "BREAK"))"
                    + "\(Self.listed("BTC").dropLast())]}")
        }
        let source = try Self.source("binance-us", client)
        var poll = try await source.poll(at: Self.now)
        #expect(Self.prices(poll) == ["btcusd": 3])
        #expect(poll.rejected == 0)
        poll = try await source.poll(at: Self.now + .seconds(1800))
        #expect(Self.prices(poll) == ["btcusd": 3])
        poll = try await source.poll(at: Self.now + .seconds(3600))
        #expect(Self.prices(poll) == ["btcusd": 3, "newusd": 4])
    }

    private static func listed(_ base: String, _ status: String = "TRADING") -> String {
        "{\"symbol\":\"\(base)USD\",\"baseAsset\":\"\(base)\",\"quoteAsset\":\"USD\","
            + "\"status\":\"\(status)\"},"
    }

    // MARK: - Answers

    @Test func `an answer that has not changed is read again`() async throws {
        let clock = LeapingClock(Self.now)
        let server = try ExchangeServer(["okx"]) { entry, call, request in
            if request.headers["if-none-match"] == "\"v1\"" {
                return .whole(status: 304, headers: [("ETag", "\"v1\"")], body: [])
            }
            let body = ExchangeServer.body(entry, call, entry.rows(5), at: clock.now)
            return .whole(status: 200, headers: [("ETag", "\"v1\"")], body: Array(body.utf8))
        }
        let source = try server.source("okx", client: .live(), clock: clock)
        let first = try await source.poll(at: Self.now)
        let second = try await source.poll(at: Self.now + .seconds(60))
        #expect(first.quotes.count == 5)
        #expect(second.quotes == first.quotes)
        #expect(second.assets == first.assets)
        #expect(first.bytes > 0)
        #expect(second.bytes == 0)
        #expect(source.requests.map(\.status) == [200, 304])
        #expect(source.requests.map(\.entries) == [5, 5])
        #expect(server.server.requests.map { $0.headers["if-none-match"] } == [nil, "\"v1\""])
    }

    @Test func `a server that says 304 to nothing fails`() async throws {
        let source = try Self.source("okx", Client { _, _ in Self.status(304) })
        await #expect(
            throws: QuoteError.refused(host: "www.okx.com", status: 304, retryAfter: nil)
        ) { try await source.poll(at: Self.now) }
    }

    @Test func `compressed answers are asked for and read, with a name to them`() async throws {
        // A gzip member that is stored, not deflated: {"code":"0","data":[{"instId":…}]}.
        let body = "{\"code\":\"0\",\"data\":[{\"instId\":\"BTC-USDT\",\"last\":\"5\"}]}"
        let server = try ExchangeServer(["okx"]) { _, _, _ in
            .whole(
                status: 200, headers: [("Content-Encoding", "gzip")],
                body: Gzip.stored(Array(body.utf8)))
        }
        let source = try server.source("okx", client: .live(), clock: LeapingClock(Self.now))
        #expect(Self.prices(try await source.poll(at: Self.now)) == ["btcusdt": 5])
        let headers = try #require(server.server.requests.first?.headers)
        #expect(headers["accept-encoding"]?.contains("gzip") == true)
        #expect(headers["user-agent"] == HTTPConfiguration().userAgent)
    }

    @Test func `bithumb's two calls are one poll, whole or not at all`() async throws {
        let client = Client { target, count in
            if target.hasSuffix("ALL_KRW") {
                return Self.ok(
                    "{\"status\":\"0000\",\"data\":{\"BTC\":{\"closing_price\":\"9\"},\"date\":\"1\"}}"
                )
            }
            return count == 2
                ? Self.ok("{\"status\":\"0000\",\"data\":{\"ETH\":{\"closing_price\":\"0.1\"}}}")
                : Self.status(500)
        }
        let source = try Self.source("bithumb", client)
        let poll = try await source.poll(at: Self.now)
        #expect(Self.prices(poll) == ["btckrw": 9, "ethbtc": 0.1])
        #expect(poll.bytes == 121)
        #expect(poll.assets.values.map(\.quote).sorted() == ["btc", "krw"])
        await #expect(
            throws: QuoteError.refused(host: "api.bithumb.com", status: 500, retryAfter: nil)
        ) { try await source.poll(at: Self.now) }
        #expect(source.requests.map { $0.failure == nil } == [true, true, true, false])
    }

    @Test func `a fallback is asked where the usual call gives nothing, and for an hour after`()
        async throws
    {
        let isWell = Mutex(false)
        let client = Client { target, _ in
            if target.contains("/brokerage/") {
                return Self.ok(
                    "{\"products\":[{\"product_id\":\"BTC-USD\",\"price\":\"7\","
                        + "\"product_type\":\"SPOT\"},{\"product_id\":\"BTC-PERP\",\"price\":\"8\","
                        + "\"product_type\":\"FUTURE\"}]}")
            }
            return isWell.withLock { $0 }
                ? Self.ok("{\"BTC-USD\":{\"stats_24hour\":{\"last\":\"6\"}}}")
                : Self.status(404, "{\"message\":\"NotFound\"}")
        }
        let source = try Self.source("coinbase", client)
        #expect(Self.prices(try await source.poll(at: Self.now)) == ["btcusd": 7])
        isWell.withLock { $0 = true }
        #expect(
            Self.prices(try await source.poll(at: Self.now + .seconds(3599))) == ["btcusd": 7])
        #expect(
            Self.prices(try await source.poll(at: Self.now + .seconds(3600))) == ["btcusd": 6])
        #expect(client.targets.map { $0.contains("/brokerage/") } == [false, true, true, false])
    }

    @Test func `where the fallback fails too, what the usual call said is told`() async throws {
        let client = Client { target, _ in
            target.contains("/brokerage/")
                ? Self.status(500) : Self.status(404, "{\"message\":\"NotFound\"}")
        }
        let source = try Self.source("coinbase", client)
        await #expect(
            throws: QuoteError.refused(
                host: "api.exchange.coinbase.com", status: 404, retryAfter: nil, words: "NotFound")
        ) { try await source.poll(at: Self.now) }
    }

    // MARK: - What was traded

    /// Binance, whose usual call does not tell it; `detailed` answers the other one.
    private static func binance(
        _ detailed: @escaping @Sendable () -> HTTPResponse
    ) -> Client {
        Client { target, _ in
            if target.contains("/ticker/24hr") { return detailed() }
            return target.contains("exchangeInfo")
                ? Self.status(500) : Self.ok("[{\"symbol\":\"BTCUSDT\",\"price\":\"3\"}]")
        }
    }

    private static let detailed =
        "[{\"symbol\":\"BTCUSDT\",\"lastPrice\":\"4\",\"volume\":\"2\",\"quoteVolume\":\"8.5\"}]"

    @Test
    func `the heavy call that tells it is made in place of the usual one, four times an hour`()
        async throws
    {
        let client = Self.binance { Self.ok(Self.detailed) }
        let source = try Self.source("binance", client)
        var told: [Int] = []
        for minute in 0..<60 {
            let poll = try await source.poll(at: Self.now + .seconds(60 * minute))
            let quote = try #require(poll.quotes.first)
            if let traded = quote.traded {
                told.append(minute)
                #expect(traded == (try Traded(8.5, in: .quote)) && quote.price.amount == 4)
            } else {
                #expect(quote.price.amount == 3)
            }
        }
        #expect(told == [0, 15, 30, 45])
        let prices = client.targets.filter { !$0.contains("exchangeInfo") }
        #expect(prices.count == 60)
        // A clock that was set back does not keep it from being asked.
        let before = try await source.poll(at: Self.now + .seconds(-7200))
        #expect(before.quotes.first?.traded != nil)
    }

    @Test(arguments: [
        status(451), status(500), ok("<html>"), ok("[]"), ok("{\"code\":-1121,\"msg\":\"x\"}"),
    ])
    func `where that call fails the usual one is made at once, and it is left alone for a while`(
        failure: HTTPResponse
    ) async throws {
        let client = Self.binance { failure }
        let source = try Self.source("binance", client)
        for minute in 0..<15 {
            let poll = try await source.poll(at: Self.now + .seconds(60 * minute))
            #expect(Self.prices(poll) == ["btcusdt": 3])
        }
        #expect(client.targets.filter { $0.contains("24hr") }.count == 1)
    }

    @Test func `a server that asks for patience is not asked another way`() async throws {
        let client = Self.binance { Self.status(429, retryAfter: "30") }
        let source = try Self.source("binance", client)
        await #expect(throws: QuoteError.self) { try await source.poll(at: Self.now) }
        #expect(client.targets.allSatisfy { !$0.contains("/ticker/price") })
    }

    struct TradedCase: Sendable, CustomTestStringConvertible {
        let paths: Exchange.TradedPaths
        let row: String
        let traded: Traded?

        init(_ row: String, _ paths: Exchange.TradedPaths, _ amount: Double?, _ unit: Traded.Unit) {
            self.row = row
            self.paths = paths
            traded = amount.map { Traded(checked: $0, in: unit) }
        }

        var testDescription: String { "\(row) \(paths.all)" }
    }

    static let tradedCases = [
        TradedCase(#""t":"2.5""#, .init(turnover: "t"), 2.5, .quote),
        TradedCase(#""t":2.5e3"#, .init(turnover: "t"), 2500, .quote),
        TradedCase(#""t":0"#, .init(turnover: "t"), 0, .quote),
        TradedCase(#""t":"nan""#, .init(turnover: "t"), nil, .quote),
        TradedCase(#""t":"-1""#, .init(turnover: "t"), nil, .quote),
        TradedCase(#""t":null,"v":"3""#, .init(turnover: "t", volume: "v"), 3, .base),
        TradedCase(#""v":"3""#, .init(turnover: "t", volume: "v"), 3, .base),
        TradedCase(#""v":"3","a":"7""#, .init(volume: "v", average: "a"), 21, .quote),
        TradedCase(#""v":"3","a":"0""#, .init(volume: "v", average: "a"), 3, .base),
        TradedCase(#""v":"3""#, .init(volume: "v", average: "a"), 3, .base),
        TradedCase(#""v":1e300,"a":1e300"#, .init(volume: "v", average: "a"), 1e300, .base),
        TradedCase(#""d":"5","t":"6","v":"7""#, .init(dollars: "d", volume: "v"), 5, .dollars),
        TradedCase(#""x":1"#, .init(dollars: "d", turnover: "t", volume: "v"), nil, .base),
        TradedCase(#""t":1"#, .init(), nil, .base),
    ]

    @Test(arguments: tradedCases)
    func `what a row says was traded is read in the order of its worth`(_ given: TradedCase) throws
    {
        var call = Exchange.Tickers(
            url: URLTemplate(try WebAddress("https://h/")), rows: "", symbol: "s", price: ["p"],
            only: [],
            quote: nil, age: nil)
        call.traded = given.paths
        var reader = TickerReader(SymbolBookTests.book(), at: Self.now)
        _ = try reader.read(
            Array("[{\"s\":\"A-B\",\"p\":1,\(given.row)}]".utf8), of: call,
            AnswerReader(rules: [], host: "h"))
        let (poll, _, _) = try reader.finish(host: "h")
        #expect(poll.quotes.map(\.traded) == [given.traded])
    }

    // MARK: - What servers say

    struct Saying: Sendable, CustomTestStringConvertible {
        let exchange: String
        let response: HTTPResponse
        let words: String
        let isBusy: Bool

        init(
            _ exchange: String, _ response: HTTPResponse, _ words: String, isBusy: Bool = false
        ) {
            (self.exchange, self.response, self.words) = (exchange, response, words)
            self.isBusy = isBusy
        }

        var testDescription: String {
            "\(exchange) \(response.status) \(String(decoding: response.body, as: UTF8.self))"
        }
    }

    static let page = "<html><head><title>Just a moment</title></head><body>wait</body></html>"

    static let sayings = [
        Saying("kraken", ok("{\"error\":[\"EService:Unavailable\"]}"), "EService:Unavailable"),
        Saying(
            "kraken", ok("{\"error\":[\"EGeneral:Too many requests\"]}"),
            "EGeneral:Too many requests", isBusy: true),
        Saying(
            "kraken", status(520, "{\"error\":[\"EAPI:Rate limit exceeded\"]}"),
            "EAPI:Rate limit exceeded", isBusy: true),
        Saying(
            "kraken", ok("{\"error\":[\"EGeneral:Temporary lockout\"],\"result\":{}}"),
            "EGeneral:Temporary lockout", isBusy: true),
        Saying(
            "binance", status(418, "{\"code\":-1003,\"msg\":\"Way too many requests\"}"),
            "Way too many requests (-1003)", isBusy: true),
        Saying("binance", status(418), "418", isBusy: true),
        Saying("binance", ok("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"), "Invalid symbol."),
        Saying("binance", status(451, page, type: "text/html"), "does not serve this country"),
        Saying(
            "bybit", status(403, "<html>blocked access from your country</html>"),
            "does not serve this country"),
        Saying(
            "bybit", ok("{\"retCode\":10006,\"retMsg\":\"Too many visits!\",\"result\":{}}"),
            "Too many visits! (10006)", isBusy: true),
        Saying(
            "bybit", status(403, "{\"retCode\":10018,\"retMsg\":\"access too frequent\"}"),
            "access too frequent", isBusy: true),
        Saying(
            "okx", ok("{\"code\":\"50001\",\"msg\":\"Service unavailable\",\"data\":[]}"),
            "Service unavailable (50001)"),
        Saying(
            "okx", status(429, "{\"code\":\"50011\",\"msg\":\"Too Many Requests\"}"),
            "Too Many Requests (50011)", isBusy: true),
        Saying("kucoin", ok("{\"code\":\"429000\",\"msg\":\"slow\"}"), "slow", isBusy: true),
        Saying(
            "gateio", status(429, "{\"label\":\"TOO_MANY_REQUESTS\",\"message\":\"\"}"),
            "TOO_MANY_REQUESTS", isBusy: true),
        Saying(
            "gemini", status(429, "{\"result\":\"error\",\"reason\":\"RateLimit\"}"), "RateLimit",
            isBusy: true),
        Saying(
            "htx", ok("{\"status\":\"error\",\"err-code\":\"rate-too-many-requests\"}"),
            "rate-too-many-requests", isBusy: true),
        Saying(
            "htx", ok("{\"status\":\"error\",\"err-code\":\"x\",\"err-msg\":\"invalid\"}"),
            "invalid"),
        Saying("bitfinex", ok("[\"error\",10020,\"symbol: invalid\"]"), "symbol: invalid"),
        Saying(
            "bitfinex", status(429, "[\"error\",11010,\"ratelimit: error\"]"), "ratelimit: error",
            isBusy: true),
        Saying(
            "coinbase", status(429, "{\"message\":\"Public rate limit exceeded\"}"),
            "Public rate limit exceeded", isBusy: true),
        Saying(
            "upbit", status(400, "{\"error\":{\"name\":\"x\",\"message\":\"no such market\"}}"),
            "no such market"),
        Saying(
            "upbit", status(429, "{\"error\":{\"name\":\"too_many_requests\"}}"),
            "too_many_requests", isBusy: true),
        Saying(
            "hitbtc", ok("{\"error\":{\"code\":429,\"message\":\"slow down\"}}"), "slow down (429)",
            isBusy: true),
        Saying(
            "lbank", ok("{\"result\":\"false\",\"error_code\":10004}"), "10004",
            isBusy: true),
        Saying("bithumb", ok("{\"status\":\"5500\",\"message\":\"wrong\"}"), "wrong (5500)"),
        Saying("whitebit", ok("{\"success\":false,\"message\":\"no\"}"), "no"),
        Saying("bitstamp", ok("{\"status\":\"error\",\"reason\":\"gone\"}"), "gone"),
        Saying(
            "okx", status(200, page, type: "text/html"), "a web page, not JSON: \"Just a moment\""),
        Saying(
            "okx", status(503, page, type: "text/html"), "503: a web page \"Just a moment\""),
        Saying("okx", status(503, page), "answered 503"),
        Saying("okx", ok("{\"code\":\"0\",\"data\":[]}"), "it contains no price"),
        Saying("okx", ok(""), "unreadable"),
        Saying(
            "okx", ok("{\"code\":\"\\u001b[2J\",\"msg\":\"\\u001b]0;x\\u0007\",\"data\":[]}"),
            "?]0;x? (?[2J)"),
    ]

    @Test(arguments: sayings)
    func `what a server says of itself is told, whatever its status`(_ given: Saying)
        async throws
    {
        let entry = try #require(Exchanges.builtIn[given.exchange])
        let source = ExchangeSource(
            entry, client: Client { _, _ in given.response }.http, clock: LeapingClock(Self.now))
        let error = await #expect(throws: QuoteError.self) { try await source.poll(at: Self.now) }
        let words = error.map { "\($0)" } ?? ""
        #expect(words.contains(given.words), "\(words)")
        #expect(words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        let isBusy = if case .busy? = error { true } else { false }
        #expect(isBusy == given.isBusy, "\(words)")
        #expect(source.requests.last?.failure?.isEmpty == false)
        #expect(source.requests.last?.status == given.response.status)
    }

    @Test func `how long to wait is taken from the server`() async throws {
        for (status, body) in [
            (429, ""), (418, ""), (429, "{\"code\":-1003,\"msg\":\"slow\"}"), (503, ""),
        ] {
            let source = try Self.source(
                "binance", Client { _, _ in Self.status(status, body, retryAfter: "77") })
            let error = await #expect(throws: QuoteError.self) {
                try await source.poll(at: Self.now)
            }
            switch error {
            case .busy(_, .seconds(77)?, _)?, .refused(_, status, .seconds(77)?, _)?: break
            default: Issue.record("\(status): \(String(describing: error))")
            }
        }
    }

    @Test func `a wait in a good status is taken from the server too`() async throws {
        let body = "{\"code\":\"50011\",\"msg\":\"Too Many Requests\",\"data\":[]}"
        let source = try Self.source(
            "okx", Client { _, _ in Self.status(200, body, retryAfter: "77") })
        let error = await #expect(throws: QuoteError.self) { try await source.poll(at: Self.now) }
        #expect(error?.wish == .seconds(77))
        #expect(error?.isTooFast == true)
    }

    @Test func `a wish of nothing does not keep from another call`() async throws {
        for (wish, isAsked) in [("0", true), ("9", false)] {
            let client = Client { target, _ in
                target.contains("/brokerage/")
                    ? Self.ok(
                        "{\"products\":[{\"product_id\":\"BTC-USD\",\"price\":\"7\","
                            + "\"product_type\":\"SPOT\"}]}")
                    : Self.status(503, retryAfter: wish)
            }
            let source = try Self.source("coinbase", client)
            let poll = try? await source.poll(at: Self.now)
            #expect((poll != nil) == isAsked)
        }
    }

    @Test func `a redirect to another host is refused, and nothing is sent there`() async throws {
        let other = try LoopbackServer { _ in .json("{}") }
        let server = try ExchangeServer(["okx"]) { _, _, _ in
            .redirect("http://localhost:\(other.port)/steal")
        }
        let source = try server.source("okx", client: .live(), clock: LeapingClock(Self.now))
        let error = await #expect(throws: QuoteError.self) { try await source.poll(at: Self.now) }
        #expect("\(try #require(error))".contains("localhost"))
        #expect(other.connections == 0)
        #expect(source.requests.last?.failure?.contains("localhost") == true)
    }

    // MARK: - Requests

    @Test func `the newest requests are kept, with all that came of them`() async throws {
        let clock = LeapingClock(Self.now)
        let client = Client { _, count in
            count == 30
                ? Self.status(500)
                : Self.ok("{\"code\":\"0\",\"data\":[{\"instId\":\"BTC-USDT\",\"last\":\"5\"}]}")
        }
        let source = try Self.source("okx", client, clock)
        for count in 1...30 {
            clock.advance(by: .seconds(60))
            _ = count == 30 ? nil : try await source.poll(at: clock.now)
        }
        await #expect(throws: QuoteError.self) { try await source.poll(at: clock.now) }
        let records = source.requests
        #expect(records.count == RequestRecord.kept)
        #expect(records.map(\.at) == records.map(\.at).sorted())
        #expect(records.last?.at == clock.now)
        #expect(records.last?.status == 500)
        #expect(records.last?.failure == "www.okx.com answered 500")
        #expect(records.last?.entries == nil)
        #expect(records.dropLast().allSatisfy { $0.status == 200 && $0.entries == 1 })
        #expect(records.dropLast().allSatisfy { $0.bytes == 54 && $0.failure == nil })
        #expect(records.allSatisfy { $0.purpose == .prices && $0.took >= .zero })
    }

    @Test func `all requests of an exchange keep its pause`() async throws {
        let clock = LeapingClock(Self.now)
        let server = try ExchangeServer(["kraken"]) { entry, call, _ in
            ExchangeServer.good(entry, call, entry.rows(3), at: Self.now)
        }
        let source = try server.source("kraken", client: .live(), clock: clock)
        let poll = try await source.poll(at: Self.now)
        let instrument = try #require(poll.quotes.first).instrument
        let last = Minute(containing: Self.now)
        let pages = source.pages(
            of: instrument, covering: last.advanced(by: -1439)...last, at: Self.now)
        #expect(pages.map(\.step) == [1, 5])
        for page in pages {
            let part = try await source.candles(of: instrument, on: page, at: clock.now)
            #expect(part.instrument == instrument)
            #expect(part.isCoarse == (page.step == 5))
            #expect(part.series.start == page.minutes.lowerBound)
            #expect(part.series.amounts.count == page.minutes.count)
            #expect(part.series.count == page.minutes.count { $0.index.isMultiple(of: page.step) })
        }
        let times = source.requests.map(\.at)
        #expect(times.count == 4)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= source.pause })
        #expect(source.requests.map(\.purpose) == [.listing, .prices, .candles, .candles])
    }

    /// The same candles from servers that read `to` by clocks of their own: at most 200 that start
    /// before it, newest first, each with its minute for a price.
    @Test(arguments: [("bithumb", 9 * 60), ("upbit", 0)])
    func `the newest minutes come, whatever zone the server reads times in`(
        id: String, offset: Int
    ) async throws {
        let client = Client { target, _ in
            guard target.contains("/candles/") else {
                return Self.ok(
                    id == "upbit"
                        ? "[{\"market\":\"KRW-BTC\",\"trade_price\":9}]"
                        : "{\"status\":\"0000\",\"data\":{\"BTC\":{\"closing_price\":\"9\"}}}")
            }
            let to = target.split(separator: "&to=").last.flatMap { Timestamp(iso: String($0)) }
            let end = to.map { Minute(containing: $0).index - offset } ?? 0
            let rows = (1...200).map { age in
                let start = Minute(index: end - age).start.iso.dropLast()
                return "{\"candle_date_time_utc\":\"\(start)\",\"trade_price\":\(end - age + 1)}"
            }
            return Self.ok("[" + rows.joined(separator: ",") + "]")
        }
        let source = try Self.source(id, client)
        let instrument = try #require(try await source.poll(at: Self.now).quotes.first).instrument
        let last = Minute(containing: Self.now)
        let day = last.advanced(by: -1438)...last
        var known: Set<Int> = []
        for page in source.pages(of: instrument, covering: day, at: Self.now) {
            let series = try await source.candles(of: instrument, on: page, at: Self.now).series
            for (minute, price) in series.points {
                #expect(price.amount == Double(minute.index))
                known.insert(minute.index)
            }
        }
        #expect(known == Set(day.map(\.index)))
        // 2023-11-14T22:13:00Z.
        let newest = client.targets.first { $0.contains("/candles/") }
        let sent = id == "bithumb" ? "2023-11-15T07:13:00" : "2023-11-14T22:13:00Z"
        #expect(newest?.hasSuffix("market=KRW-BTC&count=200&to=\(sent)") == true)
    }

    @Test func `a pair that it does not know has no candles`() async throws {
        let source = try Self.source("okx", Client { _, _ in Self.ok("") })
        let instrument = Instrument(market: try Market("okx"), pair: try Pair("btcusdt"))
        let minutes = Minute(index: 0)...Minute(index: 9)
        #expect(source.pages(of: instrument, covering: minutes, at: Self.now).isEmpty)
        await #expect(throws: QuoteError.self) {
            try await source.candles(of: instrument, on: CandlePage(minutes), at: Self.now)
        }
    }

    @Test(arguments: Exchanges.builtIn.names)
    func `every entry reads what is written in its own shape`(id: String) async throws {
        let clock = LeapingClock(Self.now)
        let server = try ExchangeServer([id]) { entry, call, _ in
            ExchangeServer.good(entry, call, entry.rows(30), at: clock.now)
        }
        let source = try server.source(id, client: .live(), clock: clock)
        let poll = try await source.poll(at: clock.now)
        let count = try #require(Exchanges.builtIn[id]).rows(30).count
        #expect(count == 30 || id == "bitflyer")
        #expect(poll.quotes.count == count)
        #expect(poll.rejected == 0, "\(poll.firstRejection ?? "")")
        #expect(poll.assets.count == count)
        // What was traded comes with the first poll, in whatever form the exchange tells it.
        let entry = try #require(Exchanges.builtIn[id])
        let tells = (entry.tickers + entry.detailed).contains { !$0.traded.all.isEmpty }
        let told = poll.quotes.compactMap(\.traded)
        #expect(told.count == (tells ? count : 0))
        #expect(told.allSatisfy { [12.5, 12.5 * 12.5].contains($0.amount) })
        #expect(Set(poll.quotes.map(\.instrument.market.name)) == [id])
        guard let history = source.history else { return }
        let instrument = try #require(poll.quotes.last).instrument
        let last = Minute(containing: clock.now).advanced(by: -1)
        for page in history.pages(
            of: instrument, covering: last.advanced(by: -1438)...last, at: clock.now)
        {
            let part = try await history.candles(of: instrument, on: page, at: clock.now)
            #expect(part.series.count == page.minutes.count { $0.index.isMultiple(of: page.step) })
        }
        #expect(source.requests.allSatisfy { $0.status == 200 && $0.failure == nil })
    }
}

/// Members of gzip files that take no library to make.
enum Gzip {
    /// With the bytes as they are.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        let length = [UInt8(count & 0xFF), UInt8(count >> 8)]
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]
        member += length
        member += length.map { ~$0 }
        member += bytes
        member += words(checksum(bytes))
        member += words(UInt32(bytes.count))
        return member
    }

    /// `{"result":{"A":{"c":[1` and then noughts, a thousand for each byte, without an end.
    static func bomb(_ count: Int) -> [UInt8] {
        let start =
            "1f8b0800000000000203edc4b10d80201000c05d7e026ce998c358113b2ad48afceec60d1ce0aeb8"
            + "15f3bc9e71475dd1be7ad47d2b"
        let digits = Array(start)
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0
        }
        return bytes + [UInt8](repeating: 0, count: count)
    }

    private static func words(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) }
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let half = sum >> 1
                sum = sum & 1 == 1 ? half ^ 0xEDB8_8320 : half
            }
        }
        return ~sum
    }
}
