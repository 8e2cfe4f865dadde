/// Writes a day as CSV, ordered by minute, then market, then pair.
public struct DayCSVWriter {
    private let window: ClosedRange<Minute>
    private let market: Market?
    private let pair: Pair?
    private let kind: StoreKind

    /// The number of bytes that are collected before they are handed on.
    private static let piece = 1 << 16

    /// A writer of all instruments, or of those of `market` and `pair`.
    ///
    /// `kind`: of the prices, for the header.
    public init(
        window: ClosedRange<Minute>, market: Market? = nil, pair: Pair? = nil,
        kind: StoreKind = .real
    ) {
        self.window = window
        self.market = market
        self.pair = pair
        self.kind = kind
    }

    /// Writes the header and a row for each price of the window.
    ///
    /// Cost: about 0.2 µs a price; memory for one hour at a time.
    /// - Parameters:
    ///   - day: may hold more than the window.
    ///   - progress: gets the share of the day that is done, and the number of prices so far.
    ///   - sink: gets the text in pieces of whole rows.
    /// - Returns: the number of prices.
    /// - Throws: what `sink` throws.
    public func write<Failure>(
        _ day: RollingDay, progress: (Double, Int) -> Void = { _, _ in },
        to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        let instruments = day.instruments(since: window.lowerBound).filter {
            (market == nil || $0.market == market) && (pair == nil || $0.pair == pair)
        }
        let middles = instruments.map(Self.middle)
        // By instrument: how many decimals its last price had.
        var places = [Int](repeating: 0, count: instruments.count)
        var text = Array((DayCSV.columns(of: kind).joined(separator: ",") + "\n").utf8)
        var count = 0
        for hour in window.lowerBound.hour...window.upperBound.hour {
            let start = hour.start
            let columns = instruments.map { day.amounts(of: $0, inHour: hour) }
            for offset in 0..<SeriesCodec.minutes
            where window.contains(start.advanced(by: offset)) {
                let minute = start.advanced(by: offset)
                for (row, column) in columns.enumerated() where !column[offset].isNaN {
                    NumberText.append(minute.unixSeconds, to: &text)
                    text.append(contentsOf: middles[row])
                    NumberText.append(column[offset], to: &text, places: &places[row])
                    text.append(UInt8(ascii: "\n"))
                    count += 1
                    guard text.count >= Self.piece else { continue }
                    try sink(text)
                    text.removeAll(keepingCapacity: true)
                    let done = window.lowerBound.distance(to: minute)
                    progress(Double(done) / Double(window.count), count)
                }
            }
        }
        try sink(text)
        return count
    }

    /// The fields between minute and price, with their commas.
    private static func middle(_ instrument: Instrument) -> [UInt8] {
        var bytes: [UInt8] = []
        for name in [instrument.market.name, instrument.writtenPair] {
            bytes.append(UInt8(ascii: ","))
            CSVField.append(name, to: &bytes)
        }
        bytes.append(UInt8(ascii: ","))
        return bytes
    }
}

extension RollingDay {
    /// The prices of an instrument in an hour: 60 elements, NaN for a hole.
    ///
    /// Cost: about 0.5 µs.
    func amounts(of instrument: Instrument, inHour hour: Hour) -> [Double] {
        guard let day = days[instrument.market], let slot = day.names.slot(of: instrument.pair)
        else { return Array(repeating: .nan, count: SeriesCodec.minutes) }
        return day.amounts(of: slot, inHour: hour)
    }
}
