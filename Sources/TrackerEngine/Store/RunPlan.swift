/// How a window is put together of packed hours and rows, worked out once for all pairs.
struct RunPlan {
    private enum Part {
        /// Packed hours, whole and without rows in them, one after the other.
        case packed([HourBlock])
        /// Minutes of an hour that the window ends in, or that rows lie in too.
        case mixed(HourBlock, Range<Int>, [MinuteRows.Row])
        /// Rows one after the other.
        case rows([MinuteRows.Row])
        case hole
    }
    private var parts: [Part] = []

    /// Plans a window over hours and rows, both oldest first.
    init(_ hours: [HourBlock], _ rows: [MinuteRows.Row], in window: ClosedRange<Minute>) {
        let inside = rows.filter { window.contains($0.minute) }
        for hour in window.lowerBound.hour...window.upperBound.hour {
            let single = inside.filter { $0.minute.hour == hour }
            let start = hour.start
            let low = max(0, start.distance(to: window.lowerBound))
            let high = min(SeriesCodec.minutes, start.distance(to: window.upperBound) + 1)
            guard let block = hours.block(of: hour) else {
                addRows(single, from: start.advanced(by: low), to: start.advanced(by: high))
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

    private mutating func addRows(_ rows: [MinuteRows.Row], from first: Minute, to end: Minute) {
        var next = first
        var run: [MinuteRows.Row] = []
        for row in rows {
            if row.minute != next {
                parts += [.rows(run), .hole]
                run = []
            }
            run.append(row)
            next = row.minute.next
        }
        parts.append(.rows(run))
        if next < end { parts.append(.hole) }
    }

    /// Appends the runs of a slot over the window.
    func append(_ slot: Int, to runs: inout PriceRuns) {
        for part in parts {
            switch part {
            case .packed(let blocks): Self.append(slot, of: blocks, to: &runs)
            case .mixed(let block, let offsets, let rows):
                Self.append(slot, of: block, at: offsets, under: rows, to: &runs)
            case .rows(let rows):
                for row in rows { runs.append(row.amount(of: slot)) }
            case .hole: runs.appendHole()
            }
        }
    }

    private static func append(_ slot: Int, of blocks: [HourBlock], to runs: inout PriceRuns) {
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
        _ slot: Int, of block: HourBlock, at offsets: Range<Int>, under rows: [MinuteRows.Row],
        to runs: inout PriceRuns
    ) {
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: SeriesCodec.minutes) {
            guard let amounts = $0.baseAddress else { return }
            unsafe block.read(slot, into: amounts)
            for row in rows where !row.amount(of: slot).isNaN {
                unsafe amounts[block.start.distance(to: row.minute)] = row.amount(of: slot)
            }
            for offset in offsets { unsafe runs.append(amounts[offset]) }
        }
    }
}
