extension RollingDay {
    /// The newest minute that has a price, `nil` while there is none.
    public var newestMinute: Minute? {
        rows.last?.minute
            ?? newest.indices.lazy
            .filter { directory.instruments[$0] != nil }.map { newest[$0] }.max()
    }

    /// The markets with a price at `first` or later, by name.
    public func markets(since first: Minute) -> [Market] {
        directory.marketNames.filter { market in
            directory.slots(of: market).contains { newest[$0] >= first }
        }
    }

    /// The pairs of a market with a price at `first` or later, by name.
    public func pairs(of market: Market, since first: Minute) -> [Pair] {
        directory.slots(of: market).compactMap { slot in
            newest[slot] >= first ? directory.instruments[slot]?.pair : nil
        }
    }

    /// How many pairs of a market have a price at `first` or later.
    public func pairCount(of market: Market, since first: Minute) -> Int {
        directory.slots(of: market).reduce(0) { $0 + (newest[$1] >= first ? 1 : 0) }
    }

    /// Every instrument with a price at `first` or later, by market, then pair.
    public func instruments(since first: Minute) -> [Instrument] {
        directory.marketNames.flatMap { market in
            pairs(of: market, since: first).map { Instrument(market: market, pair: $0) }
        }
    }

    /// The newest price and its minute, `nil` for an instrument without one.
    public func latest(of instrument: Instrument) -> (price: Price, minute: Minute)? {
        guard let slot = directory.slot(of: instrument), !latest[slot].isNaN else { return nil }
        return (Price(stored: latest[slot]), newest[slot])
    }

    /// The prices of an instrument over a day.
    ///
    /// Cost: about 10 µs.
    /// `last`: the newest minute of it.
    ///
    /// - Returns: 1,440 elements; `nil` for an instrument that the day does not have.
    public func series(of instrument: Instrument, through last: Minute) -> Series? {
        guard let slot = directory.slot(of: instrument) else { return nil }
        return Series(
            start: last.advanced(by: 1 - Self.minutes), amounts: amounts(of: slot, through: last))
    }

    /// Goes through the pairs of a market that have a price in the day through `last`, by name.
    ///
    /// `body` gets 1,440 elements, NaN for a hole, and the newest price of all; both only for the time of the call.
    public func forEachPair(
        of market: Market, through last: Minute,
        _ body: (Pair, _ amounts: UnsafeBufferPointer<Double>, _ latest: Price?) -> Void
    ) {
        let first = last.advanced(by: 1 - Self.minutes)
        unsafe withScratch { scratch in
            for slot in directory.slots(of: market) where newest[slot] >= first {
                guard let pair = directory.instruments[slot]?.pair else { continue }
                let amounts = unsafe read(slot, through: last, scratch)
                let price = latest[slot].isNaN ? nil : Price(stored: latest[slot])
                unsafe body(pair, amounts, price)
            }
        }
    }

    /// The quotes of one minute, by market, then pair: what a journal writes.
    public func batch(at minute: Minute) -> Batch {
        let quotes = directory.marketNames.flatMap { market in
            directory.slots(of: market).compactMap { slot -> Quote? in
                guard let instrument = directory.instruments[slot] else { return nil }
                let amount = amount(of: slot, at: minute)
                return amount.isNaN ? nil : Quote(instrument, Price(stored: amount))
            }
        }
        return Batch(minute: minute, quotes: quotes)
    }

    /// The quotes of a batch for which there is no price at its minute yet, or one that nobody
    /// polled.
    ///
    /// Cost: none while nothing is held of that minute, else about 20 ns a quote when the
    /// instruments come in the order of the batch before.
    public func missing(from batch: Batch) -> Batch {
        let amounts = rows.last { $0.minute == batch.minute }?.amounts
        let block = hours.last { $0.hour == batch.minute.hour }
        guard amounts != nil || block != nil else { return batch }
        let row = amounts ?? []
        let order = orders[batch.quotes.first?.instrument.market]
        var place = 0
        let quotes = batch.quotes.filter { quote in
            guard let slot = knownSlot(of: quote.instrument, in: order, at: &place) else {
                return true
            }
            let isHeld = slot < row.count && !row[slot].isNaN || holds(block, slot, batch.minute)
            return !isHeld || marks.isMarked(slot, at: batch.minute)
        }
        return quotes.count == batch.quotes.count
            ? batch : Batch(minute: batch.minute, quotes: quotes)
    }

    /// Everything that is held, as a journal takes it.
    public func stored() -> StoredDay {
        let minutes = rows.map { polled(at: $0.minute) }.filter { !$0.quotes.isEmpty }
        return StoredDay(
            hours: hours.map { sealed($0) }, backfills: backfills, minutes: minutes)
    }

    /// An hour in its packed form, whether it is packed here or not.
    public func sealedHour(_ hour: Int) -> SealedHour { sealed(packed(hour)) }

    /// How many minutes have a price of any instrument.
    ///
    /// Cost: an hour with a missing minute is unpacked for every instrument.
    public func minutesHeld(from first: Minute, through last: Minute) -> Int {
        guard first <= last else { return 0 }
        let held = rows.filter { row in row.amounts.contains { !$0.isNaN } }.map(\.minute)
        let packed = hours.lazy.filter { $0.end > first && $0.start <= last }
            .flatMap { block in self.minutesHeld(in: block) }
        return Set(held).union(packed).count { $0 >= first && $0 <= last }
    }

    private func minutesHeld(in block: HourBlock) -> [Minute] {
        var isHeld = [Bool](repeating: false, count: SeriesCodec.minutes)
        for slot in directory.instruments.indices where directory.instruments[slot] != nil {
            guard isHeld.contains(false) else { break }
            let amounts = hourAmounts(block, slot)
            for offset in amounts.indices where !amounts[offset].isNaN { isHeld[offset] = true }
        }
        return isHeld.indices.filter { isHeld[$0] }.map { block.start.advanced(by: $0) }
    }

    /// The memory that the prices take, in bytes, names not counted.
    public var weight: Int {
        hours.reduce(0) { $0 + $1.weight } + rows.reduce(0) { $0 + $1.amounts.count * 8 }
    }
}

extension RollingDay {
    private func amounts(of slot: Int, through last: Minute) -> [Double] {
        unsafe withScratch { scratch in
            let window = unsafe read(slot, through: last, scratch)
            return unsafe Array(window)
        }
    }

    /// Room for a day and the hours that stick out of it at both ends.
    private func withScratch<R>(_ body: (UnsafeMutablePointer<Double>) -> R) -> R {
        let room = Self.minutes + 2 * SeriesCodec.minutes
        return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { buffer in
            unsafe buffer.initialize(repeating: .nan)
            // A buffer with a capacity above 0 always has an address.
            guard let base = buffer.baseAddress else { preconditionFailure() }
            return unsafe body(base)
        }
    }

    /// Unpacks a day into the scratch room.
    private func read(
        _ slot: Int, through last: Minute, _ scratch: UnsafeMutablePointer<Double>
    ) -> UnsafeBufferPointer<Double> {
        let first = last.advanced(by: 1 - Self.minutes)
        let origin = Minute(index: first.hour * SeriesCodec.minutes)
        unsafe scratch.update(repeating: .nan, count: Self.minutes + 2 * SeriesCodec.minutes)
        // Each chunk is somewhere else in memory. Looked at one right after the other, they come
        // at the same time; each unpacked on its own, the processor waits for every one of them.
        let heads = hours.reduce(HourBlock.noHead) { $0 & $1.head(of: slot) }
        if heads != HourBlock.noHead {
            for block in hours where block.end > first && block.start <= last {
                unsafe block.read(slot, into: scratch + origin.distance(to: block.start))
            }
        }
        for row in rows where row.minute >= first && row.minute <= last {
            guard slot < row.amounts.count else { continue }
            let amount = row.amounts[slot]
            if !amount.isNaN { unsafe scratch[origin.distance(to: row.minute)] = amount }
        }
        return unsafe UnsafeBufferPointer(
            start: scratch + origin.distance(to: first), count: Self.minutes)
    }
}
