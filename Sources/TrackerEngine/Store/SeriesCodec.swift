/// One hour of one instrument's prices in a few dozen bytes, exact to the bit.
///
/// Most prices are short decimals and most minutes leave them as they are. So a chunk holds whole
/// numbers of 10^-d, a bitmap of the minutes that changed, and the steps of those minutes, packed
/// at the width of the widest:
///
///     u8       decimals d, 0 to 15 (31: raw); bit 5: there are holes
///     [u64]    with holes: bit i = minute i has a price
///     raw:     one f64 for each price
///     else:    varint zigzag  the first price × 10^d
///              u8             width w of a step in bits; 0: nothing changed, the chunk ends
///              [u64]          bit i = minute i has a price other than the one before it
///              [w bits each]  zigzag steps of those minutes, from the lowest bit up
///
/// Little-endian throughout. Prices that are no short decimal take the raw form.
public enum SeriesCodec {
    /// Minutes in a chunk.
    public static let minutes = 60
    /// No chunk is longer, in bytes.
    public static let longest = 1 + 8 + minutes * 8
    /// Bytes that `decode` may read, but not use, past the end of a chunk.
    static let slack = 16

    static let rawDecimals: UInt8 = 31
    static let mostDecimals = 15
    static let holesFlag: UInt8 = 0x20
    /// A bit for each of the 60 minutes.
    static let everyMinute: UInt64 = (1 << 60) - 1

    /// The minutes of a chunk that have a price: bit i stands for minute i.
    ///
    /// Looks at the first bytes only; none of an empty chunk.
    static func present(in chunk: ArraySlice<UInt8>) -> UInt64 {
        guard let head = chunk.first else { return 0 }
        guard head & holesFlag != 0 else { return everyMinute }
        guard chunk.count > 8 else { return 0 }
        return chunk.dropFirst().prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
