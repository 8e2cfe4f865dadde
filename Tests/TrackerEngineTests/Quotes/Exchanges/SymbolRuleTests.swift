import TestSupport
import Testing

@testable import TrackerEngine

struct SymbolRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let exchange: String
        let symbol: String
        /// `btc/usd`; `nil` where it cannot be told.
        let assets: String?
        init(_ exchange: String, _ symbol: String, _ assets: String?) {
            (self.exchange, self.symbol, self.assets) = (exchange, symbol, assets)
        }
        var testDescription: String { "\(exchange) \(symbol)" }
    }

    static let cases = [
        Case("coinbase", "NEAR-USD", "near/usd"), Case("coinbase", "CGLD-USD", "celo/usd"),
        Case("coinbase", "USD", nil), Case("coinbase", "-USD", nil), Case("coinbase", "BTC-", nil),
        Case("coinbase", "", nil), Case("coinbase", "-", nil),
        Case("bitfinex", "tBTCUSD", "btc/usd"), Case("bitfinex", "tDUSK:USD", "dusk/usd"),
        Case("bitfinex", "tBTCUST", "btc/usdt"), Case("bitfinex", "tBTC:XAUT", "btc/xaut"),
        Case("bitfinex", "BTCUSD", "btc/usd"), Case("bitfinex", "tBTCUSDX", nil),
        Case("upbit", "KRW-BTC", "btc/krw"), Case("upbit", "USDT-BTC", "btc/usdt"),
        Case("gateio", "BTC_USDT", "btc/usdt"), Case("gateio", "BTC3L_USDT", "btc3l/usdt"),
        Case("gateio", "A_B_USDT", "a_b/usdt"),
        Case("gemini", "BTCGUSD", "btc/gusd"), Case("gemini", "BTCUSD", "btc/usd"),
        Case("gemini", "GUSDUSD", "gusd/usd"), Case("gemini", "GUSD", "g/usd"),
        Case("gemini", "USD", nil),
        Case("luno", "XBTZAR", "btc/zar"), Case("luno", "ETHXBT", "eth/btc"),
        Case("luno", "USDTUSDC", "usdt/usdc"), Case("mexc", "XBTUSDT", "xbt/usdt"),
        Case("binance", "TUSDT", "t/usdt"), Case("binance", "BTCTUSD", "btc/tusd"),
        Case("htx", "btcusdt", "btc/usdt"), Case("htx", "ethhusd", "eth/husd"),
        Case("bitstamp", "BTC/USD", "btc/usd"), Case("kraken", "NEARUSD", "near/usd"),
    ]

    @Test(arguments: cases)
    func `a symbol is what it shows`(_ given: Case) throws {
        let rule = try #require(Exchanges.builtIn[given.exchange]).symbols
        let assets = rule.parts(of: given.symbol).map(rule.assets(of:))
        #expect(assets.map { "\($0.base)/\($0.quote)" } == given.assets)
    }

    static let skipped = [
        Case("bitfinex", "fUSD", nil), Case("bitfinex", "tBTCF0:USTF0", nil),
        Case("bitfinex", "tTESTBTC:TESTUSD", nil), Case("bitfinex", "tAAABBB", nil),
        Case("binance-us", "123456", nil), Case("gemini", "BTCGUSDPERP", nil),
        Case("cryptocom", "BTCUSD-PERP", nil), Case("cryptocom", "VET-D365-LTV", nil),
        Case("bithumb", "date", nil), Case("whitebit", "BTC_PERP", nil),
    ]

    @Test(arguments: skipped)
    func `what is no pair of the market is passed over`(_ given: Case) throws {
        #expect(try #require(Exchanges.builtIn[given.exchange]).symbols.skips(given.symbol))
    }

    @Test(arguments: UInt64(1)...200)
    func `what is put together with a separator is told apart again`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func code() -> String {
            let letters = Array("ABCDXYZ0129é")
            let count = Int.random(in: 1...6, using: &random)
            return String(
                (0..<count).map { _ in letters.randomElement(using: &random) ?? "A" })
        }
        for separator in ["-", "_", "/", ":", "::"] {
            let (base, quote) = (code(), code())
            for prefix in ["", "t"] {
                var rule = SymbolRule(prefix: prefix, separator: separator)
                let symbol = prefix + base + separator + quote
                #expect(rule.parts(of: symbol) == .init(base: base, quote: quote))
                rule.isQuoteFirst = true
                #expect(rule.parts(of: symbol) == .init(base: quote, quote: base))
            }
            let rule = SymbolRule(endings: [quote, "Q" + quote])
            #expect(rule.parts(of: base + "Q" + quote)?.quote == "Q" + quote)
            #expect(rule.parts(of: quote) == nil)
        }
    }
}

struct GlobTests {
    /// The plain meaning: slow, and right.
    static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return matches(pattern.dropFirst(), text)
                || !text.isEmpty && matches(pattern, text.dropFirst())
        }
        return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
    }

    @Test(arguments: UInt64(1)...300)
    func `a pattern matches what its plain meaning matches`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let pattern = String(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    "ab**".randomElement(using: &random) ?? "a"
                })
            let text = String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in
                    "ab".randomElement(using: &random) ?? "a"
                })
            let expected = Self.matches(pattern[...], text[...])
            #expect(Glob(pattern).matches(text) == expected, "\(pattern) \(text)")
        }
    }
}

struct URLTemplateTests {
    static func values() throws -> URLTemplate.Values {
        var values = URLTemplate.Values(
            instrument: Instrument(market: .kraken, pair: try Pair("btcusd")))
        (values.symbol, values.base, values.quote) = ("XBT/USD", "XBT", "USD")
        (values.limit, values.from, values.first, values.end) = (
            720, 1_630_168_020_000, 1_630_168_080_000, 1_630_171_620_000
        )
        values.now = 1_630_170_000_123
        return values
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let template: String
        let address: String?
        init(_ template: String, _ address: String?) {
            (self.template, self.address) = (template, address)
        }
        var testDescription: String { template }
    }

    static let cases = [
        Case("https://h/{symbol}", "https://h/XBT%2FUSD"),
        Case("https://h/{symbol:lower}", "https://h/xbt%2Fusd"),
        Case("https://h/{base:lower}{quote:lower}/?l={limit}", "https://h/xbtusd/?l=720"),
        Case("https://h/{market}/{pair}", "https://h/kraken/btcusd"),
        Case("https://h/?a={from:s}&b={end:s}", "https://h/?a=1630168020&b=1630171620"),
        Case("https://h/?a={from:ms}&b={until:ms}", "https://h/?a=1630168020000&b=1630171619999"),
        Case("https://h/?a={first:s}&b={until:s}", "https://h/?a=1630168080&b=1630171619"),
        Case("https://h/?a={from:iso}", "https://h/?a=2021-08-28T16:27:00Z"),
        Case("https://h/?a={until:iso}", "https://h/?a=2021-08-28T17:26:59Z"),
        Case("https://h/?a={from:iso+9}", "https://h/?a=2021-08-29T01:27:00"),
        Case("https://h/?a={end:iso-3:30}", "https://h/?a=2021-08-28T13:57:00"),
        Case("https://h/?a={until:iso+05:45}", "https://h/?a=2021-08-28T23:11:59"),
        Case("https://h/?a={first:iso+0}", "https://h/?a=2021-08-28T16:28:00"),
        Case("https://h/?a={first:iso+14}", "https://h/?a=2021-08-29T06:28:00"),
        Case("https://h/?a={first:iso-12:00}", "https://h/?a=2021-08-28T04:28:00"),
        Case("https://h/{day}", "https://h/20210828"),
        Case("https://h/{day:+7}/x", "https://h/20210828/x"),
        Case("https://h/{day:+7:45}", "https://h/20210829"),
        Case("https://h/{day:-12}", "https://h/20210828"),
        Case("https://h/?t={now:ms}", "https://h/?t=1630170000123"),
        Case("https://h/{day:s}", nil), Case("https://h/{day:9}", nil),
        Case("https://h/{now}", nil), Case("https://h/}", nil),
        Case("https://h/{from:iso9}", nil), Case("https://h/{from:iso+}", nil),
        Case("https://h/{from:iso+14:01}", nil), Case("https://h/{from:iso-13}", nil),
        Case("https://h/{from:iso+9:60}", nil), Case("https://h/{from:iso+9:}", nil),
        Case("https://h/{from:iso+:30}", nil), Case("https://h/{from:iso+9:0:0}", nil),
        Case("https://h/{from:iso++9}", nil), Case("https://h/{from:iso+900}", nil),
        Case("https://h/{from:iso+٩}", nil), Case("https://h/{from:s+9}", nil),
        Case("https://h/{from:iso +9}", nil), Case("https://h/{from:ISO}", nil),
        Case("https://h/{symbol", nil), Case("https://h/{}", nil), Case("https://h/{none}", nil),
        Case("https://h/{from}", nil), Case("https://h/{symbol:upper}", nil),
        Case("https://h/{symbol:lower:x}", nil), Case("https://h/{limit:s}", nil),
        Case("ftp://h/{symbol}", nil), Case("{symbol}", nil), Case("", nil),
    ]

    @Test(arguments: cases)
    func `places are filled in`(_ given: Case) throws {
        let template = URLTemplate(given.template)
        #expect(try template?.address(Self.values()).text == given.address)
    }

    @Test func `no symbol leads to another server, or out of its place`() throws {
        let template = try #require(URLTemplate("https://h.test/a/{symbol}?x={base}"))
        for evil in ["../../b", "?y=1", "#", "@evil.test/", "a&b=c", "\r\nHost: x", "\0", "💥"] {
            var values = try Self.values()
            (values.symbol, values.base) = (evil, evil)
            let address = try template.address(values)
            #expect(address.host == "h.test")
            #expect(address.text.hasPrefix("https://h.test/a/"))
            #expect(address.text.utf8.count { $0 == UInt8(ascii: "?") } == 1)
            #expect(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        }
    }

    @Test func `only a template with a time in it has a range`() throws {
        #expect(try #require(URLTemplate("https://h/{symbol}?limit={limit}")).hasRange == false)
        for place in ["from", "until", "end", "first"] {
            #expect(try #require(URLTemplate("https://h/{symbol}?x={\(place):s}")).hasRange)
        }
    }
}
