import Foundation
import Testing

@testable import TrackerEngine

struct DollarRatesTests {
    static let now = RollingDayTests.now

    /// A day of last prices: `kraken:eurusd 1.25`, or `kraken:eurusd 1.25 -11` for one of 11
    /// minutes ago.
    static func day(_ lines: String...) throws -> RollingDay {
        var day = RollingDay()
        for line in lines {
            let words = line.split(separator: " ")
            let instrument = try Instrument(key: "market:\(words[0])")
            let offset = words.count > 2 ? try #require(Int(words[2])) : 0
            let price = try Price(try #require(Double(words[1])))
            day.ingest(
                Batch(minute: now.advanced(by: offset), quotes: [Quote(instrument, price)]))
        }
        return day
    }

    static func rate(
        _ quote: String, on market: String = "upbit", _ day: RollingDay
    ) throws -> Double? {
        DollarRates(day).rate(of: quote, on: try Market(market))
    }

    @Test func `coins that are meant to be a dollar are one, unless their price says otherwise`()
        throws
    {
        let day = try Self.day(
            "kraken:usdtusd 0.9991", "coinbase:usdtusd 1.0002", "bitstamp:usdcusd 0.87")
        for quote in ["usd", "usdt", "fdusd", "dai"] { #expect(try Self.rate(quote, day) == 1) }
        #expect(try Self.rate("usdc", day) == nil)
        // Other coins of that name, and moneys, are none.
        for quote in ["ust", "frax", "idrt", "eur", ""] {
            #expect(try Self.rate(quote, day) == nil)
        }
    }

    @Test func `a currency is worth the median of the listed pairs, also of inverse ones`() throws {
        let day = try Self.day(
            "kraken:eurusd 1.25", "bitstamp:eurusd 1.5", "okx:usdteur 0.5", "gateio:eurusd 77")
        #expect(try Self.rate("eur", day) == 1.5)
        #expect(try Self.rate("eur", try Self.day("okx:usdteur 0.5", "kraken:eurusd 1")) == 1.5)
        #expect(try Self.rate("krw", try Self.day("upbit:usdtkrw 1250")) == 1 / 1250)
    }

    @Test func `a market whose currency nobody lists goes by its own pairs`() throws {
        // Luno has no dollar: bitcoin leads there.
        let day = try Self.day("luno:btczar 1000000", "kraken:btcusd 50000")
        #expect(try Self.rate("zar", on: "luno", day) == 0.05)
        #expect(try Self.rate("zar", on: "kraken", day) == nil)
        let whitebit = try Self.day("whitebit:usdtuah 40", "whitebit:btcuah 1")
        #expect(try Self.rate("uah", on: "whitebit", whitebit) == 1 / 40)
        #expect(try Self.rate("xyz", on: "a", try Self.day("a:xyzusdt 3")) == 3)
        // A name alone is no money: at Gate.io CAD is a coin.
        #expect(try Self.rate("cad", on: "kraken", try Self.day("gateio:cadusdt 0.01")) == nil)
    }

    @Test func `a price that is older than ten minutes, or none, tells nothing`() throws {
        let old = try Self.day("kraken:btcusd 1", "okx:usdteur 0.5 -11", "kraken:gbpusd 2 -10")
        #expect(try Self.rate("eur", old) == nil)
        #expect(try Self.rate("gbp", old) == 2)
        #expect(try Self.rate("krw", try Self.day("upbit:usdtkrw 0")) == nil)
        // After hours without a network all are of the same age.
        #expect(try Self.rate("eur", try Self.day("okx:usdteur 0.5 -600")) == 2)
    }

    @Test func `the list names exchanges that there are, each pair once`() throws {
        let known = Set(Exchanges.builtIn.names)
        for line in RateList.lines {
            let entries = RateList.entries(of: line.quote)
            #expect(!entries.isEmpty)
            #expect(entries.allSatisfy { known.contains($0.market) }, "\(line.quote)")
            #expect(Set(entries.map { "\($0.market) \($0.pair)" }).count == entries.count)
        }
        #expect(Set(RateList.lines.map(\.quote)).count == RateList.lines.count)
        #expect(!RateList.dollars.contains("ust") && !RateList.dollars.contains("frax"))
    }

    @Test func `the manual shows the list as it is`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let text = try String(
            contentsOf: root.appending(path: "docs/turnover.md").standardized, encoding: .utf8)
        let dollars = RateList.dollars.map { "`\($0)`" }.joined(separator: ", ")
        #expect(text.contains("\n\(dollars)\n"))
        let rows = RateList.lines.map { "| `\($0.quote)` | \($0.direct) | \($0.inverse) |" }
        #expect(text.contains("\n" + rows.joined(separator: "\n") + "\n\n"))
        #expect(text.contains("2026-11-28"))
    }
}
