extension RollingDay {
    /// The markets that have a pair, by name, bytewise.
    var marketNames: [Market] { days.keys.sorted() }

    /// How many pairs are known, of all markets.
    public var count: Int { days.values.reduce(0) { $0 + $1.names.count } }

    /// Whether an instrument is known.
    func holds(_ instrument: Instrument) -> Bool {
        days[instrument.market]?.names.slot(of: instrument.pair) != nil
    }

    /// The newest minute that has a price, `nil` while there is none.
    public var newestMinute: Minute? {
        newestRow
            ?? days.values.lazy.flatMap { day in
                day.names.byName.lazy.map { day.newest.minutes[Int($0)] }
            }.max()
    }

    /// The markets with a price from `first` through `last`, by name.
    public func markets(since first: Minute, through last: Minute = .end) -> [Market] {
        guard first <= last else { return [] }
        return marketNames.filter { market in
            guard let day = days[market] else { return false }
            return day.names.byName.contains { day.hasPrice(Int($0), in: first...last) }
        }
    }

    /// The pairs of a market with a price from `first` through `last`, by name.
    ///
    /// Cost: a look at each pair where `last` is the newest minute or later, else at its packed
    /// hours too, up to the first that has a price.
    public func pairs(
        of market: Market, since first: Minute, through last: Minute = .end
    ) -> [Pair] {
        guard first <= last, let day = days[market] else { return [] }
        return day.names.byName.compactMap { slot in
            day.hasPrice(Int(slot), in: first...last) ? day.names.pairs[Int(slot)] : nil
        }
    }

    /// How many pairs of a market have a price from `first` through `last`.
    public func pairCount(
        of market: Market, since first: Minute, through last: Minute = .end
    ) -> Int {
        guard first <= last, let day = days[market] else { return 0 }
        return day.names.byName.count { day.hasPrice(Int($0), in: first...last) }
    }

    /// Every instrument with a price from `first` through `last`, by market, then pair.
    public func instruments(since first: Minute, through last: Minute = .end) -> [Instrument] {
        marketNames.flatMap { market in
            pairs(of: market, since: first, through: last)
                .map { Instrument(market: market, pair: $0) }
        }
    }

    /// The newest price and its minute, `nil` for an instrument without one.
    public func latest(of instrument: Instrument) -> (price: Price, minute: Minute)? {
        guard let day = days[instrument.market], let slot = day.names.slot(of: instrument.pair),
            !day.newest.amounts[slot].isNaN
        else { return nil }
        return (Price(stored: day.newest.amounts[slot]), day.newest.minutes[slot])
    }

    /// The prices of an instrument over a day.
    ///
    /// Cost: about 6 µs.
    /// `last`: the newest minute of it.
    ///
    /// - Returns: 1,440 elements; `nil` for an instrument that the day does not have.
    public func series(of instrument: Instrument, through last: Minute) -> Series? {
        guard let day = days[instrument.market], let slot = day.names.slot(of: instrument.pair)
        else { return nil }
        return Series(
            start: last.windowStart,
            amounts: day.amounts(of: slot, through: last))
    }

    /// The quotes of one minute, by market, then pair: what a journal writes.
    public func batch(at minute: Minute) -> Batch {
        Batch(minute: minute, quotes: quotes(at: minute) { _, _ in true })
    }

    /// The quotes of a minute from those markets and slots that are wanted.
    func quotes(at minute: Minute, where isWanted: (MarketDay, _ slot: Int) -> Bool) -> [Quote] {
        marketNames.flatMap { market -> [Quote] in
            guard let day = days[market] else { return [] }
            return day.names.byName.compactMap { slot in
                guard let pair = day.names.pairs[Int(slot)], isWanted(day, Int(slot)) else {
                    return nil
                }
                let amount = day.amount(of: Int(slot), at: minute)
                guard !amount.isNaN else { return nil }
                return Quote(Instrument(market: market, pair: pair), Price(stored: amount))
            }
        }
    }

    /// The quotes of a batch for which there is no price at its minute yet, or one that nobody
    /// polled, by market.
    ///
    /// Cost: about 3 ns a quote while nothing is held of that minute, else about 20 ns when the
    /// pairs of a market come in the order of the batch before.
    public func missing(from batch: Batch) -> Batch {
        let groups = batch.quotes.byMarket
        if groups.allSatisfy({ !(days[$0.market]?.mayHold(batch.minute) ?? false) }) {
            return batch
        }
        var missing: [Quote] = []
        missing.reserveCapacity(batch.quotes.count)
        for (market, runs) in groups {
            if let day = days[market] {
                day.missing(runs, at: batch.minute, into: &missing)
            } else {
                for run in runs { missing += run }
            }
        }
        return missing.count == batch.quotes.count
            ? batch : Batch(minute: batch.minute, quotes: missing)
    }

    /// The whole day, in the form that a journal stores.
    public func stored() -> StoredDay {
        let markets = marketNames.compactMap { days[$0] }
        let minutes = Set(markets.flatMap { $0.rows.all.map(\.minute) }).sorted()
        let rows = minutes.map { minute in
            let held = Set(markets.filter { $0.hasRow(at: minute) }.map(\.market))
            return polled(at: minute) { held.contains($0.market) }
        }
        return StoredDay(
            hours: markets.flatMap { day in day.hours.map { day.sealed($0) } },
            backfills: backfills, minutes: rows.filter { !$0.quotes.isEmpty })
    }

    /// The hours that a journal has in their packed form, or should have.
    var marketHours: [MarketHour] {
        days.values.flatMap { day in
            day.hours.map(\.hour).filter { !day.rows.unsealed.contains($0) }
                .map { MarketHour(hour: $0, market: day.market) }
        }
    }

    /// The minutes up to the newest row that a journal has singly, or should have.
    var unsealedMinutes: Set<Minute> {
        guard let newestRow else { return [] }
        let hours = Set(days.values.flatMap(\.rows.unsealed))
        return Set(hours.flatMap { Array($0.start..<$0.end) }.filter { $0 <= newestRow })
    }

    /// An hour in its packed form, whether it is packed here or not: one for each market with a
    /// price in it, by name.
    public func sealedHours(_ hour: Hour) -> [SealedHour] {
        marketNames.compactMap { sealedHour(hour, of: $0) }
    }

    /// The hour of a market in its packed form; `nil` if it has no price in the hour.
    public func sealedHour(_ hour: Hour, of market: Market) -> SealedHour? {
        guard let sealed = days[market]?.sealedHour(hour), !sealed.pairs.isEmpty else { return nil }
        return sealed
    }

    /// How many minutes have a price of any instrument.
    ///
    /// Cost: a look at the head of a few chunks for hours in which no minute is missing, at those
    /// of every pair for others.
    public func minutesHeld(from first: Minute, through last: Minute) -> Int {
        guard first <= last else { return 0 }
        return (first.hour...last.hour).reduce(0) { count, hour in
            let start = hour.start
            var held: UInt64 = 0
            for day in days.values where held != SeriesCodec.everyMinute {
                held |= day.held(inHour: hour)
            }
            return count
                + held.bits.count { (first...last).contains(start.advanced(by: $0)) }
        }
    }

    /// The memory that the prices take, in bytes, names not counted.
    public var weight: Int { days.values.reduce(0) { $0 + $1.weight } }
}
