import TestSupport
import Testing

@testable import TrackerEngine

struct MarketTurnoversTests {
    static let now = RollingDayTests.now

    static func quote(
        _ name: String, _ price: Double, _ traded: Traded?, base: Int = 3,
        on market: Market = .kraken
    ) throws -> Quote {
        Quote(
            Instrument(market: market, pair: try Pair(name)), try Price(price), traded: traded,
            baseLength: UInt8(base))
    }

    static func window(_ quotes: [Quote]) -> DayWindow {
        var day = RollingDay()
        day.ingest(Batch(minute: now, quotes: quotes))
        return DayWindow(day, through: now)
    }

    @Test func `volumes, turnovers and dollars all become dollars, or are not known`() throws {
        let window = Self.window([
            try Self.quote("btcusd", 50_000, try Traded(2, in: .base)),
            try Self.quote("btceur", 40_000, try Traded(80_000, in: .quote)),
            try Self.quote("eurusd", 1.25, try Traded(0, in: .base)),
            try Self.quote("ethbtc", 0.05, try Traded(10, in: .dollars)),
            try Self.quote("ethxyz", 7, try Traded(10, in: .quote)),
            try Self.quote("ltcusd", 80, nil),
            // Nobody tells its base and quote.
            try Self.quote("adausd", 1, try Traded(10, in: .quote), base: 0),
        ])
        let board = window.turnovers(of: .kraken)
        func dollars(_ name: String) throws -> Double? { board[try Pair(name)] }
        #expect(try dollars("btcusd") == 100_000)
        #expect(try dollars("btceur") == 100_000)
        #expect(try dollars("eurusd") == 0)
        #expect(try dollars("ethbtc") == 10)
        for name in ["ethxyz", "ltcusd", "adausd", "nothing"] { #expect(try dollars(name) == nil) }
        #expect(board.pairs.count == 4)
        #expect(board.total == 200_010)
        #expect(
            window.largest(of: window.markets).map(\.pair.name)
                == ["btceur", "btcusd", "ethbtc", "eurusd"])
        let none = window.turnovers(of: try Market("okx"))
        #expect(none.pairs.isEmpty && none.total == nil)
    }

    @Test func `the turnover is the newest one, also in the window of a past minute`() throws {
        let one = try Self.quote("btcusd", 50_000, try Traded(2, in: .quote))
        var day = RollingDay()
        day.ingest(Batch(minute: Self.now.advanced(by: -60), quotes: [one]))
        day.ingest(
            Batch(
                minute: Self.now,
                quotes: [try Self.quote("btcusd", 50_000, try Traded(3, in: .quote))]))
        let window = DayWindow(day, through: Self.now)
        #expect(window.turnover(of: one.instrument) == 3)
        #expect(window.advanced(to: Self.now.advanced(by: -60)).turnover(of: one.instrument) == 3)
    }

    // MARK: - By name

    private static func order(_ quotes: [Quote]) -> [String] {
        let window = window(quotes)
        let counts = window.baseCounts
        return quotes.map { window.weight(of: $0.instrument, counts) }.sorted()
            .map { "\($0.instrument)" }
    }

    @Test func `what many pairs have as their base comes first, then the usual quotes`() throws {
        let okx = try Market("okx")
        let quotes = [
            try Self.quote("aaausd", 1, nil), try Self.quote("btceur", 1, nil),
            try Self.quote("btcgbp", 1, nil), try Self.quote("btcusd", 1, nil),
            try Self.quote("btcusdt", 1, nil), try Self.quote("ethusd", 1, nil),
            try Self.quote("ethusdt", 1, nil, on: okx), try Self.quote("btcusd", 1, nil, on: okx),
            try Self.quote("zzzxyz", 1, nil),
        ]
        #expect(
            Self.order(quotes) == [
                "kraken:btcusdt", "kraken:btcusd", "okx:btcusd", "kraken:btceur", "kraken:btcgbp",
                "okx:ethusdt", "kraken:ethusd", "kraken:aaausd", "kraken:zzzxyz",
            ])
    }

    @Test(arguments: UInt64(1)...20)
    func `the order does not depend on the order in which pairs came`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var quotes = try ["kraken", "okx", "a"].flatMap { market in
            try (0..<12).map { number in
                try Self.quote(
                    "c\(number % 5)x" + ["usdt", "eur", "abc"][number % 3], 1, nil,
                    base: number.isMultiple(of: 4) ? 0 : 3, on: try Market(market))
            }
        }
        let usual = Self.order(quotes)
        quotes.shuffle(using: &random)
        #expect(Self.order(quotes) == usual)
    }

    @Test func `bases are counted anew when a pair comes, leaves, or is told apart`() throws {
        var day = RollingDay()
        let names = ["btcusd", "btceur", "btcxyz"]
        let quotes = try names.map { try Self.quote($0, 1, nil, base: 0) }
        day.ingest(Batch(minute: Self.now.advanced(by: -1439), quotes: Array(quotes.prefix(1))))
        day.ingest(Batch(minute: Self.now, quotes: Array(quotes.dropFirst())))
        let cache = BoardCache(day)
        #expect(cache.baseCounts(of: day).count(of: "btc") == 2)
        day.ingest(Batch(minute: Self.now, quotes: [try Self.quote("btcxyz", 1, nil)]))
        #expect(BoardCache(day, after: cache).baseCounts(of: day).count(of: "btc") == 3)
        day.drop(before: Self.now.advanced(by: -1000))
        #expect(BoardCache(day, after: cache).baseCounts(of: day).count(of: "btc") == 2)
    }
}
