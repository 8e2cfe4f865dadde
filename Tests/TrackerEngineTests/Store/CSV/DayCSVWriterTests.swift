import Testing

@testable import TrackerEngine

struct DayCSVWriterTests {
    private func sample() throws -> RollingDay {
        var day = RollingDay()
        let last = CSVSamples.window.upperBound
        for (offset, market, pair, amount) in [
            (0, "kraken", "btcusd", 48801.3), (-1, "kraken", "btcusd", 48000),
            (0, "binance", "btcusd", 5e-05), (-61, "kraken", "eth,\"usd\"", 1e22),
            (-1440, "kraken", "btcusd", 3), (1, "kraken", "btcusd", 4),
        ] {
            let instrument = Instrument(market: try Market(market), pair: try Pair(pair))
            let quote = Quote(instrument, try Price(amount))
            day.ingest(Batch(minute: last.advanced(by: offset), quotes: [quote]))
        }
        return day
    }

    @Test func `rows come by minute, market and pair, and only those of the window`() throws {
        #expect(
            CSVSamples.text(of: try sample()) == """
                unix_minute,market,pair,price
                1630164360,kraken,"eth,""usd""\",1e+22
                1630167960,kraken,btcusd,48000
                1630168020,binance,btcusd,5e-05
                1630168020,kraken,btcusd,48801.3

                """)
    }

    @Test func `a market, a pair or both can be picked`() throws {
        let day = try sample()
        let pair = try Pair("btcusd")
        let market = try Market("binance")
        func rows(_ market: Market?, _ pair: Pair?) -> Int {
            CSVSamples.text(of: day, market: market, pair: pair).split(separator: "\n").count - 1
        }
        #expect(rows(.kraken, nil) == 3)
        #expect(rows(nil, pair) == 3)
        #expect(rows(market, pair) == 1)
        #expect(rows(market, try Pair("none")) == 0)
    }

    @Test func `an empty day is a header`() {
        #expect(CSVSamples.text(of: RollingDay()) == DayCSV.header + "\n")
    }

    @Test(arguments: UInt64(1)...30)
    func `a day reads back exactly as it was written`(seed: UInt64) throws {
        let day = try CSVSamples.day(seed: seed)
        let text = CSVSamples.text(of: day)
        let content = try CSVSamples.read(text)
        #expect(content.counts.outside == 0)
        #expect(content.counts.duplicates == 0)
        let back = CSVSamples.day(of: content)
        let window = CSVSamples.window
        let instruments = day.instruments(since: window.lowerBound)
        #expect(back.instruments(since: window.lowerBound) == instruments)
        for instrument in instruments {
            let before = try #require(day.series(of: instrument, through: window.upperBound))
            let after = try #require(back.series(of: instrument, through: window.upperBound))
            #expect(Samples.isSame(before.amounts, after.amounts))
        }
        #expect(CSVSamples.text(of: back) == text)
    }

    @Test(arguments: UInt64(1)...5)
    func `simulated prices differ in their header only, and are not read back`(
        seed: UInt64
    ) throws {
        let day = try CSVSamples.day(seed: seed)
        var bytes: [UInt8] = []
        let writer = DayCSVWriter(window: CSVSamples.window, kind: .simulated)
        _ = writer.write(day) { (piece: [UInt8]) throws(Never) in bytes += piece }
        let text = String(decoding: bytes, as: UTF8.self)
        let header = "unix_minute,market,pair,simulated_price\n"
        #expect(text.hasPrefix(header))
        let rows = text.dropFirst(header.count)
        #expect(rows == CSVSamples.text(of: day).dropFirst(DayCSV.header.count + 1))
        #expect(throws: DayCSVError.self) { try CSVSamples.read(text) }
        // What is refused is the mark, and nothing else of it.
        _ = try CSVSamples.read("\(DayCSV.header)\n\(rows)")
    }
}
