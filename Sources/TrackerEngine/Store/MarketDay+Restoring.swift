/// What a journal or a file has of a market, put into its day.
extension MarketDay {
    /// See `RollingDay.merge`.
    mutating func merge(_ series: Series, of pair: Pair, replacing: Bool) {
        guard let last = series.amounts.lastIndex(where: { !$0.isNaN }) else { return }
        let slot = slot(of: pair)
        let lastMinute = series.start.advanced(by: last)
        newest.note(series.amounts[last], of: slot, at: lastMinute)
        for hour in series.start.hour...lastMinute.hour {
            merge(hour, of: series, into: slot, replacing: replacing)
        }
        if replacing, !marks.hours(of: slot).isEmpty {
            for point in series.points { marks.remove(point.minute, of: [slot]) }
        }
        names.sort()
    }

    private mutating func merge(
        _ hour: Hour, of series: Series, into slot: Int, replacing: Bool
    ) {
        guard let block = hours.firstIndex(where: { $0.hour == hour }) else {
            for minute in hour.start..<hour.end {
                guard let price = series[minute],
                    replacing || amount(of: slot, at: minute).isNaN
                else { continue }
                rows.set(price.amount, of: slot, at: minute, slots: names.capacity)
            }
            return
        }
        var amounts = hours[block].amounts(of: slot)
        for (offset, held) in amounts.enumerated() where held.isNaN || replacing {
            guard let price = series[hour.start.advanced(by: offset)] else { continue }
            amounts[offset] = price.amount
        }
        hours[block].set(SeriesCodec.encode(amounts) ?? [], of: slot)
    }

    /// Puts whole packed hours in and the rows after them, for a market that has nothing yet.
    ///
    /// `latest`: by slot, the newest price and its minute.
    mutating func fill(
        _ hours: [HourBlock], _ rows: MinuteRows, latest: [(amount: Double, minute: Minute)?]
    ) {
        self.hours = hours.filter { $0.chunks.count > 0 }
        self.rows = rows
        for case (let slot, let latest?) in latest.enumerated() {
            newest.note(latest.amount, of: slot, at: latest.minute)
        }
    }

    /// Puts a packed hour in where a slot has none of that hour.
    mutating func restore(_ sealed: SealedHour) {
        let slots = slots(of: sealed.pairs)
        if let place = hours.firstIndex(where: { $0.hour == sealed.hour }) {
            for (chunk, slot) in slots.enumerated() where hours[place].chunk(of: slot).isEmpty {
                hours[place].set(sealed.chunks[chunk], of: slot)
            }
        } else {
            hours.put(Self.block(of: sealed, in: slots, capacity: names.capacity))
        }
        guard let block = hours.block(of: sealed.hour) else { return }
        for slot in slots { noteNewest(slot, in: block) }
    }

    /// The slots of stored pairs, which mostly come in the order of the slots.
    private mutating func slots(of pairs: [Pair]) -> [Int] {
        let order = ExpectedOrder((0..<names.capacity).map { Int32($0) })
        var next = 0
        return pairs.map { names.slot(of: $0, near: &next, in: order) ?? slot(of: $0) }
    }

    /// A block that shares the memory of what it is made of where the slots come in order, as they
    /// do while a stored day is read.
    private static func block(
        of sealed: SealedHour, in slots: [Int], capacity: Int
    ) -> HourBlock {
        if slots.elementsEqual(slots.indices) {
            return HourBlock(hour: sealed.hour, chunks: sealed.chunks)
        }
        var sorter = PackedChunks.Sorter(slots: capacity)
        for (chunk, slot) in slots.enumerated() { sorter.set(sealed.chunks[chunk], of: slot) }
        return HourBlock(hour: sealed.hour, chunks: sorter.chunks)
    }

    private mutating func noteNewest(_ slot: Int, in block: HourBlock) {
        guard newest.minutes[slot] < block.end else { return }
        let amounts = block.amounts(of: slot)
        guard let last = amounts.lastIndex(where: { !$0.isNaN }) else { return }
        newest.note(amounts[last], of: slot, at: block.start.advanced(by: last))
    }

    /// Puts a minute in, which wins over what is held of it; unless `replacing`, only over what was
    /// fetched, and where nothing is held.
    mutating func restore(_ stored: StoredMinute, replacing: Bool = true) {
        let slots = slots(of: stored.pairs)
        let isPolled = replacing ? nil : polled(at: stored.minute)
        let prices = zip(slots, stored.amounts).filter { slot, amount in
            !amount.isNaN && !(isPolled?(slot) ?? false)
        }
        guard replacing || !prices.isEmpty else { return }
        rows.change(stored.minute, slots: names.capacity) { amounts in
            for (slot, amount) in prices {
                amounts[slot] = amount
                newest.note(amount, of: slot, at: stored.minute)
            }
        }
        marks.remove(stored.minute, of: prices.lazy.map(\.0))
    }

    /// Forgets names that came without a price.
    mutating func forgetNames() {
        names.sort()
        removeNames { $0 == NewestPrices.never }
    }
}
