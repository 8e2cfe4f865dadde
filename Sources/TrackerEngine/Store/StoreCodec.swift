/// The blobs of the store.
///
/// Instruments are the numbers that the store has given them.
///
/// All end with a CRC-32C of everything before it; numbers are LEB128. The checksum goes on from
/// `seal`, that of the columns of the row (`RowSeal`): 0 in stores before version 4.
///
///     a minute:    prices
///     against a    a bit for each entry of the key: it has the same price again | for each entry
///       key:       without: 0 it has none, 1 a price in full follows, else 1 + zigzag of the steps
///                  in the last decimal of the key's price | prices of other ids
///     prices:      count | for each, ids rising:    id step | price in full
///     a price:     u8 decimals d ≤ 15, price × 10^d, or u8 31, f64 little-endian
///     an hour:     count | for each, ids rising:    id step | length | chunk of `SeriesCodec`
///     a backfill:  count | for each, hours rising:  hour step | length | chunk of `SeriesCodec`
///
/// The hours are those with a price, in hours since 1970.
enum StoreCodec {
    /// Writes an hour of one chunk an id; `ids` rise, each once.
    static func hour(_ ids: [Int], _ chunks: PackedChunks, seal: UInt32 = 0) -> [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(ids.count))
        var before = 0
        for (place, id) in ids.enumerated() {
            writer.varint(UInt64(id - before))
            before = id
            let chunk = chunks[place]
            writer.varint(UInt64(chunk.count))
            writer.append(chunk)
        }
        return writer.sealed(seal)
    }

    /// `nil` for bytes that are no hour.
    static func hour(
        from bytes: [UInt8], seal: UInt32 = 0
    ) -> (ids: [Int], chunks: PackedChunks)? {
        guard var reader = ByteReader(sealed: bytes, seal), let count = reader.varint(),
            count <= UInt64(reader.left)
        else { return nil }
        var ids: [Int] = []
        ids.reserveCapacity(Int(count))
        var chunks = PackedChunks.Builder(slots: Int(count))
        var id = 0
        for _ in 0..<count {
            guard let step = reader.varint(), step < 1 << 40, let length = reader.varint(),
                length <= UInt64(SeriesCodec.longest), let chunk = reader.bytes(Int(length))
            else { return nil }
            id += Int(step)
            ids.append(id)
            chunks.append(chunk)
        }
        return reader.isAtEnd ? (ids, chunks.chunks) : nil
    }

    /// The prices of one instrument, exact to the bit; none before 1970.
    static func backfill(_ series: Series, seal: UInt32 = 0) -> [UInt8] {
        guard let series = series.trimmed else { return hour([], PackedChunks(), seal: seal) }
        let last = series.end.advanced(by: -1).hour
        var (hours, chunks) = ([Int](), PackedChunks())
        for hour in max(Hour(index: 0), series.start.hour)...max(Hour(index: 0), last) {
            let start = hour.start
            guard let chunk = SeriesCodec.encode(series.hour(from: start)) else { continue }
            hours.append(hour.index)
            chunks.append(chunk)
        }
        return hour(hours, chunks, seal: seal)
    }

    /// Reads the prices in some minutes; `nil` for bytes that are no backfill.
    static func backfill(
        from bytes: [UInt8], in minutes: ClosedRange<Minute>, seal: UInt32 = 0
    ) -> Series? {
        guard let (all, chunks) = hour(from: bytes, seal: seal) else { return nil }
        let hours = minutes.lowerBound.hour.index...minutes.upperBound.hour.index
        let known = all.indices.filter { hours.contains(all[$0]) }
        guard let first = known.first.map({ all[$0] }), let last = known.last.map({ all[$0] })
        else {
            return Series(start: minutes.lowerBound, amounts: [])
        }
        let count = (last - first + 1) * SeriesCodec.minutes
        var amounts = [Double](repeating: .nan, count: count)
        unsafe amounts.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return }
            for place in known {
                let start = (all[place] - first) * SeriesCodec.minutes
                unsafe chunks.read(place, into: base + start)
            }
        }
        let series = Series(start: Minute(index: first * SeriesCodec.minutes), amounts: amounts)
        return series.clipped(to: minutes) ?? Series(start: minutes.lowerBound, amounts: [])
    }

    /// Whether bytes match the checksum at their end.
    static func isSound(_ bytes: [UInt8], seal: UInt32) -> Bool {
        ByteReader(sealed: bytes, seal) != nil
    }

    /// A blob of an older store under a seal; `nil` if it does not match its checksum.
    static func resealed(_ bytes: [UInt8], _ seal: UInt32) -> [UInt8]? {
        guard isSound(bytes, seal: 0) else { return nil }
        var writer = ByteWriter()
        writer.append(bytes.dropLast(4))
        return writer.sealed(seal)
    }
}
