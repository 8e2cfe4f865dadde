import Testing
import TrackerEngine

@testable import TrackerScreen

struct PriceFormatTests {
    private static let now = Timestamp(milliseconds: 1_630_168_020_000 + 42_500)
    private static let last = Minute(containing: now)

    private static func line(
        _ amounts: [Double], pair: String = "btcusd", hasMarket: Bool = true, ending: Int = 0
    ) throws -> PriceLine? {
        let instrument = Instrument(market: .kraken, pair: try Pair(pair))
        var day = RollingDay()
        let start = last.advanced(by: 1 - amounts.count - ending)
        day.merge(Series(start: start, amounts: amounts), of: instrument)
        let window = DayWindow(day, through: last)
        return PriceLine(instrument, in: window, hasMarket: hasMarket, at: now)
    }

    private static func text(_ format: String, _ line: PriceLine?) throws -> String {
        try PriceFormat(format).text(of: try #require(line), .utc)
    }

    @Test(arguments: [
        ("{last}", "48801.3"), ("{price}", "48,801.3"), ("{change}", "+100.00%"),
        ("{market} {pair} {base}/{quote}", "kraken btcusd BTC/USD"), ("{age}", "42 s"),
        ("{time}", "16:27"), ("{rank}", "1.000"), ("{{{last}}}", "{48801.3}"), ("", ""),
        ("a{{b}}c", "a{b}c"), ("{volatility}", "-"),
    ])
    func `each field says what it names, and the rest stands as it is`(
        _ format: String, _ expected: String
    ) throws {
        #expect(try Self.text(format, try Self.line([24400.65, 48801.3])) == expected)
    }

    @Test func `what a pair does not have is a dash`() throws {
        let line = try Self.line([7], pair: "odd", hasMarket: false)
        #expect(try Self.text("{base} {quote} {change} {rank} {volatility}", line) == "- - - - -")
        #expect(try Self.line([.nan]) == nil && Self.line([0, 0]) == nil)
    }

    @Test func `a price of 0 is none: the one before it stands, with its age`() throws {
        let line = try Self.line([5, 0, 0])
        #expect(try Self.text("{last} {age}", line) == "5 162 s".replacing("162 s", with: "2 min"))
        #expect(try Self.text("{age}", try Self.line([5], ending: 1000)) == "16 h")
    }

    @Test(arguments: [
        ("{lsat}", PriceFormat.Fault.unknown(name: "lsat", column: 1)),
        ("é {{ {} ", .unknown(name: "", column: 6)), ("a {last", .open(column: 3)),
        ("a } b", .stray(column: 3)), ("{last}}", .stray(column: 7)),
    ])
    func `what is no format is told with its column`(_ format: String, _ fault: PriceFormat.Fault) {
        #expect(throws: fault) { try PriceFormat(format) }
    }

    @Test func `only rank and volatility take the market`() throws {
        for field in PriceFormat.Field.allCases {
            let needs = try PriceFormat("x{\(field.rawValue)}").needsMarket
            #expect(needs == (field == .rank || field == .volatility))
        }
    }

    @Test func `JSON has the numbers, and says when they are simulated`() throws {
        let lines = [try #require(try Self.line([24400.65, 48801.3]))]
        let text = String(decoding: PriceLine.json(lines, .real), as: UTF8.self)
        #expect(
            text == #"{"result":[{"market":"kraken","pair":"btcusd","last":48801.3,"#
                + #""minute":1630168020,"change":1,"age":42}]}"#)
        let simulated = String(decoding: PriceLine.json([], .simulated), as: UTF8.self)
        #expect(simulated == #"{"simulated":true,"result":[]}"#)
    }
}
