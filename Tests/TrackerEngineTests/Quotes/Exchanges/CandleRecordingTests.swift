import Testing

@testable import TrackerEngine

/// The recorded candles of the exchanges, read by the entries of the catalogue.
struct CandleRecordingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let exchange: String
        let file: String
        /// Minutes of a recorded candle: no exchange-specific reader, but not always a minute.
        let step: Int
        let rows: Int
        /// Unix seconds of its start, and its close in the digits of the recording.
        let oldest: (start: Int, close: Double)
        let newest: (start: Int, close: Double)

        init(
            _ exchange: String, _ file: String = "candles", step: Int = 60, rows: Int,
            _ oldest: (Int, Double), _ newest: (Int, Double)
        ) {
            self.exchange = exchange
            self.file = "\(exchange)/\(file).json"
            self.step = step
            self.rows = rows
            self.oldest = oldest
            self.newest = newest
        }

        var testDescription: String { file }

        /// The minute at which a candle ends that starts then.
        func end(_ start: Int) -> Minute { Minute(unixSeconds: start).advanced(by: step) }

        var minutes: ClosedRange<Minute> { end(oldest.start)...end(newest.start) }

        func call() throws -> (Exchange.Candles, AnswerReader) {
            let entry = try #require(Exchanges.builtIn[exchange])
            let call = try #require(entry.candles.first)
            return (call.with(step: step), AnswerReader(rules: entry.errors, host: exchange))
        }
    }

    static let cases = [
        Case(
            "kraken", step: 1, rows: 300, (1_762_802_280, 105_682.3), (1_762_820_220, 105_899.4)),
        Case("binance", step: 1, rows: 60, (1_588_740_120, 9033.15), (1_588_743_660, 9016.01)),
        // Columns: time, low, high, open, close.
        Case("coinbase", step: 1, rows: 10, (1_517_443_200, 10099.98), (1_517_443_740, 10120.21)),
        Case("bitfinex", rows: 3, (1_790_492_400, 84740), (1_790_499_600, 84537)),
        Case("bitstamp", step: 1, rows: 300, (1_577_818_800, 7144.14), (1_577_836_740, 7168.36)),
        Case("okx", rows: 3, (1_790_492_400, 84789.5), (1_790_499_600, 84613.4)),
        Case("kucoin", rows: 3, (1_790_492_400, 84781.9), (1_790_499_600, 84612.8)),
        Case("gateio", rows: 3, (1_790_492_400, 84790), (1_790_499_600, 84610)),
        Case("gemini", rows: 2, (1_790_499_600, 84912.04), (1_790_503_200, 84871.45)),
        Case("htx", step: 1, rows: 5, (1_605_453_840, 456.63), (1_605_454_080, 456.78)),
        Case(
            "htx", "candles-60min-2026", rows: 2, (1_790_503_200, 84860.22),
            (1_790_506_800, 84857.99)),
        Case("bybit", step: 1440, rows: 1, (1_745_884_800, 94851.4), (1_745_884_800, 94851.4)),
        Case("bitget", rows: 2, (1_790_503_200, 84880.21), (1_790_506_800, 84860.67)),
        Case("mexc", rows: 2, (1_790_503_200, 84867.09), (1_790_506_800, 84849.99)),
        Case("poloniex", rows: 2, (1_790_514_000, 85022.91), (1_790_517_600, 84748.61)),
        Case("cryptocom", rows: 2, (1_790_503_200, 84884.22), (1_790_506_800, 84863.74)),
        Case("whitebit", rows: 2, (1_790_510_400, 84804.13), (1_790_514_000, 85026.13)),
        Case("lbank", rows: 2, (1_790_506_800, 84891.72), (1_790_510_400, 84796.62)),
    ]

    @Test(Recordings.areThere, arguments: cases)
    func `a recorded candle is the price of the minute at which it ends`(_ given: Case) throws {
        let (call, answers) = try given.call()
        let body = try #require(Recordings.read(given.file))
        let (series, reading) = try CandleReader.series(
            body, of: call, on: CandlePage(given.minutes, step: given.step), answers)
        #expect(reading.rows == given.rows)
        #expect(series.start == given.minutes.lowerBound)
        #expect(series.amounts.count == given.minutes.count)
        #expect(series[given.minutes.lowerBound]?.amount == given.oldest.close)
        #expect(series[given.minutes.upperBound]?.amount == given.newest.close)
        // No recording lacks a candle between its first and its last one.
        #expect(series.count == given.rows)
        let ends = series.points.allSatisfy { $0.minute.index.isMultiple(of: given.step) }
        #expect(ends)
    }

    @Test(Recordings.areThere, arguments: cases)
    func `a recorded candle that ends after the page does not count`(_ given: Case) throws {
        let (call, answers) = try given.call()
        let body = try #require(Recordings.read(given.file))
        let first = given.minutes.lowerBound.advanced(by: -1000)
        let page = CandlePage(
            first...given.minutes.upperBound.advanced(by: -1), step: given.step)
        let (series, _) = try CandleReader.series(body, of: call, on: page, answers)
        #expect(series.count == given.rows - 1)
        #expect(series.amounts.prefix(1000).allSatisfy { $0.isNaN })
    }

    @Test(Recordings.areThere, arguments: cases)
    func `minutes left out in a recording carry the close before them`(_ given: Case) throws {
        let (call, answers) = try given.call()
        let body = try #require(Recordings.read(given.file))
        // A page that begins in the middle: the candle before it says what its first minute was.
        let whole = try CandleReader.series(
            body, of: call, on: CandlePage(given.minutes, step: given.step), answers
        ).series
        for cut in [1, given.rows / 2] where given.rows > 2 {
            let first = given.minutes.lowerBound.advanced(by: cut * given.step)
            let page = CandlePage(first...given.minutes.upperBound, step: given.step)
            let part = try CandleReader.series(body, of: call, on: page, answers).series
            #expect(Samples.isSame(part.amounts, Array(whole.amounts.suffix(part.amounts.count))))
        }
    }

    @Test(Recordings.areThere)
    func `every recording of candles is read by some case`() {
        let read = Set(Self.cases.map(\.file))
        for id in Exchanges.builtIn.names {
            for name in Recordings.names(in: id) where name.hasPrefix("candle") {
                #expect(read.contains("\(id)/\(name)"))
            }
        }
    }
}

extension Exchange.Candles {
    /// The same columns for candles of another length.
    func with(step: Int) -> Exchange.Candles {
        Exchange.Candles(
            url: url, step: step, limit: limit, reach: reach, rows: rows, time: time, unit: unit,
            isTimeOfEnd: isTimeOfEnd, close: close, isInColumns: isInColumns)
    }
}
