import Glibc

/// The blobs of the store.
///
/// Instruments are the numbers that the store has given them.
///
/// Both begin with a count and end with a CRC-32C of everything before it; numbers are LEB128.
///
///     a minute:  count | for each, ids rising:  id step | u8 decimals d ≤ 15, price × 10^d
///                                                        or u8 31, f64 little-endian
///     an hour:   count | for each, ids rising:  id step | length | chunk of `SeriesCodec`
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
}
