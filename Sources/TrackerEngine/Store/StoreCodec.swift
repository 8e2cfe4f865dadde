import Glibc

/// The blobs of the store.
///
/// Instruments are the numbers that the store has given them.
///
/// All begin with a count and end with a CRC-32C of everything before it; numbers are LEB128.
///
///     a minute:    count | for each, ids rising:    id step | u8 decimals d ≤ 15, price × 10^d
///                                                            or u8 31, f64 little-endian
///     an hour:     count | for each, ids rising:    id step | length | chunk of `SeriesCodec`
///     a backfill:  count | for each, hours rising:  hour step | length | chunk of `SeriesCodec`
///
/// The hours are those with a price, in hours since 1970.
enum StoreCodec {
    private static let mostDecimals = 15
    private static let raw: UInt8 = 31
    private static let tens: [Double] = (0...mostDecimals).map { pow(10, Double($0)) }

    /// About 5 bytes a price; `prices` with ids rising, each once.
    static func minute(_ prices: [(id: Int, amount: Double)]) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(prices.count))
        var before = 0
        for (id, amount) in prices {
            writer.varint(UInt64(id - before))
            before = id
            write(amount, to: &writer)
        }
        return writer.sealed
    }

    private static func write(_ amount: Double, to writer: inout ByteWriter) {
        for decimals in 0...mostDecimals {
            let whole = (amount * tens[decimals]).rounded()
            guard whole < 9e15 else { break }
            guard whole / tens[decimals] == amount else { continue }
            writer.byte(UInt8(decimals))
            writer.varint(UInt64(whole))
            return
        }
        writer.byte(raw)
        writer.word(amount.bitPattern)
    }

    /// `nil` for bytes that are no minute.
    static func minute(from bytes: [UInt8]) -> [(id: Int, amount: Double)]? {
        guard var reader = ByteReader(sealed: bytes), let count = reader.varint(),
            count <= UInt64(reader.left)
        else { return nil }
        var prices: [(id: Int, amount: Double)] = []
        prices.reserveCapacity(Int(count))
        var id = 0
        for _ in 0..<count {
            guard let step = reader.varint(), step < 1 << 40, let amount = amount(&reader) else {
                return nil
            }
            id += Int(step)
            prices.append((id, amount))
        }
        return reader.isAtEnd ? prices : nil
    }

    private static func amount(_ reader: inout ByteReader) -> Double? {
        guard let decimals = reader.byte() else { return nil }
        if decimals == raw {
            guard let bits = reader.word(), case let amount = Double(bitPattern: bits),
                amount.isFinite, amount.sign == .plus
            else { return nil }
            return amount
        }
        guard decimals <= mostDecimals, let whole = reader.varint() else { return nil }
        return Double(whole) / tens[Int(decimals)]
    }

    /// `chunks`: ids rising, each once.
    static func hour(_ chunks: [(id: Int, chunk: [UInt8])]) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(chunks.count))
        var before = 0
        for (id, chunk) in chunks {
            writer.varint(UInt64(id - before))
            before = id
            writer.varint(UInt64(chunk.count))
            writer.append(chunk)
        }
        return writer.sealed
    }

    /// `nil` for bytes that are no hour.
    static func hour(from bytes: [UInt8]) -> [(id: Int, chunk: [UInt8])]? {
        guard var reader = ByteReader(sealed: bytes), let count = reader.varint(),
            count <= UInt64(reader.left)
        else { return nil }
        var chunks: [(id: Int, chunk: [UInt8])] = []
        chunks.reserveCapacity(Int(count))
        var id = 0
        for _ in 0..<count {
            guard let step = reader.varint(), step < 1 << 40, let length = reader.varint(),
                length <= UInt64(SeriesCodec.longest), let chunk = reader.bytes(Int(length))
            else { return nil }
            id += Int(step)
            chunks.append((id, chunk))
        }
        return reader.isAtEnd ? chunks : nil
    }

    /// The prices of one instrument, exact to the bit; none before 1970.
    static func backfill(_ series: Series) -> [UInt8] {
        guard let series = series.trimmed else { return hour([]) }
        let last = series.end.advanced(by: -1).hour
        let chunks = (max(0, series.start.hour)...max(0, last)).compactMap { hour in
            let start = Minute(index: hour * SeriesCodec.minutes)
            return SeriesCodec.encode(series.hour(from: start)).map { (id: hour, chunk: $0) }
        }
        return hour(chunks)
    }

    /// What lies in some minutes; `nil` for bytes that are no backfill.
    static func backfill(from bytes: [UInt8], in minutes: ClosedRange<Minute>) -> Series? {
        guard let chunks = hour(from: bytes) else { return nil }
        let hours = minutes.lowerBound.hour...minutes.upperBound.hour
        let known = chunks.filter { hours.contains($0.id) }
        guard let first = known.first?.id, let last = known.last?.id else {
            return Series(start: minutes.lowerBound, amounts: [])
        }
        let count = (last - first + 1) * SeriesCodec.minutes
        var amounts = [Double](repeating: .nan, count: count)
        for (hour, chunk) in known {
            let start = (hour - first) * SeriesCodec.minutes
            amounts.replaceSubrange(
                start..<start + SeriesCodec.minutes, with: SeriesCodec.amounts(chunk))
        }
        let series = Series(start: Minute(index: first * SeriesCodec.minutes), amounts: amounts)
        return series.clipped(to: minutes) ?? Series(start: minutes.lowerBound, amounts: [])
    }
}
