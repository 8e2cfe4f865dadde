/// Reads the time of a row, in Unix seconds, milliseconds or microseconds.
///
/// The number itself shows the unit: of the years from 1973 to 5138 all seconds are below 10^11,
/// milliseconds below 10^14, microseconds below 10^17.
struct RowTime {
    private let columns: PriceColumns
    /// The length of a candle in minutes, if the user has said it.
    private let length: Int?
    /// The start of the first candle.
    private var first: Minute?
    /// The greatest number of minutes that all candles so far are apart by a multiple of.
    private(set) var step = 0

    /// `length`: of a candle in minutes, `nil` for what the file says, or else one.
    init(_ columns: PriceColumns, candle length: Int?) {
        self.columns = columns
        self.length = length
    }

    /// The minute that the price of a row belongs to.
    mutating func minute(_ record: CSVRecord) throws(DayCSVError.Fault) -> Minute {
        switch columns.moment {
        case .minute:
            let digits = record.range(of: columns.time)
            guard digits.count <= 12, let seconds = Self.number(record.bytes[digits]),
                seconds % 60 == 0
            else { throw .notAMinute(record.text(of: columns.time)) }
            return Minute(unixSeconds: seconds)
        case .time: return try start(record)
        case .candle(let end): return try self.end(record, end)
        }
    }

    private func start(_ record: CSVRecord) throws(DayCSVError.Fault) -> Minute {
        guard let (time, unit) = Self.time(record.bytes[record.range(of: columns.time)]),
            time % unit == 0
        else { throw .notAMinute(record.text(of: columns.time)) }
        return Minute(index: time / unit)
    }

    /// The minute at which a candle ends.
    private mutating func end(
        _ record: CSVRecord, _ column: Int?
    ) throws(DayCSVError.Fault) -> Minute {
        let start = try start(record)
        guard let column, length == nil else {
            if step != 1 { note(start) }
            return start.advanced(by: length ?? 1)
        }
        // The last millisecond of the candle, or the first one behind it.
        guard let (time, unit) = Self.time(record.bytes[record.range(of: column)]),
            time % unit == 0 || time % unit == unit - 1,
            case let end = Minute(index: (time + 1) / unit), end > start
        else { throw .notAMinute(record.text(of: column)) }
        return end
    }

    private mutating func note(_ start: Minute) {
        let distance = first.map { abs($0.distance(to: start)) } ?? 0
        first = first ?? start
        var (greater, less) = (max(step, distance), min(step, distance))
        while less > 0 { (greater, less) = (less, greater % less) }
        step = greater
    }

    /// The length that the candles seem to have, if that is not what they were taken for.
    var suspectedLength: Int? {
        guard case .candle(nil) = columns.moment, length == nil, step > 1 else { return nil }
        return step
    }

    /// The number of a text, and how many of its units are a minute.
    private static func time(_ text: ArraySlice<UInt8>) -> (time: Int, minute: Int)? {
        var text = text
        // Tables that were worked on with floating point: 1325412060.0.
        if let point = text.firstIndex(of: UInt8(ascii: ".")) {
            guard text[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
            text = text[..<point]
        }
        guard text.count <= 17, let number = number(text) else { return nil }
        let unit = number < 100_000_000_000 ? 1 : number < 100_000_000_000_000 ? 1000 : 1_000_000
        return (number, 60 * unit)
    }

    /// A whole number of at most 17 digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty else { return nil }
        var number = 0
        for byte in digits {
            let digit = byte &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }
}
