/// A price of each slot of a market and its minute.
struct PriceColumn: Sendable {
    /// NaN for a slot without a price.
    private(set) var amounts: [Double]
    /// Of a slot without a price, any minute.
    private(set) var minutes: [Minute]

    init(slots: Int) {
        amounts = Array(repeating: .nan, count: slots)
        minutes = Array(repeating: NewestPrices.never, count: slots)
    }

    /// The newest prices of all, also those that came after the one of their minute.
    init(_ newest: NewestPrices) { (amounts, minutes) = (newest.amounts, newest.minutes) }

    func holds(_ slot: Int) -> Bool { !amounts[slot].isNaN }

    @inline(__always) mutating func set(_ amount: Double, of slot: Int, at minute: Minute) {
        amounts[slot] = amount
        minutes[slot] = minute
    }
}

extension MarketDay {
    /// The oldest or the newest price of each slot in some minutes.
    ///
    /// Hour by hour over all slots that have none yet: what lies side by side in memory is read in
    /// turn. Cost: about 50 ns a pair that has a price in the first hour it is looked for in.
    func prices(at end: WindowEnd, of window: ClosedRange<Minute>) -> PriceColumn {
        var column = PriceColumn(slots: names.capacity)
        var open = names.pairs.indices.filter {
            names.pairs[$0] != nil && newest.minutes[$0] >= window.lowerBound
        }
        let hours = Array(window.lowerBound.hour...window.upperBound.hour)
        for hour in end == .oldest ? hours : hours.reversed() where !open.isEmpty {
            let single = rows.rows(of: hour).filter { window.contains($0.minute) }
            for row in end == .oldest ? single : single.reversed() {
                Self.read(row, of: open, into: &column)
            }
            if let block = self.hours.block(of: hour) {
                block.read(end, of: window, open, into: &column)
            }
            open.removeAll { column.holds($0) }
        }
        return column
    }

    /// Reads the prices of those slots that have none from a row.
    private static func read(_ row: MinuteRows.Row, of slots: [Int], into column: inout PriceColumn)
    {
        for slot in slots where !column.holds(slot) {
            let amount = row.amount(of: slot)
            if !amount.isNaN { column.set(amount, of: slot, at: row.minute) }
        }
    }
}

extension HourBlock {
    /// Reads the oldest or the newest prices of some slots in a window, but for those of which the
    /// column has one that is further at that end, or of the same minute.
    fileprivate func read(
        _ end: WindowEnd, of window: ClosedRange<Minute>, _ slots: [Int],
        into column: inout PriceColumn
    ) {
        let wanted = offsets(in: window)
        for slot in slots {
            let found = unsafe withChunk(of: slot) {
                unsafe SeriesCodec.price(of: $0, at: end, in: wanted)
            }
            guard let found else { continue }
            let minute = start.advanced(by: found.offset)
            let held = column.minutes[slot]
            guard !column.holds(slot) || (end == .oldest ? minute < held : minute > held) else {
                continue
            }
            column.set(found.amount, of: slot, at: minute)
        }
    }

    /// The minutes of the hour that lie in a range, which overlaps it: bit i stands for its minute i.
    func offsets(in minutes: ClosedRange<Minute>) -> UInt64 {
        let low = max(0, start.distance(to: minutes.lowerBound))
        let high = min(SeriesCodec.minutes - 1, start.distance(to: minutes.upperBound))
        return SeriesCodec.everyMinute >> UInt64(SeriesCodec.minutes - 1 - high)
            & SeriesCodec.everyMinute << UInt64(low)
    }
}
