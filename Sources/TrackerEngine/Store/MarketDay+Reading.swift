extension MarketDay {
    /// The prices of a slot over the day through `last`: 1,440 elements.
    func amounts(of slot: Int, through last: Minute) -> [Double] {
        let first = last.windowStart
        let origin = first.hour.start
        // Room for the hours that stick out of the day at both ends.
        let room = Minute.perDay + 2 * SeriesCodec.minutes
        return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { scratch in
            unsafe scratch.initialize(repeating: .nan)
            guard let base = scratch.baseAddress else { return [] }
            // Each chunk is somewhere else in memory. Looked at one right after the other, they come
            // at the same time; each unpacked on its own, the processor waits for every one of them.
            let heads = hours.reduce(HourBlock.noHead) { $0 & $1.head(of: slot) }
            if heads != HourBlock.noHead {
                for block in hours where block.end > first && block.start <= last {
                    unsafe block.read(slot, into: base + origin.distance(to: block.start))
                }
            }
            for row in rows where row.minute >= first && row.minute <= last {
                guard slot < row.amounts.count, !row.amounts[slot].isNaN else { continue }
                unsafe base[origin.distance(to: row.minute)] = row.amounts[slot]
            }
            let start = origin.distance(to: first)
            return unsafe Array(scratch[start..<start + Minute.perDay])
        }
    }

    /// Whether a slot has a price in those minutes.
    func hasPrice(_ slot: Int, in minutes: ClosedRange<Minute>) -> Bool {
        guard newest[slot] >= minutes.lowerBound else { return false }
        if newest[slot] <= minutes.upperBound { return true }
        return rows.contains { row in
            minutes.contains(row.minute) && slot < row.amounts.count && !row.amounts[slot].isNaN
        }
            || hours.contains { block in
                block.end > minutes.lowerBound && block.start <= minutes.upperBound
                    && block.present(slot) & Self.mask(of: minutes, in: block) != 0
            }
    }

    /// The minutes of an hour that lie in a range: bit i stands for its minute i.
    private static func mask(of minutes: ClosedRange<Minute>, in block: HourBlock) -> UInt64 {
        let low = max(0, block.start.distance(to: minutes.lowerBound))
        let high = min(SeriesCodec.minutes - 1, block.start.distance(to: minutes.upperBound))
        return SeriesCodec.everyMinute >> UInt64(SeriesCodec.minutes - 1 - high)
            & SeriesCodec.everyMinute << UInt64(low)
    }

    /// Goes through the pairs that have a price in the day through `last`, in no particular order.
    ///
    /// `body` gets the runs, padded, and the newest price of all, `nil` where that is newer than
    /// `last`; both only for the time of the call.
    /// Cost: about 4 µs a pair.
    func forEachPair(
        through last: Minute, _ body: (_ slot: Int, Pair, PriceRuns, _ latest: Price?) -> Void
    ) {
        let first = last.windowStart
        let plan = RunPlan(hours, rows, first...last)
        let isPast = last < newestMinute
        PriceRuns.withRoom(minutes: Minute.perDay) { runs in
            // In the order of the slots: what lies side by side in memory is read in turn.
            for case (let slot, let pair?) in names.pairs.enumerated() where newest[slot] >= first {
                runs.removeAll()
                plan.append(slot, to: &runs)
                runs.pad()
                let live = isPast || latest[slot].isNaN ? nil : Price(stored: latest[slot])
                body(slot, pair, runs, live)
            }
        }
    }

    /// The minutes of an hour that have a price of any pair: bit i stands for its minute i.
    func held(inHour hour: Hour) -> UInt64 {
        var held: UInt64 = 0
        for row in rows where row.minute.hour == hour && row.amounts.contains(where: { !$0.isNaN })
        {
            held |= BackfillMarks.bit(of: row.minute)
        }
        guard let block = hours.first(where: { $0.hour == hour }) else { return held }
        for slot in names.pairs.indices where names.pairs[slot] != nil {
            guard held != SeriesCodec.everyMinute else { break }
            held |= block.present(slot)
        }
        return held
    }

    /// The memory that the prices take, in bytes, names not counted.
    var weight: Int {
        hours.reduce(0) { $0 + $1.weight } + rows.reduce(0) { $0 + $1.amounts.count * 8 }
    }
}

/// How a window is put together of packed hours and rows, worked out once for all pairs.
private struct RunPlan {
    private enum Part {
        /// Packed hours, whole and without rows in them, one after the other.
        case packed([HourBlock])
        /// Minutes of an hour that the window ends in, or that rows lie in too.
        case mixed(HourBlock, Range<Int>, [MarketDay.MinuteRow])
        /// Rows one after the other.
        case rows([MarketDay.MinuteRow])
        case hole
    }
    private var parts: [Part] = []

    init(_ hours: [HourBlock], _ rows: [MarketDay.MinuteRow], _ window: ClosedRange<Minute>) {
        let inside = rows.filter { window.contains($0.minute) }
        for hour in window.lowerBound.hour...window.upperBound.hour {
            let single = inside.filter { $0.minute.hour == hour }
            let start = hour.start
            let low = max(0, start.distance(to: window.lowerBound))
            let high = min(SeriesCodec.minutes, start.distance(to: window.upperBound) + 1)
            guard let block = hours.first(where: { $0.hour == hour }) else {
                addRows(single, start, low..<high)
                continue
            }
            let isWhole = low == 0 && high == SeriesCodec.minutes && single.isEmpty
            if isWhole { addPacked(block) } else { parts.append(.mixed(block, low..<high, single)) }
        }
    }

    private mutating func addPacked(_ block: HourBlock) {
        if case .packed(let blocks) = parts.last {
            parts[parts.count - 1] = .packed(blocks + [block])
        } else {
            parts.append(.packed([block]))
        }
    }

    private mutating func addRows(
        _ rows: [MarketDay.MinuteRow], _ start: Minute, _ offsets: Range<Int>
    ) {
        var next = start.advanced(by: offsets.lowerBound)
        var run: [MarketDay.MinuteRow] = []
        for row in rows {
            if row.minute != next {
                parts += [.rows(run), .hole]
                run = []
            }
            run.append(row)
            next = row.minute.next
        }
        parts.append(.rows(run))
        if next < start.advanced(by: offsets.upperBound) { parts.append(.hole) }
    }

    func append(_ slot: Int, to runs: inout PriceRuns) {
        for part in parts {
            switch part {
            case .packed(let blocks): Self.append(blocks, slot, to: &runs)
            case .mixed(let block, let offsets, let rows):
                Self.append(block, offsets, rows, slot, to: &runs)
            case .rows(let rows):
                for row in rows {
                    runs.append(slot < row.amounts.count ? row.amounts[slot] : .nan)
                }
            case .hole: runs.appendHole()
            }
        }
    }

    private static func append(_ blocks: [HourBlock], _ slot: Int, to runs: inout PriceRuns) {
        // Element by element they would be retained and released, which costs as much as unpacking.
        unsafe blocks.withUnsafeBufferPointer { blocks in
            for place in blocks.indices {
                let isSound = unsafe blocks[place].withChunk(of: slot) { chunk in
                    unsafe !chunk.isEmpty && SeriesCodec.decode(chunk, onto: &runs)
                }
                if !isSound { runs.appendHole() }
            }
        }
    }

    private static func append(
        _ block: HourBlock, _ offsets: Range<Int>, _ rows: [MarketDay.MinuteRow], _ slot: Int,
        to runs: inout PriceRuns
    ) {
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: SeriesCodec.minutes) {
            guard let amounts = $0.baseAddress else { return }
            unsafe block.read(slot, into: amounts)
            for row in rows where slot < row.amounts.count && !row.amounts[slot].isNaN {
                unsafe amounts[block.start.distance(to: row.minute)] = row.amounts[slot]
            }
            for offset in offsets { unsafe runs.append(amounts[offset]) }
        }
    }
}
