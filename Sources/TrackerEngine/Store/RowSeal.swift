/// The checksum of the columns of a row: its blob's checksum goes on from it, so that a price is
/// read under the market, pair and minute that it was written under, or not at all.
struct RowSeal {
    /// CRC-32C of what was added so far.
    private(set) var sum: UInt32 = 0

    /// Begins with the table: no row can pass for one of another table.
    init(_ table: StoreTable) { add(table.rawValue) }

    /// Eight bytes, little-endian.
    mutating func add(_ number: Int) {
        unsafe withUnsafeBytes(of: Int64(number).littleEndian) {
            sum = unsafe Checksum.crc32c($0, after: sum)
        }
    }

    /// One byte for none, and one before a number.
    mutating func add(_ number: Int?) {
        add(number == nil ? 0 : 1)
        if let number { add(number) }
    }

    /// UTF-8, its length before it.
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
}
