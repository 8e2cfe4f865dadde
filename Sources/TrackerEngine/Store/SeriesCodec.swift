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
    /// Of 60 elements, NaN for a hole. Cost: about 0.4 µs.
    /// - Returns: `nil` when every element is a hole.
    public static func encode(_ amounts: some Collection<Double>) -> [UInt8]? {
        precondition(amounts.count == minutes)
        var present: UInt64 = 0
        for (minute, amount) in amounts.enumerated() where !amount.isNaN {
            present |= 1 << UInt64(minute)
        }
        guard present != 0 else { return nil }
        let flag = present == everyMinute ? 0 : holesFlag
        var chunk: [UInt8] = []
        chunk.reserveCapacity(80)
        let isPacked = unsafe withUnsafeTemporaryAllocation(of: Int64.self, capacity: minutes) {
            wholes in
            guard let decimals = unsafe wholeNumbers(of: amounts, into: wholes) else {
                return false
            }
            chunk.append(UInt8(decimals) | flag)
            if flag != 0 { append(present, to: &chunk) }
            unsafe appendSteps(wholes, present, to: &chunk)
            return true
        }
        if isPacked { return chunk }
        chunk.append(rawDecimals | flag)
        if flag != 0 { append(present, to: &chunk) }
        for amount in amounts where !amount.isNaN { append(amount.bitPattern, to: &chunk) }
        return chunk
    }

    /// Brings prices to whole numbers of the fewest decimals that give each of them back exactly.
    ///
    /// An element for each minute, with any value in holes.
    /// - Returns: the decimals, `nil` where no 15 do.
    private static func wholeNumbers(
        of amounts: some Collection<Double>, into wholes: UnsafeMutableBufferPointer<Int64>
    ) -> Int? {
        var decimals = 0
        while decimals <= mostDecimals {
            guard let least = unsafe fill(wholes, with: amounts, decimals) else { return decimals }
            decimals = least
        }
        return nil
    }

    /// - Returns: `nil` when all went well, else how many decimals the first that did not needs.
    private static func fill(
        _ wholes: UnsafeMutableBufferPointer<Int64>, with amounts: some Collection<Double>,
        _ decimals: Int
    ) -> Int? {
        let scale = tens[decimals]
        var previous = Double.nan
        var whole: Int64 = 0
        for (minute, amount) in amounts.enumerated() where !amount.isNaN {
            if amount != previous {
                let scaled = amount * scale
                guard amount.sign == .plus, scaled < greatestWhole else { return mostDecimals + 1 }
                // Nearest for what can be exact; whether it is, the division says.
                whole = Int64(scaled + 0.5)
                guard Double(whole) / scale == amount else {
                    return decimals + 1
                }
                previous = amount
            }
            unsafe wholes[minute] = whole
        }
        return nil
    }

    private static func appendSteps(
        _ wholes: UnsafeMutableBufferPointer<Int64>, _ present: UInt64, to chunk: inout [UInt8]
    ) {
        var before = unsafe wholes[present.trailingZeroBitCount]
        appendVarint(zigzag(before), to: &chunk)
        var changed: UInt64 = 0
        var widest: UInt64 = 0
        var rest = present & (present - 1)  // all but the first
        while rest != 0 {
            let minute = rest.trailingZeroBitCount
            rest &= rest - 1
            let whole = unsafe wholes[minute]
            guard whole != before else { continue }
            let step = zigzag(whole &- before)
            before = whole
            changed |= 1 << UInt64(minute)
            widest |= step
            // From here on the place holds the step.
            unsafe wholes[minute] = Int64(bitPattern: step)
        }
        let width = 64 - widest.leadingZeroBitCount
        chunk.append(UInt8(width))
        guard width > 0 else { return }
        append(changed, to: &chunk)
        unsafe pack(wholes, changed, width, to: &chunk)
    }

    private static func pack(
        _ steps: UnsafeMutableBufferPointer<Int64>, _ changed: UInt64, _ width: Int,
        to chunk: inout [UInt8]
    ) {
        var held: UInt64 = 0
        var bits = 0
        var rest = changed
        while rest != 0 {
            let step = unsafe UInt64(bitPattern: steps[rest.trailingZeroBitCount])
            rest &= rest - 1
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
