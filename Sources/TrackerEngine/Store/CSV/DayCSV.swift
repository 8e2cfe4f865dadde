/// The day as CSV (RFC 4180): a header line and a row for each price.
///
///     unix_minute,market,pair,price
///     1630168020,kraken,btcusd,48801.3
///
/// `unix_minute` is the Unix time of the minute's start in seconds, a multiple of 60. `price` is the
/// shortest decimal that reads back to the same bits. The text is UTF-8. A field with a comma, a
/// quote or a line break is quoted, with its quotes doubled. A reader also accepts CRLF, a byte order
/// mark and blank lines.
///
/// A pair whose name would be read as another one is written as a key of the feed,
/// `market:kraken:a/busd`, which is read to the letter.
///
/// The last column of made-up prices is `simulated_price`: a spreadsheet reads it like any other,
/// and neither this program nor a script that asks for prices takes it for one.
public enum DayCSV {
    static let columns = columns(of: .real)

    static func columns(of kind: StoreKind) -> [String] {
        ["unix_minute", "market", "pair", kind == .real ? "price" : "simulated_price"]
    }

    public static let header = columns.joined(separator: ",")

    /// The minutes of the day that ends at a time: `now - 24 h < t <= now`.
    public static func window(at now: Timestamp) -> ClosedRange<Minute> {
        let last = Minute(containing: now)
        return last.windowStart...last
    }
}
