/// Which column of a table of prices holds what, found by the names in its header.
///
/// A table has a price for each minute, as this program writes it, or candles, as exchanges do. The
/// price of a minute is what a poll would have seen: the close of the candle that ends at it.
struct PriceColumns: Hashable, Sendable {
    /// The number of columns of each row.
    let count: Int
    let time: Int
    let price: Int
    /// `nil` if the file does not say it.
    let market: Int?
    let pair: Int?
    /// The form in words, if it was recognised by the number of its columns.
    let form: String?
    let moment: Moment

    /// The meaning of the time of a row.
    enum Moment: Hashable, Sendable {
        /// The start of the minute of the price, in Unix seconds.
        case minute
        /// The start of the minute of the price, in a unit that its size shows.
        case time
        /// The start of a candle; `end` is the column with its last moment, if there is one.
        case candle(end: Int?)
    }

    /// Finds the columns by name, in any order; columns of other names are passed over.
    ///
    /// Upper and lower case, blanks and underscores are the same.
    init(header: [String], form: String? = nil) throws(DayCSVError.Fault) {
        let names = header.map(Self.plain)
        if names.contains("simulated_price") { throw .simulated }
        for role in [Self.minutes, Self.times, Self.ends, Self.markets, Self.pairs, Self.prices] {
            for name in role where names.count(where: { $0 == name }) > 1 {
                throw .twice(column: name)
            }
        }
        func column(_ role: [String]) -> Int? {
            role.lazy.compactMap { names.firstIndex(of: $0) }.first
        }
        let minute = column(Self.minutes)
        let quoted = column(Self.prices)
        guard let time = minute ?? column(Self.times), let price = quoted ?? column(Self.closes)
        else {
            let lacksTime = minute == nil && column(Self.times) == nil
            let lacksPrice = quoted == nil && column(Self.closes) == nil
            throw .unknownHeader(
                header.joined(separator: ","),
                lacks: (lacksTime ? [Self.minutes + Self.times] : [])
                    + (lacksPrice ? [Self.prices + Self.closes] : []))
        }
        count = header.count
        self.time = time
        self.price = price
        market = column(Self.markets)
        pair = column(Self.pairs)
        self.form = form
        moment =
            minute != nil ? .minute : quoted != nil ? .time : .candle(end: column(Self.ends))
    }

    /// Names of columns that mean the same, the preferred one first.
    private static let minutes = ["unix_minute"]
    private static let times = ["open_time", "unix", "unix_timestamp", "timestamp", "time"]
    private static let ends = ["close_time"]
    private static let markets = ["market", "exchange"]
    private static let pairs = ["pair", "symbol"]
    private static let prices = ["price"]
    private static let closes = ["close"]

    private static func plain(_ name: String) -> String {
        name.lowercased().split { $0 == " " || $0 == "_" }.joined(separator: "_")
    }
}

extension PriceColumns {
    /// Dumps without a header, known by the number of their columns.
    private static let dumps: [(form: String, columns: [String])] = [
        (
            "klines of Binance",
            [
                "open_time", "open", "high", "low", "close", "volume", "close_time",
                "quote_volume", "count", "taker_buy_volume", "taker_buy_quote_volume", "ignore",
            ]
        ),
        ("OHLCVT of Kraken", ["time", "open", "high", "low", "close", "volume", "trades"]),
        ("OHLC of Bitstamp", ["timestamp", "open", "high", "low", "close", "volume"]),
    ]

    /// Finds the columns of a table by its first row: a header, or numbers.
    ///
    /// - Returns: the columns, and whether the first row is a header.
    static func find(
        in row: [String]
    ) throws(DayCSVError.Fault) -> (columns: PriceColumns, isHeader: Bool) {
        guard row.count > 1, let first = row.first, Double(first) != nil else {
            return (try PriceColumns(header: row), true)
        }
        guard let dump = dumps.first(where: { $0.columns.count == row.count }) else {
            let known = dumps.map { "\($0.form): \($0.columns.count)" }.joined(separator: ", ")
            throw .noHeader(columns: row.count, known: known)
        }
        return (try PriceColumns(header: dump.columns, form: dump.form), false)
    }
}
