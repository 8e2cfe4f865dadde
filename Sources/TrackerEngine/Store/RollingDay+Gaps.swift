extension RollingDay {
    /// Why an instrument has no price at a minute, as far as was known at `last`; `nil` where it
    /// has one.
    func gap(of instrument: Instrument, at minute: Minute, through last: Minute) -> Gap? {
        let market = days[instrument.market]
        if let market, let slot = market.names.slot(of: instrument.pair), minute <= last {
            if !market.amount(of: slot, at: minute).isNaN { return nil }
            if let length = market.marks.coarseStep(of: slot, around: minute) {
                return .coarse(minutes: length)
            }
        }
        guard let newestMinute, minute <= min(last, newestMinute) else { return .ahead }
        if market?.isPolled(at: minute) ?? false { return .absent }
        return days.values.contains { $0.isPolled(at: minute) } ? .pollFailed : .notPolled
    }
}

extension MarketDay {
    /// Whether any price of a minute was polled, and not fetched afterwards.
    ///
    /// Cost: mostly a look at one pair; at all of them where none was.
    fileprivate func isPolled(at minute: Minute) -> Bool {
        let row = rows[minute]?.amounts ?? []
        let block = hours.block(of: minute.hour)
        return names.pairs.indices.contains { slot in
            guard names.pairs[slot] != nil else { return false }
            let isHeld =
                slot < row.count && !row[slot].isNaN
                || block?.holds(slot, at: minute) ?? false
            return isHeld && !marks.isMarked(slot, at: minute)
        }
    }
}

extension BackfillMarks {
    /// The distance between the coarse minutes before and after a minute of a slot; `nil` if it has
    /// none on one side, or more than a day's longest candle lies between them.
    fileprivate func coarseStep(of slot: Int, around minute: Minute) -> Int? {
        let coarse = hours(of: slot).flatMap { hour in
            hour.coarse.bits.map { hour.hour.start.advanced(by: $0) }
        }
        guard let before = coarse.last(where: { $0 < minute }),
            let after = coarse.first(where: { $0 > minute })
        else { return nil }
        let step = before.distance(to: after)
        return step <= Self.longestCandle ? step : nil
    }

    /// The widest gap that a candle explains, in minutes.
    private static var longestCandle: Int { 240 }
}
