// MARK: - Putting in

extension RollingDay {
    /// Puts prices in that were fetched afterwards, into minutes that have none, and marks them.
    ///
    /// Hours that end at `sealedBefore` or earlier are packed, also where nothing was held of them:
    /// a first run would otherwise hold a row of every instrument for each minute of the past.
    /// Cost: about 3 µs an hour.
    /// - Returns: what was put in, for the journal; `nil` for nothing.
    public mutating func backfill(_ backfill: Backfill, sealedBefore: Minute) -> Backfill? {
        defer { sortNames() }
        return put(backfill, sealedBefore) { $0.put }
    }

    /// Takes rows of a journal in, after its packed hours.
    ///
    /// A packed hour has the prices of these rows too when they were put in before it was packed:
    /// where it has the same price, that minute was not polled.
    mutating func restore(_ backfills: [Backfill], newest: Minute) {
        let sealedBefore = Minute(index: newest.hour * SeriesCodec.minutes)
        for backfill in backfills {
            _ = put(backfill, sealedBefore) { $0.put | $0.same }
        }
        sortNames()
    }

    /// Minutes of an hour: bit i stands for its minute i.
    private struct Filled {
        /// Those that had no price and have one now.
        var put: UInt64 = 0
        /// Those whose price was the same, in the packed hour.
        var same: UInt64 = 0
    }

    private mutating func put(
        _ backfill: Backfill, _ sealedBefore: Minute, marking: (Filled) -> UInt64
    ) -> Backfill? {
        guard let series = backfill.series.trimmed else { return nil }
        // Something goes in wherever the slot is new: it has no price yet.
        let slot = slot(of: backfill.instrument)
        var taken = [Double](repeating: .nan, count: series.amounts.count)
        for hour in series.start.hour...series.end.advanced(by: -1).hour {
            let filled = fill(hour, of: slot, with: series, sealedBefore)
            marks.insert(marking(filled), isCoarse: backfill.isCoarse, hour: hour, of: slot)
            let start = series.start.distance(to: Minute(index: hour * SeriesCodec.minutes))
            for offset in filled.put.bits { taken[start + offset] = series.amounts[start + offset] }
        }
        return Series(start: series.start, amounts: taken).trimmed.map {
            Backfill(backfill.instrument, $0, isCoarse: backfill.isCoarse)
        }
    }

    /// Fills the holes of an hour of a slot.
    private mutating func fill(
        _ hour: Int, of slot: Int, with series: Series, _ sealedBefore: Minute
    ) -> Filled {
        let start = Minute(index: hour * SeriesCodec.minutes)
        let block = hours.firstIndex { $0.hour == hour }
        var amounts =
            block.map { hourAmounts(hours[$0], slot) }
            ?? Array(repeating: .nan, count: SeriesCodec.minutes)
        let single = rowMask(of: slot, inHour: hour)
        var filled = Filled()
        for offset in amounts.indices where single >> UInt64(offset) & 1 == 0 {
            guard let price = series[start.advanced(by: offset)] else { continue }
            if amounts[offset].isNaN {
                amounts[offset] = price.amount
                filled.put |= 1 << UInt64(offset)
            } else if amounts[offset] == price.amount {
                filled.same |= 1 << UInt64(offset)
            }
        }
        guard filled.put != 0 else { return filled }
        if start.advanced(by: SeriesCodec.minutes) <= sealedBefore {
            pack(amounts, hour, of: slot, at: block)
        } else {
            for offset in filled.put.bits {
                setRow(amounts[offset], slot, start.advanced(by: offset))
            }
        }
        let last = 63 - filled.put.leadingZeroBitCount
        noteFetched(amounts[last], slot, start.advanced(by: last))
        return filled
    }

    /// The minutes of an hour that a row has a price for.
    private func rowMask(of slot: Int, inHour hour: Int) -> UInt64 {
        guard let newest = rows.last?.minute, newest.hour >= hour else { return 0 }
        return rows.reduce(0) { mask, row in
            guard row.minute.hour == hour, slot < row.amounts.count, !row.amounts[slot].isNaN
            else { return mask }
            return mask | BackfillMarks.bit(of: row.minute)
        }
    }
}

// MARK: - Where minutes come from

extension RollingDay {
    /// Where the minutes of the day through `last` come from.
    ///
    /// Cost: about 10 µs.
    /// - Returns: `nil` for an instrument without a price in it.
    public func coverage(of instrument: Instrument, through last: Minute) -> Coverage? {
        guard let slot = directory.slot(of: instrument),
            let series = series(of: instrument, through: last)
        else { return nil }
        var coverage = Coverage(polled: series.count)
        guard coverage.polled > 0 else { return nil }
        for hour in marks.hours(of: slot) {
            let start = Minute(index: hour.hour * SeriesCodec.minutes)
            for offset in hour.minutes.bits where series[start.advanced(by: offset)] != nil {
                coverage.polled -= 1
                if hour.isCoarse(offset) { coverage.coarse += 1 } else { coverage.backfilled += 1 }
            }
        }
        return coverage
    }

    /// The polled quotes of one minute, by market, then pair: without those that were fetched.
    public func polled(at minute: Minute) -> Batch {
        let batch = batch(at: minute)
        let marked = marks.slots(at: minute)
        guard !marked.isEmpty else { return batch }
        let quotes = batch.quotes.filter { quote in
            directory.slot(of: quote.instrument).map { !marked.contains($0) } ?? true
        }
        return Batch(minute: minute, quotes: quotes)
    }

    /// Everything of an instrument that was fetched afterwards: the fine minutes, then the coarse.
    public func backfills(of instrument: Instrument) -> [Backfill] {
        guard let slot = directory.slot(of: instrument), case let hours = marks.hours(of: slot),
            let first = hours.first?.hour, let last = hours.last?.hour
        else { return [] }
        let holes = [Double](repeating: .nan, count: (last - first + 1) * SeriesCodec.minutes)
        var (fine, coarse) = (holes, holes)
        for hour in hours {
            let amounts = amounts(of: instrument, inHour: hour.hour)
            let start = (hour.hour - first) * SeriesCodec.minutes
            for offset in hour.minutes.bits {
                if hour.isCoarse(offset) {
                    coarse[start + offset] = amounts[offset]
                } else {
                    fine[start + offset] = amounts[offset]
                }
            }
        }
        let start = Minute(index: first * SeriesCodec.minutes)
        return [(fine, false), (coarse, true)].compactMap { amounts, isCoarse in
            Series(start: start, amounts: amounts).trimmed.map {
                Backfill(instrument, $0, isCoarse: isCoarse)
            }
        }
    }

    /// Everything that was fetched afterwards, by market, then pair.
    var backfills: [Backfill] {
        marks.slots.compactMap { directory.instruments[$0] }.sorted()
            .flatMap { backfills(of: $0) }
    }
}

extension UInt64 {
    /// The places of the bits that are set, the lowest first.
    var bits: some Sequence<Int> {
        sequence(state: self) { rest -> Int? in
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return rest.trailingZeroBitCount
        }
    }
}
