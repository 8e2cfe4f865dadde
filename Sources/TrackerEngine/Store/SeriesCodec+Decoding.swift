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
        guard let (decimals, present) = head(&reader) else { return false }
        return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: minutes + 1) {
            guard let prices = $0.baseAddress else { return false }
            guard
                let changed = unsafe read(
                    from: &reader, decimals: decimals, present: present, into: prices)
            else { return false }
            unsafe body(prices, Shape(present: present, changed: changed))
            return true
        }
    }

    /// The first bytes: decimals, and the minutes that have a price; `nil` for what is no chunk.
    @inline(__always) private static func head(
        _ reader: inout ChunkReader
    ) -> (decimals: UInt8, present: UInt64)? {
        guard let head = reader.byte(), head & 0xC0 == 0 else { return nil }
        guard head & holesFlag != 0 else { return (head & 0x1F, everyMinute) }
        guard let mask = reader.word(), mask != 0, mask & ~everyMinute == 0 else { return nil }
        return (head & 0x1F, mask)
    }

    /// What stands before the steps of a chunk that is not raw.
    private struct Steps {
        let first: Int64
        let width: UInt64
        let changed: UInt64

        /// `nil` for what is no chunk, and where a step is missing.
        @inline(__always) init?(_ reader: inout ChunkReader, present: UInt64) {
            guard let first = reader.varint(), let width = reader.byte(), width <= 64 else {
                return nil
            }
            self.first = Int64(zigzag: first)
            self.width = UInt64(width)
            guard width > 0 else {
                changed = 0
                return
            }
            guard let mask = reader.word(), mask & ~present == 0,
                reader.has(bits: mask.nonzeroBitCount * Int(width))
            else { return nil }
            changed = mask
        }
    }

    /// - Returns: the minutes that have the prices after the first; `nil` for what is no chunk.
    @inline(__always) private static func read(
        from reader: inout ChunkReader, decimals: UInt8, present: UInt64,
        into prices: UnsafeMutablePointer<Double>
    ) -> UInt64? {
        if decimals == rawDecimals { return unsafe readRaw(&reader, present, into: prices) }
        guard decimals <= mostDecimals, let steps = Steps(&reader, present: present) else {
            return nil
        }
        unsafe reader.steps(
            steps.changed.nonzeroBitCount, from: steps.first,
            scale: ShortDecimal.powers[Int(decimals)], width: steps.width, into: prices)
        return steps.changed
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

// MARK: - One price

/// An end of some minutes.
enum WindowEnd: CaseIterable { case oldest, newest }

extension SeriesCodec {
    /// The oldest or the newest price of a chunk in some minutes of its hour, without unpacking the
    /// others.
    ///
    /// Cost: about 30 ns. `chunk` is as for `decode`; bit i of `wanted` stands for minute i.
    ///
    /// - Returns: `nil` if there is none, and when the chunk is not one of ours.
    static func price(
        of chunk: UnsafeRawBufferPointer, at end: WindowEnd, in wanted: UInt64
    ) -> (offset: Int, amount: Double)? {
        var reader = unsafe ChunkReader(chunk)
        guard let (decimals, present) = head(&reader), present & wanted != 0 else { return nil }
        let found = present & wanted
        let offset =
            end == .oldest ? found.trailingZeroBitCount : 63 - found.leadingZeroBitCount
        if decimals == rawDecimals { return unsafe rawPrice(of: chunk, at: offset) }
        guard decimals <= mostDecimals, let steps = Steps(&reader, present: present) else {
            return nil
        }
        // Of the first minute that has a price there is no step, see `spread`.
        let changed = steps.changed & ~(present & (0 &- present))
        let before = changed & (UInt64.max >> UInt64(63 - offset))
        let whole =
            steps.first &+ reader.sum(ofSteps: before.nonzeroBitCount, width: steps.width)
        return (offset, Double(whole) / ShortDecimal.powers[Int(decimals)])
    }

    private static func rawPrice(
        of chunk: UnsafeRawBufferPointer, at offset: Int
    ) -> (offset: Int, amount: Double)? {
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: minutes) {
            guard let amounts = $0.baseAddress, unsafe decode(chunk, into: amounts) else {
                return nil
            }
            return unsafe (offset, amounts[offset])
        }
    }
}
