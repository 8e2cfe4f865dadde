import TestSupport
import Testing

@testable import TrackerEngine

struct DayCSVReaderTests {
    private static let header = DayCSV.header
    private static let minute = CSVSamples.window.upperBound.unixSeconds

    struct Bad: Sendable, CustomTestStringConvertible {
        let rows: String
        let message: String
        var isWhole = false
        var testDescription: String { message }
    }

    static let bad = [
        Bad(
            rows: "",
            message: "line 1: the file is empty, without even the header \(header)", isWhole: true),
        Bad(
            rows: "unix_minute,pair,price\n",
            message: "line 1: there is no column for the market; give --market NAME",
            isWhole: true),
        Bad(
            rows: "\(minute),kraken,btcusd,1\n",
            message: "line 1: there is no header, and no known format has 4 columns "
                + "(klines of Binance: 12, OHLCVT of Kraken: 7, OHLC of Bitstamp: 6)",
            isWhole: true),
        Bad(
            rows: "\u{FEFF}unix_minute,market,pair,simulated_price\r\n\(minute),kraken,btcusd,1\n",
            message: "line 1: these prices are simulated and cannot be mixed with real ones",
            isWhole: true),
        Bad(
            rows: "\u{0}\u{1}\u{2}", message: "line 1: it is not text", isWhole: true),
        Bad(
            rows: "\(minute),kraken,btcusd\n",
            message: "line 3: 3 columns instead of 4"),
        Bad(rows: "x", message: "line 3: 1 column instead of 4"),
        Bad(
            rows: "\(minute),kraken,btcusd,1,2\n",
            message: "line 3: 5 columns instead of 4"),
        Bad(
            rows: "\(minute + 1),kraken,btcusd,1",
            message:
                "line 3: \"\(minute + 1)\" is not a minute: it must be the Unix time of its start"),
        Bad(
            rows: ",kraken,btcusd,1",
            message: "line 3: \"\" is not a minute: it must be the Unix time of its start"),
        Bad(
            rows: "-60,kraken,btcusd,1",
            message: "line 3: \"-60\" is not a minute: it must be the Unix time of its start"),
        Bad(
            rows: "99999999999999999999,kraken,btcusd,1",
            message: "line 3: \"99999999999999999999\" is not a minute: "
                + "it must be the Unix time of its start"),
        Bad(rows: "\(minute),,btcusd,1", message: "line 3: the market is empty"),
        Bad(rows: "\(minute),kraken,\"\",1", message: "line 3: the pair is empty"),
        Bad(
            rows: "\(minute),kraken,\(String(repeating: "p", count: 129)),1",
            message: "line 3: the pair \"\(String(repeating: "p", count: 40))…\" "
                + "is longer than 128 bytes"),
        Bad(
            rows: "60,kraken,\(String(repeating: "p", count: 129)),1",
            message: "line 3: the pair \"\(String(repeating: "p", count: 40))…\" "
                + "is longer than 128 bytes"),
        Bad(
            rows: "\(minute),kraken,btcusd,",
            message: "line 3: \"\" is not a price: it must be a number, 0 or more"),
        Bad(
            rows: "\(minute),kraken,btcusd,\u{1B}[31m\u{202E}",
            message: "line 3: \"?[31m?\" is not a price: "
                + "it must be a number, 0 or more"),
        Bad(
            rows: "\(minute),kraken,btcusd,nan",
            message: "line 3: \"nan\" is not a price: it must be a number, 0 or more"),
        Bad(
            rows: "\(minute),kraken,btcusd,-1.5",
            message: "line 3: \"-1.5\" is not a price: it must be a number, 0 or more"),
        Bad(
            rows: "\(minute),kraken,btcusd,1e999",
            message: "line 3: \"1e999\" is not a price: it must be a number, 0 or more"),
        Bad(
            rows: "\(minute),kraken,\"btc\n\nusd\",1\n",
            message: "line 3: the pair \"btc??usd\" contains U+000A, which is invisible"),
        Bad(
            rows: "\(minute),kraken,\"btcusd\",1\n\n\n\(minute),kraken,a\"b,2",
            message: "line 6: a quote inside a field that does not begin with one"),
        Bad(
            rows: "\(minute),kraken,\"btcusd,1\n\(minute),kraken,ethusd,2\n",
            message: "line 3: a quote that is never closed"),
    ]

    @Test(arguments: bad) func `a bad line is refused with its number`(_ bad: Bad) {
        let good = "\(Self.header)\n\(Self.minute),kraken,ethusd,2\n"
        let text = bad.isWhole ? bad.rows : good + bad.rows
        let error = #expect(throws: DayCSVError.self) { try CSVSamples.read(text) }
        #expect(error?.description == bad.message)
    }

    @Test(arguments: [UInt8(0x80), 0xC0, 0xFF])
    func `names that are no UTF-8 are refused`(_ byte: UInt8) {
        var reader = DayCSVReader(window: CSVSamples.window)
        let text = Array("\(Self.header)\n\(Self.minute),kraken,btc".utf8) + [byte]
        let error = #expect(throws: DayCSVError.self) {
            try reader.read(text + Array(",1\n".utf8))
        }
        #expect(error?.description == "line 2: the pair is not UTF-8")
    }

    @Test func `the window holds its newest minute and not the one a day before`() throws {
        let last = CSVSamples.window.upperBound
        let rows = [-1440, -1439, 0, 1].map {
            "\(last.advanced(by: $0).unixSeconds),kraken,btcusd,\(100 + $0 + 2000)"
        }
        let content = try CSVSamples.read(([Self.header] + rows).joined(separator: "\n"))
        #expect(content.counts.rows == 4)
        #expect(content.counts.outside == 2)
        #expect(content.counts.prices == 2)
        let day = CSVSamples.day(of: content)
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        let series = try #require(day.series(of: instrument, through: last))
        #expect(series.points.map(\.price.amount) == [661, 2100])
        #expect(series.points.map(\.minute) == [CSVSamples.window.lowerBound, last])
    }

    @Test func `the later of two rows for a minute stands, in any spelling`() throws {
        let content = try CSVSamples.read(
            """
            \(Self.header)
            \(Self.minute),kraken,btcusd,1
            \(Self.minute),kraken,ethusd,7
            \(Self.minute),Kraken,"BTCUSD",2
            """)
        #expect(content.counts.duplicates == 1)
        #expect(content.counts.prices == 2)
        let day = CSVSamples.day(of: content)
        #expect(day.instruments(since: CSVSamples.window.lowerBound).count == 2)
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        #expect(day.latest(of: instrument)?.price.amount == 2)
    }

    @Test(arguments: UInt64(1)...16)
    func `a file says the same however it is cut, ended and ordered`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let day = try CSVSamples.day(seed: seed)
        let text = CSVSamples.text(of: day)
        let whole = try CSVSamples.read(text)
        var reader = DayCSVReader(window: CSVSamples.window)
        var rest = Array("\u{FEFF}\(text)".utf8)[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...700, using: &random))
            try reader.read(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        let cut = try reader.finish()
        #expect(cut.counts == whole.counts)
        #expect(cut.hours == whole.hours)
    }

    @Test(arguments: UInt64(1)...40)
    func `a day reads back the same where its names are known, whatever separates them`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let codes = ["btc", "usd", "eth", "usdt"]
        var day = RollingDay()
        for number in 0..<UInt64(9) {
            let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                codes.randomElement(using: &random) ?? ""
            }
            let separator = ["/", "-", "_", ""].randomElement(using: &random) ?? ""
            let instrument = Instrument(
                market: .kraken, pair: try Pair(parts.joined(separator: separator)))
            let series = Series(
                start: CSVSamples.window.upperBound.advanced(by: -9),
                amounts: Samples.amounts(10, seed: seed * 10 + number))
            day.merge(series, of: instrument)
        }
        let known = Set(day.instruments(since: CSVSamples.window.lowerBound))
        let text = CSVSamples.text(of: day)
        var reader = DayCSVReader(window: CSVSamples.window, known: known)
        try reader.read(Array(text.utf8))
        #expect(CSVSamples.text(of: CSVSamples.day(of: try reader.finish())) == text)
    }

    @Test func `too many instruments are refused`() {
        let rows = (0...5).map { "\(Self.minute),kraken,p\($0),1\n" }.joined()
        var settings = DayCSVReader.Settings()
        settings.mostInstruments = 5
        var reader = DayCSVReader(window: CSVSamples.window, settings)
        let error = #expect(throws: DayCSVError.self) {
            try reader.read(Array("\(Self.header)\n\(rows)".utf8))
        }
        #expect(error?.description == "line 7: more than 5 instruments")
    }

    @Test func `ever other spellings of a name are still one instrument`() throws {
        var settings = DayCSVReader.Settings()
        settings.mostInstruments = 2
        var reader = DayCSVReader(window: CSVSamples.window, settings)
        let spellings = ["btc", "Btc", "bTc", "btC", "BTc", "BtC", "bTC", "BTC", "eth", "btc"]
        let rows = spellings.map { "\(Self.minute),kraken,\($0),1\n" }.joined()
        try reader.read(Array("\(Self.header)\n\(rows)\(rows)".utf8))
        let content = try reader.finish()
        #expect(content.counts.prices == 2)
        #expect(content.hours.map(\.pairs.count) == [2])
    }
}
