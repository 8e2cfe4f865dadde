/// The day as text: CSV (RFC 4180) with a header line, a row for each price.
///
///     unix_minute,market,pair,price
///     1630168020,kraken,btcusd,48801.3
///
/// `unix_minute`: Unix seconds of the minute's start, a multiple of 60. `price`: the shortest
/// decimal that reads back to the same bits. UTF-8; a field with a comma, a quote or a line break
/// is quoted, quotes in it doubled. A reader takes CRLF, a byte order mark and blank lines too.
///
/// The last column of made-up prices is `simulated_price`: a spreadsheet reads it like any other,
/// and neither this program nor a script that asks for prices takes it for one.
public enum DayCSV {
    static let columns = columns(of: .real)

    static func columns(of kind: StoreKind) -> [String] {
        ["unix_minute", "market", "pair", kind == .real ? "price" : "simulated_price"]
    }

    public static let header = columns.joined(separator: ",")

    /// The minutes that belong to the day at a time: `now - 24 h < t <= now`.
    public static func window(at now: Timestamp) -> ClosedRange<Minute> {
        let last = Minute(containing: now)
        return last.windowStart...last
    }
}
