/// The checksum of the columns of a row, from which the checksum of its blob continues.
///
/// A price is therefore read under the market, pair and minute that it was written under, or not at
/// all, and no byte more is stored:
///
///     let row = MinuteRow(seq: 7, minute: minute, market: market)
///     let blob = StoreCodec.minute(prices, seal: row.seal)
struct RowSeal {
    /// CRC-32C of what was added so far.
    private(set) var sum: UInt32 = 0

    /// Begins with the table: no row can pass for one of another table.
    init(_ table: StoreTable) { add(table.rawValue) }

    /// Adds eight bytes, little-endian.
    mutating func add(_ number: Int) {
        unsafe withUnsafeBytes(of: Int64(number).littleEndian) {
            sum = unsafe Checksum.crc32c($0, after: sum)
        }
    }

    /// Adds a mark for none, or another mark and the number.
    mutating func add(_ number: Int?) {
        add(number == nil ? 0 : 1)
        if let number { add(number) }
    }

    /// Adds the length of a text and its UTF-8.
    mutating func add(_ text: String) {
        var text = text
        add(text.utf8.count)
        sum = text.withUTF8 { [sum] in
            unsafe Checksum.crc32c(UnsafeRawBufferPointer($0), after: sum)
        }
    }
}

/// The tables of a store.
enum StoreTable: Int, CaseIterable, Sendable {
    case instrument = 1
    case minute, hour, backfill
    /// How many rows the others have.
    case tally
    case ticker, source
}
