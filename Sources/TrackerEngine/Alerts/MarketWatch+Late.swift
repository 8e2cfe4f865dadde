extension MarketWatch {
    /// Looks at pairs that had no price at a minute that was looked at already.
    mutating func lookLate(
        _ prices: [Double], in window: DayWindow, _ rules: AlertRules, _ room: inout Int
    ) -> [AlertEvent] {
        var events: [AlertEvent] = []
        for slot in prices.indices where !prices[slot].isNaN {
            let previous = before.minute(of: slot) ?? NewestPrices.never
            guard previous < window.last, let pair = pairs[slot] else { continue }
            let instrument = Instrument(market: market, pair: pair)
            guard
                let past = SeriesPast(instrument, in: window, spans: [])
            else { continue }
            let index = past.start.distance(to: window.last)
            let place = past.start.distance(to: previous)
            let sight = SeriesSight(
                past: past, index: index,
                previousIndex: past.amounts.indices.contains(place) ? place : nil)
            lookLate(slot, sight, rules, &room, &events)
        }
        return events
    }

    private mutating func lookLate(
        _ slot: Int, _ sight: SeriesSight, _ rules: AlertRules, _ room: inout Int,
        _ events: inout [AlertEvent]
    ) {
        for rule in index.rules(naming: slot) {
            advance(rule, slot, sight, isByPattern: false, rules, &room, &events)
        }
        let held = standings.entries[slot].map(\.rule)
        for (place, family) in index.families.enumerated() {
            guard family.position(of: slot) != nil, let value = sight.value(of: family.lead) else {
                continue
            }
            let rank = family.rank(of: value, guess: 0)
            let due = held.filter { index.family(of: $0) == place }
            for rule in Set(family.rules[..<rank]).union(due).sorted() {
                advance(rule, slot, sight, isByPattern: true, rules, &room, &events)
            }
            index.note(rank, of: place, at: slot)
        }
    }

    /// Looks again at the rules that wait for prices of another market, which have just come.
    ///
    /// `isNew`: whether a pair of the other market has had no price of this minute before.
    mutating func lookAcross(
        from other: Market, in window: DayWindow, _ rules: AlertRules, _ room: inout Int,
        _ isNew: (Pair) -> Bool
    ) -> [AlertEvent] {
        guard seen == window.last, let waiting = index.across[other] else { return [] }
        var events: [AlertEvent] = []
        for entry in waiting
        where isNew(entry.pair) && before.minute(of: entry.slot) == window.last {
            guard let own = pairs[entry.slot],
                let past = SeriesPast(
                    Instrument(market: market, pair: own), in: window, spans: [])
            else { continue }
            let place = past.start.distance(to: window.last)
            let sight = SeriesSight(
                past: past, index: place,
                previousIndex: past.amounts[..<place].lastIndex { !$0.isNaN })
            advance(
                entry.rule, entry.slot, sight, isByPattern: entry.isByPattern, rules, &room, &events
            )
        }
        return events
    }
}

// MARK: - What is known

extension MarketWatch {
    func standing(of rule: Int, _ pair: Pair) -> AlertStanding? {
        guard let slot = pairs.firstIndex(of: pair) else { return waiting[pair]?[rule] }
        return standings.standing(of: rule, at: slot)
    }

    /// All standings, by pair, then rule.
    ///
    /// Cost: about 0.1 µs a standing, unless `keep` was called since one of them has changed.
    func stored(_ rules: AlertRules) -> [AlertMemory.Standing] {
        if let kept { return kept }
        var order: [(pair: Pair, slot: Int?)] = waiting.keys.map { ($0, nil) }
        var count = waiting.values.reduce(0) { $0 + $1.count }
        for slot in pairs.indices where standings.busy[slot] > 0 {
            guard let pair = pairs[slot] else { continue }
            order.append((pair, slot))
            count += standings.entries[slot].count
        }
        order.sort { $0.pair < $1.pair }
        var stored: [AlertMemory.Standing] = []
        stored.reserveCapacity(count)
        for (pair, slot) in order {
            let subject = AlertSubject.pair(Instrument(market: market, pair: pair))
            func append(_ rule: Int, _ standing: AlertStanding) {
                stored.append(
                    AlertMemory.Standing(
                        rule: rules.all[rule].name, subject: subject, standing: standing))
            }
            if let slot {
                for entry in standings.entries[slot] { append(entry.rule, entry.standing) }
            } else {
                for (rule, standing) in (waiting[pair] ?? [:]).sorted(by: { $0.key < $1.key }) {
                    append(rule, standing)
                }
            }
        }
        return stored
    }

    /// Works out what is stored, so that it is there until a standing changes.
    mutating func keep(_ rules: AlertRules) {
        if kept == nil { kept = stored(rules) }
    }
}
