/// The prices of a market's minutes as rules look at them, a row each.
extension MarketDay {
    /// The price of each slot at a minute, above 0; NaN for none.
    ///
    /// `isPolled`: whether prices that were fetched afterwards count as none.
    func amounts(at minute: Minute, isPolled: Bool) -> [Double] {
        var amounts = rows[minute]?.amounts ?? []
        let missing = names.capacity - amounts.count
        if missing > 0 { amounts.append(contentsOf: repeatElement(.nan, count: missing)) }
        if let block = hours.block(of: minute.hour) {
            let offset = block.start.distance(to: minute)
            for slot in amounts.indices
            where amounts[slot].isNaN && names.pairs[slot] != nil && block.holds(slot, at: minute) {
                amounts[slot] = block.amounts(of: slot)[offset]
            }
        }
        if isPolled { for slot in marks.slots(at: minute) { amounts[slot] = .nan } }
        if amounts.contains(0) { amounts = amounts.map { $0 > 0 ? $0 : .nan } }
        return amounts
    }

    /// The prices of minutes, also those that were fetched afterwards, oldest first; minutes without
    /// a price are left out.
    ///
    /// Cost: about 1 µs a pair and packed hour.
    func amounts(in minutes: Range<Minute>) -> [RecentRows.Row] {
        guard let first = minutes.first else { return [] }
        var columns: [[Double]] = minutes.map { rows[$0]?.amounts ?? [] }
        for place in columns.indices where columns[place].count < names.capacity {
            let missing = names.capacity - columns[place].count
            columns[place] += repeatElement(.nan, count: missing)
        }
        for block in hours where block.end > first && block.start < minutes.upperBound {
            for slot in names.pairs.indices where block.head(of: slot) != HourBlock.noHead {
                guard names.pairs[slot] != nil else { continue }
                let amounts = block.amounts(of: slot)
                for minute in minutes.clamped(to: block.start..<block.end) {
                    let (place, offset) = (
                        first.distance(to: minute), block.start.distance(to: minute)
                    )
                    if columns[place][slot].isNaN { columns[place][slot] = amounts[offset] }
                }
            }
        }
        return columns.indices.compactMap { place in
            if columns[place].contains(0) {
                columns[place] = columns[place].map { $0 > 0 ? $0 : .nan }
            }
            guard columns[place].contains(where: { !$0.isNaN }) else { return nil }
            return RecentRows.Row(minute: first.advanced(by: place), amounts: columns[place])
        }
    }
}
