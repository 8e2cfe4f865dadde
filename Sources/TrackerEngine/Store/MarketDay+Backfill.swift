// MARK: - Putting in

extension MarketDay {
    /// Minutes of an hour: bit i stands for its minute i.
    struct Filled {
        /// The minutes that had no price and have one now.
        var put: UInt64 = 0
        /// The minutes of the packed hour that had the same price already.
        var same: UInt64 = 0

        /// Fills the holes of an hour's amounts from a series, but for minutes that have a row.
        init(_ amounts: inout [Double], from series: Series, at start: Minute, besides row: UInt64)
        {
            for offset in amounts.indices where row >> UInt64(offset) & 1 == 0 {
                guard let price = series[start.advanced(by: offset)] else { continue }
                if amounts[offset].isNaN {
                    amounts[offset] = price.amount
                    put |= 1 << UInt64(offset)
                } else if amounts[offset] == price.amount {
                    same |= 1 << UInt64(offset)
                }
            }
        }
    }

    /// Fills holes, and marks the minutes that `marking` names; `names.sort()` is due.
    mutating func put(
        _ backfill: Backfill, sealedBefore: Minute, marking: (Filled) -> UInt64
    ) -> Backfill? {
        guard let series = backfill.series.trimmed else { return nil }
        // Something goes in wherever the slot is new: it has no price yet.
        let slot = slot(of: backfill.instrument.pair)
        var taken = [Double](repeating: .nan, count: series.amounts.count)
        for hour in series.start.hour...series.end.advanced(by: -1).hour {
            let filled = fill(hour, of: slot, with: series, sealedBefore: sealedBefore)
            marks.insert(marking(filled), isCoarse: backfill.isCoarse, hour: hour, of: slot)
            let start = series.start.distance(to: hour.start)
            for offset in filled.put.bits { taken[start + offset] = series.amounts[start + offset] }
        }
        return Series(start: series.start, amounts: taken).trimmed.map {
            Backfill(backfill.instrument, $0, isCoarse: backfill.isCoarse)
        }
    }

    /// Fills the holes of an hour of a slot.
    private mutating func fill(
        _ hour: Hour, of slot: Int, with series: Series, sealedBefore: Minute
    ) -> Filled {
        let start = hour.start
        var amounts = (hours.block(of: hour) ?? HourBlock(hour: hour)).amounts(of: slot)
        let filled = Filled(
            &amounts, from: series, at: start, besides: rows.held(of: slot, in: hour))
        guard filled.put != 0 else { return filled }
        if hour.end <= sealedBefore {
            hours.set(SeriesCodec.encode(amounts) ?? [], of: slot, in: hour)
        } else {
            for offset in filled.put.bits {
                rows.set(
                    amounts[offset], of: slot, at: start.advanced(by: offset),
                    slots: names.capacity)
            }
        }
        let last = 63 - filled.put.leadingZeroBitCount
        newest.noteFetched(amounts[last], of: slot, at: start.advanced(by: last))
        return filled
    }
}

// MARK: - Where minutes come from

extension MarketDay {
    /// The backfilled prices of a pair: the fine minutes, then the coarse.
    func backfills(of pair: Pair) -> [Backfill] {
        guard let slot = names.slot(of: pair), case let hours = marks.hours(of: slot),
            let first = hours.first?.hour, let last = hours.last?.hour
        else { return [] }
        let holes = [Double](
            repeating: .nan, count: (first.distance(to: last) + 1) * SeriesCodec.minutes)
        var (fine, coarse) = (holes, holes)
        for hour in hours {
            let amounts = amounts(of: slot, inHour: hour.hour)
            let start = first.distance(to: hour.hour) * SeriesCodec.minutes
            for offset in hour.minutes.bits {
                if hour.isCoarse(offset) {
                    coarse[start + offset] = amounts[offset]
                } else {
                    fine[start + offset] = amounts[offset]
                }
            }
        }
        let start = first.start
        return [(fine, false), (coarse, true)].compactMap { amounts, isCoarse in
            Series(start: start, amounts: amounts).trimmed.map {
                Backfill(Instrument(market: market, pair: pair), $0, isCoarse: isCoarse)
            }
        }
    }

    /// The prices of an hour of a slot: 60 elements.
    func amounts(of slot: Int, inHour hour: Hour) -> [Double] {
        let start = hour.start
        var amounts = (hours.block(of: hour) ?? HourBlock(hour: hour)).amounts(of: slot)
        for row in rows.all where row.minute.hour == hour && !row.amount(of: slot).isNaN {
            amounts[start.distance(to: row.minute)] = row.amount(of: slot)
        }
        return amounts
    }

    /// Whether a minute is kept as a row.
    func hasRow(at minute: Minute) -> Bool { rows[minute] != nil }
}
