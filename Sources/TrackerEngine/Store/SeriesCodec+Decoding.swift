extension SeriesCodec {
    /// Unpacks a chunk.
    ///
    /// Cost: about 0.2 µs. Reads no further than `slack` bytes past the chunk, whatever is in it.
    /// - Parameters:
    ///   - chunk: as `encode` made it, with `slack` readable bytes after its end.
    ///   - amounts: room for 60 elements; all of them are written when the chunk is sound.
    /// - Returns: `false` when the chunk is not one of ours.
    static func decode(
        _ chunk: UnsafeRawBufferPointer, into amounts: UnsafeMutablePointer<Double>
    ) -> Bool {
        unsafe withPrices(of: chunk) { (prices, shape) in
            unsafe spread(prices, shape, into: amounts)
        }
    }

    /// Unpacks a chunk as runs of one price.
    ///
    /// Cost: about 0.1 µs; less the fewer prices changed.
    /// - Returns: `false` when the chunk is not one of ours, and nothing was appended.
    @inline(__always)
    static func decode(_ chunk: UnsafeRawBufferPointer, onto runs: inout PriceRuns) -> Bool {
        unsafe withPrices(of: chunk) { (prices, shape) in
            unsafe runs.append(prices, changed: shape.changed, present: shape.present)
        }
    }

    /// The minutes that the prices of a chunk belong to.
    struct Shape {
        /// Minutes with a price.
        let present: UInt64
        /// The minutes, without the first, whose price is the next one of the chunk.
        let changed: UInt64
    }

    /// `body` gets the first price and the one of each change, in that order.
    ///
    /// - Returns: `false` when the chunk is not one of ours; then `body` was not called.
    @inline(__always) private static func withPrices(
        of chunk: UnsafeRawBufferPointer,
        _ body: (UnsafeMutablePointer<Double>, Shape) -> Void
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
        return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: minutes + 1) {
            guard let prices = $0.baseAddress else { return false }
            guard
                let changed = unsafe read(
                    from: &reader, decimals: head & 0x1F, present: present, into: prices)
            else {
                return false
            }
            unsafe body(prices, Shape(present: present, changed: changed))
            return true
        }
    }

    /// - Returns: the minutes that have the prices after the first; `nil` for what is no chunk.
    @inline(__always) private static func read(
        from reader: inout ChunkReader, decimals: UInt8, present: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) -> UInt64? {
        if decimals == rawDecimals { return unsafe readRaw(&reader, present, into: prices) }
        guard decimals <= mostDecimals, let first = reader.varint(), let width = reader.byte(),
            width <= 64
        else { return nil }
        var changed: UInt64 = 0
        if width > 0 {
            guard let mask = reader.word(), mask & ~present == 0,
                reader.has(bits: mask.nonzeroBitCount * Int(width))
            else { return nil }
            changed = mask
        }
        unsafe reader.steps(
            changed.nonzeroBitCount, from: Int64(zigzag: first),
            scale: ShortDecimal.powers[Int(decimals)],
            width: UInt64(width),
            into: prices)
        return changed
    }

    private static func readRaw(
        _ reader: inout ChunkReader, _ present: UInt64, into prices: UnsafeMutablePointer<Double>
    ) -> UInt64? {
        for place in 0..<present.nonzeroBitCount {
            guard let bits = reader.word(), case let amount = Double(bitPattern: bits),
                amount.isFinite, amount >= 0
            else { return nil }
            unsafe prices[place] = amount
        }
        return present & (present &- 1)
    }

    /// Writes to each minute the price that holds in it, NaN where there is none.
    ///
    /// No branch looks at `changed`: whether a price moves in a minute is what a processor cannot
    /// foresee, and a wrong guess costs more than ten of these minutes.
    @inline(__always) private static func spread(
        _ prices: UnsafeMutablePointer<Double>, _ shape: Shape,
        into amounts: UnsafeMutablePointer<Double>
    ) {
        // A change before the first minute is in no chunk that was made here.
        let changed = shape.changed & ~(shape.present & (0 &- shape.present))
        var place = 0
        for minute in 0..<minutes {
            place &+= Int(truncatingIfNeeded: changed &>> UInt64(minute) & 1)
            unsafe amounts[minute] = prices[place]
        }
        var holes = ~shape.present & everyMinute
        while holes != 0 {
            unsafe amounts[holes.trailingZeroBitCount] = .nan
            holes &= holes &- 1
        }
    }
}

/// Walks a chunk; checks once for each part of it that the part is there.
///
/// Safe to use inside of `SeriesCodec.decode`, which makes and drops it while the bytes are there.
@safe private struct ChunkReader: ByteSource {
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

    func has(bits: Int) -> Bool { position + (bits + 7) / 8 <= count }

    /// Writes the first price and one more for each step.
    ///
    /// The caller has made sure that every step is inside of the chunk.
    @inline(__always) func steps(
        _ count: Int, from first: Int64, scale: Double, width: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) {
        unsafe prices[0] = Double(first)
        if count > 0, let steps = unsafe base.map({ unsafe $0 + position }) {
            // A step of up to 57 bits is in the 8 bytes that its first bit is in the first of.
            if width <= 57 {
                unsafe Self.narrow(steps, count: count, from: first, width: width, into: prices + 1)
            } else {
                unsafe Self.wide(steps, count: count, from: first, width: width, into: prices + 1)
            }
        }
        // Apart from the steps: here the processor divides several at a time.
        for place in 0...count { unsafe prices[place] /= scale }
    }

    @inline(__always) private static func narrow(
        _ steps: UnsafeRawPointer, count: Int, from first: Int64, width: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) {
        let mask: UInt64 = (1 << width) &- 1
        var whole = first
        var bit: UInt64 = 0
        for place in 0..<count {
            let word = unsafe steps.loadUnaligned(
                fromByteOffset: Int(truncatingIfNeeded: bit &>> 3), as: UInt64.self)
            whole &+= Int64(zigzag: UInt64(littleEndian: word) &>> (bit & 7) & mask)
            unsafe prices[place] = Double(whole)
            bit &+= width
        }
    }

    private static func wide(
        _ steps: UnsafeRawPointer, count: Int, from first: Int64, width: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) {
        let mask: UInt64 = width == 64 ? .max : (1 << width) - 1
        var whole = first
        var bit: UInt64 = 0
        for place in 0..<count {
            let at = Int(bit >> 3)
            let shift = bit & 7
            let word = unsafe steps.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            var step = UInt64(littleEndian: word) >> shift
            if shift + width > 64 {
                let high = unsafe steps.load(fromByteOffset: at + 8, as: UInt8.self)
                step |= UInt64(high) << (64 - shift)
            }
            whole &+= Int64(zigzag: step & mask)
            unsafe prices[place] = Double(whole)
            bit += width
        }
    }
}
