import Glibc

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

    private static let rawDecimals: UInt8 = 31
    private static let mostDecimals = 15
    private static let holesFlag: UInt8 = 0x20
    /// Every power up to 10^22 is a double exactly.
    private static let tens: [Double] = (0...mostDecimals).map { pow(10, Double($0)) }
    /// Whole numbers below it are doubles exactly, with room for the rounding before the check.
    private static let greatestWhole = 9e15

    /// Packs an hour.
    ///
    /// - Parameter amounts: 60 elements, NaN for a hole.
    /// - Returns: `nil` when every element is a hole.
    public static func encode(_ amounts: some Collection<Double>) -> [UInt8]? {
        precondition(amounts.count == minutes)
        var present: UInt64 = 0
        var prices: [Double] = []
        prices.reserveCapacity(minutes)
        for (minute, amount) in amounts.enumerated() where !amount.isNaN {
            present |= 1 << UInt64(minute)
            prices.append(amount)
        }
        guard !prices.isEmpty else { return nil }
        let holes = prices.count < minutes
        var chunk: [UInt8] = []
        if let decimals = decimals(of: prices) {
            chunk.append(UInt8(decimals) | (holes ? holesFlag : 0))
            if holes { append(present, to: &chunk) }
            appendSteps(prices, decimals, present, to: &chunk)
        } else {
            chunk.append(rawDecimals | (holes ? holesFlag : 0))
            if holes { append(present, to: &chunk) }
            for price in prices { append(price.bitPattern, to: &chunk) }
        }
        return chunk
    }

    /// The fewest decimals that give every price back exactly; `nil` where no 15 do.
    private static func decimals(of prices: [Double]) -> Int? {
        var decimals = 0
        var previous = Double.nan
        for price in prices where price != previous {
            guard price.sign == .plus, let needed = self.decimals(of: price, from: decimals)
            else { return nil }
            decimals = needed
            previous = price
        }
        // A price that was fine with few decimals may have too many digits for more of them.
        let scale = tens[decimals]
        return prices.allSatisfy { isWhole($0, scale) } ? decimals : nil
    }

    private static func decimals(of price: Double, from least: Int) -> Int? {
        (least...mostDecimals).first { isWhole(price, tens[$0]) }
    }

    private static func isWhole(_ price: Double, _ scale: Double) -> Bool {
        let whole = (price * scale).rounded()
        return whole < greatestWhole && whole / scale == price
    }

    private static func appendSteps(
        _ prices: [Double], _ decimals: Int, _ present: UInt64, to chunk: inout [UInt8]
    ) {
        let wholes = prices.map { Int64(($0 * tens[decimals]).rounded()) }
        appendVarint(zigzag(wholes[0]), to: &chunk)
        var changed: UInt64 = 0
        var steps: [UInt64] = []
        var widest: UInt64 = 0
        var minutes = present & (present - 1)  // all but the first
        for index in 1..<max(1, wholes.count) {
            let step = zigzag(wholes[index] &- wholes[index - 1])
            if step != 0 {
                changed |= minutes & (~minutes &+ 1)
                steps.append(step)
                widest |= step
            }
            minutes &= minutes &- 1
        }
        let width = 64 - widest.leadingZeroBitCount
        chunk.append(UInt8(width))
        guard width > 0 else { return }
        append(changed, to: &chunk)
        pack(steps, width, to: &chunk)
    }

    private static func pack(_ steps: [UInt64], _ width: Int, to chunk: inout [UInt8]) {
        var held: UInt64 = 0
        var bits = 0
        for step in steps {
            held |= step << UInt64(bits)
            bits += width
            guard bits >= 64 else { continue }
            append(held, to: &chunk)
            bits -= 64
            held = bits == 0 ? 0 : step >> UInt64(width - bits)
        }
        for byte in 0..<(bits + 7) / 8 {
            chunk.append(UInt8(truncatingIfNeeded: held >> (8 * byte)))
        }
    }

    /// Unpacks a chunk.
    ///
    /// Cost: about 0.4 µs. Reads no further than `slack` bytes past the chunk, whatever is in it.
    /// - Parameters:
    ///   - chunk: as `encode` made it, with `slack` readable bytes after its end.
    ///   - amounts: room for 60 elements; all of them are written when the chunk is sound.
    /// - Returns: `false` when the chunk is not one of ours.
    static func decode(
        _ chunk: UnsafeRawBufferPointer, into amounts: UnsafeMutablePointer<Double>
    ) -> Bool {
        var reader = unsafe ChunkReader(chunk)
        guard let head = reader.byte(), head & 0xC0 == 0 else { return false }
        var present = everyMinute
        if head & holesFlag != 0 {
            guard let mask = reader.word(), mask != 0, mask & ~everyMinute == 0 else {
                return false
            }
            present = mask
        }
        if head & 0x1F == rawDecimals {
            return unsafe decodeRaw(&reader, present, into: amounts)
        }
        guard head & 0x1F <= mostDecimals, let first = reader.varint(), let width = reader.byte(),
            width <= 64
        else { return false }
        let scale = tens[Int(head & 0x1F)]
        var changed: UInt64 = 0
        if width > 0 {
            guard let mask = reader.word(), mask & ~present == 0,
                reader.has(bits: mask.nonzeroBitCount * Int(width))
            else { return false }
            changed = mask
        }
        unsafe reader.steps(
            from: unzigzag(first), scale, present, changed, UInt64(width), into: amounts)
        return true
    }

    /// A bit for each of the 60 minutes.
    fileprivate static let everyMinute: UInt64 = (1 << 60) - 1

    private static func decodeRaw(
        _ reader: inout ChunkReader, _ present: UInt64, into amounts: UnsafeMutablePointer<Double>
    ) -> Bool {
        for minute in 0..<minutes {
            guard present >> UInt64(minute) & 1 == 1 else {
                unsafe amounts[minute] = .nan
                continue
            }
            guard let bits = reader.word(), case let amount = Double(bitPattern: bits),
                amount.isFinite, amount >= 0
            else { return false }
            unsafe amounts[minute] = amount
        }
        return true
    }

    private static func append(_ word: UInt64, to chunk: inout [UInt8]) {
        for byte in 0..<8 { chunk.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(byte)))) }
    }

    private static func appendVarint(_ value: UInt64, to chunk: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            chunk.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        chunk.append(UInt8(rest))
    }

    private static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: (value << 1) ^ (value >> 63))
    }

    @inline(__always) fileprivate static func unzigzag(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}

/// Walks a chunk; checks once for each part of it that the part is there.
///
/// Safe to use inside of `SeriesCodec.decode`, which makes and drops it while the bytes are there.
@safe private struct ChunkReader {
    private let base: UnsafeRawPointer?
    private let count: Int
    private var position = 0

    init(_ chunk: UnsafeRawBufferPointer) {
        unsafe base = chunk.baseAddress
        count = chunk.count
    }

    mutating func byte() -> UInt8? {
        guard position < count, let base = unsafe base else { return nil }
        defer { position += 1 }
        return unsafe base.load(fromByteOffset: position, as: UInt8.self)
    }

    mutating func word() -> UInt64? {
        guard position + 8 <= count, let base = unsafe base else { return nil }
        defer { position += 8 }
        return unsafe UInt64(
            littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            guard let byte = byte() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    func has(bits: Int) -> Bool { position + (bits + 7) / 8 <= count }

    /// Writes 60 elements.
    ///
    /// The caller has made sure that every step is inside of the chunk.
    func steps(
        from first: Int64, _ scale: Double, _ present: UInt64, _ changed: UInt64, _ width: UInt64,
        into amounts: UnsafeMutablePointer<Double>
    ) {
        guard let steps = unsafe base.map({ unsafe $0 + position }) else { return }
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: SeriesCodec.minutes + 1) {
            guard let values = $0.baseAddress else { return }
            unsafe values[0] = Double(first) / scale
            let mask: UInt64 = width == 64 ? .max : (1 << width) - 1
            var whole = first
            var bit: UInt64 = 0
            for change in 0..<changed.nonzeroBitCount {
                let at = Int(bit >> 3)
                let shift = bit & 7
                var step =
                    unsafe UInt64(
                        littleEndian: steps.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                    >> shift
                if shift + width > 64 {
                    let high = unsafe steps.load(fromByteOffset: at + 8, as: UInt8.self)
                    step |= UInt64(high) << (64 - shift)
                }
                whole &+= SeriesCodec.unzigzag(step & mask)
                unsafe values[change + 1] = Double(whole) / scale
                bit += width
            }
            unsafe Self.spread(values, changed, present, into: amounts)
        }
    }

    /// Writes to each minute the value that holds in it.
    ///
    /// No branch looks at `changed`: whether a price moves in a minute is what a processor cannot
    /// foresee, and a wrong guess costs more than ten of these minutes.
    @inline(__always) private static func spread(
        _ values: UnsafeMutablePointer<Double>, _ changed: UInt64, _ present: UInt64,
        into amounts: UnsafeMutablePointer<Double>
    ) {
        var place = 0
        for minute in 0..<SeriesCodec.minutes {
            place &+= Int(truncatingIfNeeded: changed &>> UInt64(minute) & 1)
            unsafe amounts[minute] = values[place]
        }
        var holes = ~present & SeriesCodec.everyMinute
        while holes != 0 {
            unsafe amounts[holes.trailingZeroBitCount] = .nan
            holes &= holes &- 1
        }
    }
}
