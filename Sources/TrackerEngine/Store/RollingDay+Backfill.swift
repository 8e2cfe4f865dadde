// MARK: - Putting in

extension RollingDay {
    /// Puts prices in that were fetched afterwards, into minutes that have none, and marks them.
    ///
    /// Hours that end at `sealedBefore` or earlier are packed, also where nothing was held of them:
    /// a first run would otherwise hold a row of every instrument for each minute of the past.
    /// Cost: about 3 µs an hour.
    /// - Returns: what was put in, for the journal; `nil` for nothing.
    public mutating func backfill(_ backfill: Backfill, sealedBefore: Minute) -> Backfill? {
        guard let series = backfill.series.trimmed else { return nil }
        let trimmed = Backfill(backfill.instrument, series, isCoarse: backfill.isCoarse)
        return change(backfill.instrument.market) { day in
            defer { day.names.sort() }
            return day.put(trimmed, sealedBefore: sealedBefore) { $0.put }
        }
    }

    /// Takes rows of a journal in, after its packed hours.
    ///
    /// A packed hour has the prices of these rows too when they were put in before it was packed:
    /// where it has the same price, that minute was not polled.
    mutating func restore(_ backfills: [Backfill], newest: Minute) {
        let sealedBefore = newest.hour.start
        for backfill in backfills {
            change(backfill.instrument.market) { day in
                _ = day.put(backfill, sealedBefore: sealedBefore) { $0.put | $0.same }
            }
        }
        for market in Set(backfills.map(\.instrument.market)) { days[market]?.names.sort() }
    }
}

// MARK: - Where minutes come from

extension RollingDay {
    /// Counts the sources of the minutes of the day through `last`.
    ///
    /// Cost: about 10 µs.
    /// - Returns: `nil` for an instrument without a price in it.
    public func coverage(of instrument: Instrument, through last: Minute) -> Coverage? {
        guard let day = days[instrument.market], let slot = day.names.slot(of: instrument.pair),
            let series = series(of: instrument, through: last)
        else { return nil }
        var coverage = Coverage(polled: series.count)
        guard coverage.polled > 0 else { return nil }
        for hour in day.marks.hours(of: slot) {
            let start = hour.hour.start
            for offset in hour.minutes.bits where series[start.advanced(by: offset)] != nil {
                coverage.polled -= 1
                if hour.isCoarse(offset) { coverage.coarse += 1 } else { coverage.backfilled += 1 }
            }
        }
        return coverage
    }

    /// The polled quotes of one minute, by market, then pair: without those that were fetched.
    public func polled(at minute: Minute) -> Batch { polled(at: minute) { _ in true } }

    /// The polled quotes of a minute, from markets whose hour the journal does not have packed.
    func unsealed(at minute: Minute) -> Batch {
        polled(at: minute) { $0.rows.unsealed.contains(minute.hour) }
    }

    func polled(at minute: Minute, where isWanted: (MarketDay) -> Bool) -> Batch {
        let wanted = Set(days.values.filter(isWanted).map(\.market))
        let quotes = quotes(at: minute) { day, slot in
            wanted.contains(day.market) && !day.marks.isMarked(slot, at: minute)
        }
        return Batch(minute: minute, quotes: quotes)
    }

    /// The backfilled prices of an instrument: the fine minutes, then the coarse.
    public func backfills(of instrument: Instrument) -> [Backfill] {
        days[instrument.market]?.backfills(of: instrument.pair) ?? []
    }

    /// The instruments that have a backfilled price.
    var backfilled: [Instrument] {
        days.values.flatMap { day in
            day.marks.slots.compactMap { day.names.pairs[$0] }
                .map { Instrument(market: day.market, pair: $0) }
        }
    }

    /// All backfilled prices, by market, then pair.
    var backfills: [Backfill] {
        marketNames.flatMap { market -> [Backfill] in
            guard let day = days[market] else { return [] }
            return day.marks.slots.compactMap { day.names.pairs[$0] }.sorted()
                .flatMap { day.backfills(of: $0) }
        }
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
