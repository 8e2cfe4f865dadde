import TestSupport
import Testing

@testable import TrackerEngine

/// Tables of prices in all forms that people have them in.
struct PriceColumnsTests {
    private static let last = CSVSamples.window.upperBound
    /// The start of the candle that ends with the newest minute of the window, in seconds.
    private static let start = last.unixSeconds - 60

    struct Form: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var market: String?
        var pair: String?
        var candle: Int?
        var testDescription: String { name }
    }

    /// All say the same: kraken's btcusd was 41 a minute ago, and is 42 now.
    static let forms: [Form] = [
        Form(
            name: "our own",
            text: """
                unix_minute,market,pair,price
                \(start),kraken,btcusd,41
                \(start + 60),kraken,btcusd,42
                """),
        Form(
            name: "columns in another order, and more of them",
            text: """
                Price,note,PAIR,unix_minute,Market
                41,"a,b",btcusd,\(start),kraken
                42,,BTC/USD,\(start + 60),Kraken
                """),
        Form(
            name: "semicolons, said by a spreadsheet",
            text: "\u{FEFF}sep=;\r\nunix_minute;market;pair;price\r\n"
                + "\(start);kraken;btcusd;41\r\n\(start + 60);kraken;\"btcusd\";42\r\n;;;\r\n"),
        Form(
            name: "semicolons, found",
            text: "unix_minute;market;pair;\"price\"\n\(start);kraken;btcusd;41\n"
                + "\(start + 60);kraken;btcusd;42\n"),
        Form(
            name: "tabs",
            text: "unix_minute\tmarket\tpair\tprice\n\(start)\tkraken\tbtcusd\t41\n"
                + "\(start + 60)\tkraken\tbtcusd\t42\n"),
        Form(
            name: "comments and blank lines first",
            text:
                "# of today\n\n# and more, with commas, and; others\nunix_minute,market,pair,price\n"
                + "\(start),kraken,btcusd,41\n,,,\n\(start + 60),kraken,btcusd,42\n"),
        Form(
            name: "prices by a time in milliseconds",
            text: "timestamp,price\n\(start)000,41\n\(start + 60)000,42\n", market: "kraken",
            pair: "BTC-USD"),
        Form(
            name: "klines of Binance, milliseconds",
            text: """
                \(start - 60)000,1,2,3,41,9.5,\(start - 1)999,8.5,7,6.5,5.5,0
                \(start)000,1,2,3,42,9.5,\(start + 59)999,8.5,7,6.5,5.5,0
                """, market: "kraken", pair: "btcusd"),
        Form(
            name: "klines of Binance, microseconds",
            text: """
                \(start - 60)000000,1,2,3,41.0,9.5,\(start - 1)999999,8.5,7,6.5,5.5,0
                \(start)000000,1,2,3,42.00000000,9.5,\(start + 59)999999,8.5,7,6.5,5.5,0
                """, market: "kraken", pair: "btcusd"),
        Form(
            name: "klines of Binance with a header, of five minutes and of one",
            text: """
                open_time,open,high,low,close,volume,close_time,quote_volume,count,a,b,ignore
                \(start - 300)000,1,2,3,41,9.5,\(start - 1)999,8.5,7,6.5,5.5,0
                \(start)000,1,2,3,42,9.5,\(start + 59)999,8.5,7,6.5,5.5,0
                """, market: "kraken", pair: "btcusd"),
        Form(
            name: "OHLCVT of Kraken",
            text: "\(start - 60),1,2,3,41,9.5,7\n\(start),1,2,3,42,9.5,7\n", market: "kraken",
            pair: "btcusd"),
        Form(
            name: "OHLCVT of Kraken of five minutes",
            text: "\(start - 300),1,2,3,41,9.5,7\n\(start - 240),1,2,3,42,9.5,7\n",
            market: "kraken", pair: "btcusd", candle: 5),
        Form(
            name: "CryptoDataDownload",
            text: """
                https://www.CryptoDataDownload.com
                unix,date,symbol,open,high,low,close,Volume BTC,Volume USD
                \(start),2021-08-28 16:26:00,BTC/USD,1,2,3,42,0.1,0.2
                \(start - 60),2021-08-28 16:25:00,BTC/USD,1,2,3,41,0.1,0.2
                """, market: "kraken"),
        Form(
            name: "CryptoDataDownload, older, in milliseconds",
            text: """
                https://www.CryptoDataDownload.com
                Unix Timestamp,Date,Symbol,Open,High,Low,Close,Volume
                \(start)000,2021-08-28 16:26:00,BTCUSD,1,2,3,42,0.1
                \(start - 60)000,2021-08-28 16:25:00,BTCUSD,1,2,3,41,0.1
                """, market: "kraken"),
        Form(
            name: "Bitstamp, with empty minutes",
            text: """
                Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency),Weighted_Price
                \(start - 120),NaN,NaN,NaN,NaN,NaN,NaN,NaN
                \(start - 60).0,1,2,3,41,0.1,0.2,0.3
                \(start).0,1,2,3,42,0.1,0.2,0.3
                """, market: "kraken", pair: "btc_usd"),
        Form(
            name: "Bitstamp without a header",
            text: "\(start - 60),1,2,3,41,9.5\n\(start),1,2,3,42,9.5\n", market: "kraken",
            pair: "btcusd"),
    ]

    private static func settings(_ form: Form) throws -> DayCSVReader.Settings {
        var settings = DayCSVReader.Settings()
        settings.market = try form.market.map { try Market($0) }
        settings.pair = try form.pair.map { try Pair($0) }
        settings.candle = form.candle
        return settings
    }

    private static func read(
        _ bytes: [UInt8], _ settings: DayCSVReader.Settings = .init(), piece: Int = .max
    ) throws(DayCSVError) -> DayCSVReader.Content {
        var reader = DayCSVReader(window: CSVSamples.window, settings)
        var rest = bytes[...]
        while !rest.isEmpty {
            try reader.read(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        return try reader.finish()
    }

    @Test(arguments: forms)
    func `every form says the same, packed or not, however it is cut`(_ form: Form) throws {
        let settings = try Self.settings(form)
        let plain = Array(form.text.utf8)
        for bytes in [plain, try GzipTests.packed(plain)] {
            for piece in [1, 7, 4096] {
                let content = try Self.read(bytes, settings, piece: piece)
                let day = CSVSamples.day(of: content)
                let instrument = try Instrument(key: "market:kraken:btcusd")
                #expect(day.instruments(since: CSVSamples.window.lowerBound) == [instrument])
                let series = try #require(day.series(of: instrument, through: Self.last))
                #expect(series.points.map(\.price.amount) == [41, 42])
                #expect(series.points.map(\.minute) == [Self.last.advanced(by: -1), Self.last])
                #expect(content.counts.prices == 2)
                #expect(content.isOpenEnded == (form.text.last?.isNewline == false))
            }
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `any order of columns, any separator and further columns say the same`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let day = try CSVSamples.day(seed: seed)
        let whole = try CSVSamples.read(CSVSamples.text(of: day))
        let separator = try #require([",", ";", "\t"].randomElement(using: &random))
        let columns = ["unix_minute", "market", "pair", "price", "volume"].shuffled(using: &random)
        var lines = [columns.joined(separator: separator)]
        for instrument in day.instruments(since: CSVSamples.window.lowerBound) {
            let series = day.series(of: instrument, through: CSVSamples.window.upperBound)
            for point in series.map({ Array($0.points) }) ?? [] {
                var price: [UInt8] = []
                var places = 0
                NumberText.append(point.price.amount, to: &price, places: &places)
                let fields = [
                    "unix_minute": "\(point.minute.unixSeconds)", "volume": "x",
                    "market": Self.quoted(instrument.market.name),
                    "pair": Self.quoted(instrument.pair.name),
                    "price": String(decoding: price, as: UTF8.self),
                ]
                lines.append(columns.map { fields[$0] ?? "" }.joined(separator: separator))
            }
        }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        let content = try Self.read(Bool.random(using: &random) ? text : try GzipTests.packed(text))
        #expect(content.counts.prices == whole.counts.prices)
        #expect(
            CSVSamples.text(of: CSVSamples.day(of: content))
                == CSVSamples.text(of: CSVSamples.day(of: whole)))
    }

    private static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        var market: String?
        let message: String
        var testDescription: String { message }
    }

    static let refusals: [Refusal] = [
        Refusal(
            text: "open_time,open\n1,2\n",
            message:
                "line 1: the header is \"open_time,open\"; it needs a column named price or close"),
        Refusal(
            text: "day,open\n",
            message:
                "line 1: the header is \"day,open\"; it needs a column named unix_minute or open_time or "
                + "unix or unix_timestamp or timestamp or time and a column named price or close"),
        Refusal(
            text: "unix_minute,market,pair,price,price\n",
            message: "line 1: the header has the column price twice"),
        Refusal(
            text: "\(start),1,2\n",
            message: "line 1: there is no header, and no known format has 3 columns "
                + "(klines of Binance: 12, OHLCVT of Kraken: 7, OHLC of Bitstamp: 6)"),
        Refusal(
            text: "\(start),1,2,3,4,5,6\n",
            message:
                "line 1: these are OHLCVT of Kraken: there is no column for the market and the "
                + "pair; give --market NAME and --pair NAME"),
        Refusal(
            text: "unix_minute,market,price\n", market: nil,
            message: "line 1: there is no column for the pair; give --pair NAME"),
        Refusal(
            text: "unix_minute,market,pair,price\n", market: "kraken",
            message: "line 1: the file has a column market, so --market cannot be used"),
        Refusal(
            text: "unix_minute,market,pair,price\n\(start);kraken;btcusd;1\n",
            message: "line 2: 1 column instead of 4"),
        Refusal(
            text: "unix_minute;market;pair;price\n\(start);kraken;btcusd;48801,3\n",
            message: "line 2: \"48801,3\" is not a price: it must be a number, 0 or more"),
        Refusal(
            text: "time,market,pair,close\n\(start + 1),kraken,btcusd,1\n",
            message:
                "line 2: \"\(start + 1)\" is not a minute: it must be the Unix time of its start"),
        Refusal(
            text: "time,market,pair,close\n0,a,b,1\n300,a,b,1\n3000,a,b,1\n",
            message: "line 4: the candles are 300 minutes apart".replacing("300", with: "5")
                + ": add --candle 5 if each lasts that long, --candle 1 if each lasts a minute"),
        Refusal(
            text: "PK\u{3}\u{4}xx",
            message: "line 1: it is a zip file: unzip it first (unzip -p FILE)"),
        Refusal(text: "{\"a\":1}", message: "line 1: it is JSON, not CSV"),
        Refusal(text: "<!DOCTYPE html>", message: "line 1: it is a web page or XML, not CSV"),
        Refusal(text: "a\u{0}b", message: "line 1: it is not text"),
    ]

    @Test(arguments: refusals)
    func `a refusal says what was seen`(_ refusal: Refusal) throws {
        var settings = DayCSVReader.Settings()
        settings.market = try refusal.market.map { try Market($0) }
        let error = #expect(throws: DayCSVError.self) {
            try Self.read(Array(refusal.text.utf8), settings)
        }
        #expect(error?.description == refusal.message)
    }

    @Test func `bytes of other kinds of files are told`() throws {
        let kinds: [([UInt8], String)] = [
            ([0xFF, 0xFE, 0x75, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x75], "UTF-16"),
            ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), (Array("BZh9".utf8), "bzip2"),
            ([0xFD] + Array("7zXZ".utf8), "xz"),
        ]
        for (bytes, words) in kinds {
            let error = #expect(throws: DayCSVError.self) { try Self.read(bytes) }
            #expect(error?.description.contains(words) == true)
        }
        let packed = try GzipTests.packed(Array("unix_minute,market,pair,price\n".utf8))
        let cut = #expect(throws: DayCSVError.self) { try Self.read(Array(packed.dropLast(3))) }
        #expect(cut?.description.hasSuffix("the gzip file is cut off") == true)
    }
}
