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
            for row in rows.all where row.minute >= first && row.minute <= last {
                guard !row.amount(of: slot).isNaN else { continue }
                unsafe base[origin.distance(to: row.minute)] = row.amount(of: slot)
            }
            let start = origin.distance(to: first)
            return unsafe Array(scratch[start..<start + Minute.perDay])
        }
    }

    /// Whether a slot has a price in those minutes.
    func hasPrice(_ slot: Int, in minutes: ClosedRange<Minute>) -> Bool {
        let newest = newest.minutes[slot]
        guard newest >= minutes.lowerBound else { return false }
        if newest <= minutes.upperBound { return true }
        return rows.all.contains { row in
            minutes.contains(row.minute) && !row.amount(of: slot).isNaN
        }
            || hours.contains { block in
                block.end > minutes.lowerBound && block.start <= minutes.upperBound
                    && block.present(slot) & block.offsets(in: minutes) != 0
            }
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
        let plan = RunPlan(hours, rows.all, in: first...last)
        let isPast = last < newest.minute
        PriceRuns.withRoom(minutes: Minute.perDay) { runs in
            // In the order of the slots: what lies side by side in memory is read in turn.
            for case (let slot, let pair?) in names.pairs.enumerated()
            where newest.minutes[slot] >= first {
                runs.removeAll()
                plan.append(slot, to: &runs)
                runs.pad()
                let live =
                    isPast || newest.amounts[slot].isNaN
                    ? nil : Price(stored: newest.amounts[slot])
                body(slot, pair, runs, live)
            }
        }
    }

    /// The minutes of an hour that have a price of any pair: bit i stands for its minute i.
    func held(inHour hour: Hour) -> UInt64 {
        var held: UInt64 = 0
        for row in rows.rows(of: hour) where row.amounts.contains(where: { !$0.isNaN }) {
            held |= BackfillMarks.bit(of: row.minute)
        }
        guard let block = hours.block(of: hour) else { return held }
        for slot in names.pairs.indices where names.pairs[slot] != nil {
            guard held != SeriesCodec.everyMinute else { break }
            held |= block.present(slot)
        }
        return held
    }

    /// The memory that the prices take, in bytes, names not counted.
    var weight: Int {
        hours.reduce(0) { $0 + $1.weight } + rows.all.reduce(0) { $0 + $1.amounts.count * 8 }
    }
}
