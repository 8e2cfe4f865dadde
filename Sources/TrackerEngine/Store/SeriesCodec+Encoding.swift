extension SeriesCodec {
    /// Whole numbers below it are doubles exactly, with room for the rounding before the check.
    private static let greatestWhole = 9e15

    /// Packs an hour.
    ///
    /// Packs 60 elements, NaN for a hole.
    /// - Returns: `nil` when every element is a hole.
    public static func encode(_ amounts: some Collection<Double>) -> [UInt8]? {
        precondition(amounts.count == minutes)
        var chunk: [UInt8] = []
        let held: Void? = amounts.withContiguousStorageIfAvailable {
            unsafe encode($0, onto: &chunk)
        }
        if held == nil {
            let copy = Array(amounts)
            unsafe copy.withUnsafeBufferPointer { unsafe encode($0, onto: &chunk) }
        }
        return chunk.isEmpty ? nil : chunk
    }

    /// Packs an hour behind other bytes; nothing where every element is a hole.
    ///
    /// Packs 60 elements, NaN for a hole. Cost: about 0.3 µs.
    static func encode(_ amounts: UnsafeBufferPointer<Double>, onto bytes: inout [UInt8]) {
        var present: UInt64 = 0
        for minute in 0..<minutes where unsafe !amounts[minute].isNaN {
            present |= 1 << UInt64(minute)
        }
        guard present != 0 else { return }
        unsafe withUnsafeTemporaryAllocation(byteCount: longest + slack, alignment: 8) { room in
            var writer = unsafe ChunkWriter(room)
            unsafe withUnsafeTemporaryAllocation(of: Int64.self, capacity: minutes) { wholes in
                unsafe write(amounts, present: present, wholes: wholes, to: &writer)
            }
            unsafe bytes.append(contentsOf: writer.written)
        }
    }

    private static func write(
        _ amounts: UnsafeBufferPointer<Double>, present: UInt64,
        wholes: UnsafeMutableBufferPointer<Int64>, to writer: inout ChunkWriter
    ) {
        let flag = present == everyMinute ? 0 : holesFlag
        let decimals = unsafe wholeNumbers(of: amounts, present, into: wholes)
        writer.byte((decimals.map { UInt8($0) } ?? rawDecimals) | flag)
        if flag != 0 { writer.word(present) }
        if decimals != nil { return unsafe writeSteps(wholes, present, to: &writer) }
        for minute in 0..<minutes where present >> UInt64(minute) & 1 == 1 {
            unsafe writer.word(amounts[minute].bitPattern)
        }
    }

    /// Brings prices to whole numbers of the fewest decimals that give each of them back exactly.
    ///
    /// An element for each minute, with any value in holes.
    /// - Returns: the decimals, `nil` where no 15 do.
    private static func wholeNumbers(
        of amounts: UnsafeBufferPointer<Double>, _ present: UInt64,
        into wholes: UnsafeMutableBufferPointer<Int64>
    ) -> Int? {
        var decimals = 0
        while decimals <= mostDecimals {
            guard
                let least = unsafe fill(wholes, with: amounts, present: present, decimals: decimals)
            else {
                return decimals
            }
            decimals = least
        }
        return nil
    }

    /// - Returns: `nil` when all went well, else how many decimals the first that did not needs.
    private static func fill(
        _ wholes: UnsafeMutableBufferPointer<Int64>, with amounts: UnsafeBufferPointer<Double>,
        present: UInt64, decimals: Int
    ) -> Int? {
        let scale = ShortDecimal.powers[decimals]
        var previous = Double.nan
        var whole: Int64 = 0
        for minute in 0..<minutes where present >> UInt64(minute) & 1 == 1 {
            let amount = unsafe amounts[minute]
            if amount != previous {
                let scaled = amount * scale
                guard amount.sign == .plus, scaled < greatestWhole else { return mostDecimals + 1 }
                // Nearest for what can be exact; whether it is, the division says.
                whole = Int64(scaled + 0.5)
                guard Double(whole) / scale == amount else { return decimals + 1 }
                previous = amount
            }
            unsafe wholes[minute] = whole
        }
        return nil
    }

    private static func writeSteps(
        _ wholes: UnsafeMutableBufferPointer<Int64>, _ present: UInt64, to writer: inout ChunkWriter
    ) {
        var before = unsafe wholes[present.trailingZeroBitCount]
        writer.varint(UInt64(zigzag: before))
        var changed: UInt64 = 0
        var widest: UInt64 = 0
        var rest = present & (present - 1)  // all but the first
        while rest != 0 {
            let minute = rest.trailingZeroBitCount
            rest &= rest - 1
            let whole = unsafe wholes[minute]
            guard whole != before else { continue }
            let step = UInt64(zigzag: whole &- before)
            before = whole
            changed |= 1 << UInt64(minute)
            widest |= step
            // From here on the place holds the step.
            unsafe wholes[minute] = Int64(bitPattern: step)
        }
        let width = 64 - widest.leadingZeroBitCount
        writer.byte(UInt8(width))
        guard width > 0 else { return }
        writer.word(changed)
        unsafe pack(wholes, changed: changed, width: width, to: &writer)
    }

    private static func pack(
        _ steps: UnsafeMutableBufferPointer<Int64>, changed: UInt64, width: Int,
        to writer: inout ChunkWriter
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
            writer.word(held)
            bits -= 64
            held = bits == 0 ? 0 : step >> UInt64(width - bits)
        }
        for byte in 0..<(bits + 7) / 8 {
            writer.byte(UInt8(truncatingIfNeeded: held >> (8 * byte)))
        }
    }
}

/// Writes a chunk into room for the longest one.
///
/// Safe to use inside of `SeriesCodec.encode`, which makes and drops it while the room is there.
@safe private struct ChunkWriter: ByteSink {
    private let room: UnsafeMutableRawBufferPointer
    private var count = 0

    init(_ room: UnsafeMutableRawBufferPointer) { unsafe self.room = room }

    var written: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count])
    }

    mutating func byte(_ byte: UInt8) {
        unsafe room[count] = byte
        count += 1
    }

    mutating func word(_ word: UInt64) {
        unsafe room.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count += 8
    }
}
