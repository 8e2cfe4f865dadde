/// Walks a chunk; checks once for each part of it that the part is there.
///
/// Safe to use inside of `SeriesCodec.decode`, which makes and drops it while the bytes are there.
@safe struct ChunkReader: ByteSource {
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

    /// The sum of the first steps.
    ///
    /// The caller has made sure that they are inside of the chunk.
    @inline(__always) func sum(ofSteps count: Int, width: UInt64) -> Int64 {
        guard count > 0, let steps = unsafe base.map({ unsafe $0 + position }) else { return 0 }
        let mask = Self.mask(width)
        var sum: Int64 = 0
        var bit: UInt64 = 0
        for _ in 0..<count {
            sum &+=
                width <= 57
                ? unsafe Self.narrowStep(steps, bit, mask)
                : unsafe Self.wideStep(steps, bit, mask, width)
            bit &+= width
        }
        return sum
    }

    @inline(__always) private static func narrow(
        _ steps: UnsafeRawPointer, count: Int, from first: Int64, width: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) {
        let mask = mask(width)
        var whole = first
        var bit: UInt64 = 0
        for place in 0..<count {
            whole &+= unsafe narrowStep(steps, bit, mask)
            unsafe prices[place] = Double(whole)
            bit &+= width
        }
    }

    private static func wide(
        _ steps: UnsafeRawPointer, count: Int, from first: Int64, width: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) {
        let mask = mask(width)
        var whole = first
        var bit: UInt64 = 0
        for place in 0..<count {
            whole &+= unsafe wideStep(steps, bit, mask, width)
            unsafe prices[place] = Double(whole)
            bit += width
        }
    }

    @inline(__always) private static func mask(_ width: UInt64) -> UInt64 {
        width == 64 ? .max : (1 &<< width) &- 1
    }

    @inline(__always) private static func narrowStep(
        _ steps: UnsafeRawPointer, _ bit: UInt64, _ mask: UInt64
    ) -> Int64 {
        let word = unsafe steps.loadUnaligned(
            fromByteOffset: Int(truncatingIfNeeded: bit &>> 3), as: UInt64.self)
        return Int64(zigzag: UInt64(littleEndian: word) &>> (bit & 7) & mask)
    }

    @inline(__always) private static func wideStep(
        _ steps: UnsafeRawPointer, _ bit: UInt64, _ mask: UInt64, _ width: UInt64
    ) -> Int64 {
        let at = Int(bit >> 3)
        let shift = bit & 7
        let word = unsafe steps.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        var step = UInt64(littleEndian: word) >> shift
        if shift + width > 64 {
            let high = unsafe steps.load(fromByteOffset: at + 8, as: UInt8.self)
            step |= UInt64(high) << (64 - shift)
        }
        return Int64(zigzag: step & mask)
    }
}
