// MARK: - Packing

extension MarketDay {
    /// Packs the rows before a minute into their hours.
    ///
    /// Cost: about 1 µs a pair and hour.
    mutating func pack(before minute: Minute) {
        let due = rows.rows(before: minute)
        for hour in Set(due.map(\.minute.hour)) {
            hours.put(packed(hour, with: due.filter { $0.minute.hour == hour }))
        }
        rows.removeFirst(due.count)
    }

    /// Packs what is older than a minute, and gives the hours that ended by then to the journal.
    mutating func seal(before minute: Minute) -> [SealedHour] {
        pack(before: minute)
        return rows.sealEnded(by: minute).map { sealedHour($0) }
    }

    /// Whether an hour has ended by a minute and is not in the journal as a packed one.
    func isSealDue(before minute: Minute) -> Bool {
        rows.unsealed.first.map { $0.end <= minute } ?? false
    }

    /// An hour in its packed form, whether it is packed here or not.
    func sealedHour(_ hour: Hour) -> SealedHour {
        let single = rows.rows(of: hour)
        let held = hours.block(of: hour) ?? HourBlock(hour: hour)
        return sealed(single.isEmpty ? held : packed(hour, with: single))
    }

    /// A block in the form that a journal stores: the pairs that have a price in it.
    func sealed(_ block: HourBlock) -> SealedHour {
        var pairs: [Pair] = []
        var chunks = PackedChunks.Builder(slots: names.capacity)
        for case (let slot, let pair?) in names.pairs.enumerated() {
            let chunk = block.chunk(of: slot)
            guard !chunk.isEmpty else { continue }
            pairs.append(pair)
            chunks.append(chunk)
        }
        return SealedHour(
            hour: block.hour, market: market, pairs: pairs, chunks: chunks.chunks)
    }

    /// An hour with what its block and some rows hold.
    private func packed(
        _ hour: Hour, with rows: some Collection<MinuteRows.Row>
    ) -> HourBlock {
        let block = hours.block(of: hour) ?? HourBlock(hour: hour)
        var builder = PackedChunks.Builder(slots: names.capacity)
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: SeriesCodec.minutes) {
            guard let amounts = $0.baseAddress else { return }
            for slot in 0..<names.capacity {
                unsafe block.read(slot, into: amounts)
                for row in rows where !row.amount(of: slot).isNaN {
                    unsafe amounts[block.start.distance(to: row.minute)] = row.amount(of: slot)
                }
                unsafe builder.append(packing: UnsafeBufferPointer($0))
            }
        }
        return HourBlock(hour: hour, chunks: builder.chunks)
    }
}

// MARK: - Forgetting

extension MarketDay {
    /// Forgets what no window from `first` on can hold: minutes, hours, names without a price.
    mutating func drop(before first: Minute) {
        dropPrices(before: first)
        tickers.drop(before: first)
        // A packed hour may hold a price older than `first`: the name stays until the hour goes.
        let oldest = min(first, hours.first?.start ?? first)
        removeNames { $0 < oldest }
    }

    private mutating func dropPrices(before first: Minute) {
        for row in rows.rows(before: first) { marks.remove(row.minute, of: names.pairs.indices) }
        rows.drop(before: first)
        // Nothing is changed that need not be: readers share it.
        if hours.contains(where: { $0.end <= first }) { hours.removeAll { $0.end <= first } }
        marks.drop(before: first.hour)
        newest.forgetCaughtUp()
    }

    /// `isLeaving`: by the minute of the newest price.
    mutating func removeNames(_ isLeaving: (Minute) -> Bool) {
        let leaving = newest.minutes.indices.filter {
            names.pairs[$0] != nil && isLeaving(newest.minutes[$0])
        }
        guard !leaving.isEmpty else { return }
        names.remove(leaving)
        marks.remove(leaving)
        newest.forget(leaving)
        for slot in leaving { tickers.clear(slot) }
        order.removeAll { names.pairs[Int($0)] == nil }
    }
}
