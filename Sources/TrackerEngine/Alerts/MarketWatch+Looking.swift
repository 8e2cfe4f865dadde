extension MarketWatch {
    /// Looks at the market's prices of a minute.
    ///
    /// Pairs that were looked at at this minute or a later one are left alone.
    mutating func look(
        _ day: MarketDay, in window: DayWindow, _ rules: AlertRules, _ room: inout Int
    ) -> [AlertEvent] {
        let minute = window.last
        let prices = day.amounts(at: minute, isPolled: true)
        var events: [AlertEvent] = []
        if let newest = rows.newest, minute <= newest {
            events = lookLate(prices, in: window, rules, &room)
        } else if prices.contains(where: { !$0.isNaN }) {
            let look = MarketLook(
                day, in: window, prices: prices, rows: rows, before: before,
                volatilities: volatilities)
            // What is worked out for all pairs serves those that are named.
            let columns = LeadColumns(of: index.families, look)
            lookAtNamed(look, rules, &room, &events)
            let over = lookAtStandings(columns, look, rules, &room, &events)
            for family in index.families.indices {
                lookAtFamily(family, columns.column(of: family), over, look, rules, &room, &events)
            }
            volatilities = look.volatilities
        }
        note(prices, at: minute)
        return events
    }

    private mutating func note(_ prices: [Double], at minute: Minute) {
        guard prices.contains(where: { !$0.isNaN }) else { return }
        rows.put(prices, at: minute)
        for slot in prices.indices where !prices[slot].isNaN {
            before.note(prices[slot], of: slot, at: minute)
        }
        seen = max(seen, minute)
    }

    private mutating func lookAtNamed(
        _ look: MarketLook, _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        for place in index.named.indices {
            let (slot, rule) = (index.named[place].slot, index.named[place].rule)
            let sight = SlotSight(look: look, slot: slot)
            if sight.price.isNaN {
                guard index.named[place].looksAtSilence else { continue }
            } else if let threshold = index.named[place].threshold, let figure = threshold.figure {
                let standing = standings.standing(of: rule, at: slot)
                let value = sight.value(of: figure)
                if value.isNaN || threshold.isIdle(standing, at: value, look.minute) { continue }
            }
            advance(rule, slot, sight, isByPattern: false, rules, &room, &events)
        }
    }

    /// Looks at the standings of rules by patterns, each once.
    ///
    /// - Returns: by slot, the rules whose standing is no more.
    private mutating func lookAtStandings(
        _ columns: LeadColumns, _ look: MarketLook, _ rules: AlertRules, _ room: inout Int,
        _ events: inout [AlertEvent]
    ) -> [Int: Set<Int>] {
        var over: [Int: Set<Int>] = [:]
        for slot in standings.busy.indices where standings.busy[slot] > 0 {
            let hasPrice = !look.prices[slot].isNaN
            let sight = SlotSight(look: look, slot: slot)
            var place = 0
            while let due = standings.first(
                of: slot, from: place,
                where: { entry in
                    let pass = index.pass(by: entry.rule)
                    guard hasPrice || pass.looksAtSilence, let family = pass.family else {
                        return false
                    }
                    if let threshold = pass.threshold,
                        let value = columns.value(of: family, at: slot),
                        threshold.isIdle(entry.standing, at: value, look.minute)
                    {
                        return false
                    }
                    return !index.isNamed(slot, entry.rule)
                })
            {
                let rule = standings.entries[slot][due].rule
                let count = standings.entries[slot].count
                advance(rule, slot, sight, isByPattern: true, rules, &room, &events)
                place = due + 1
                guard standings.entries[slot].count < count else { continue }
                over[slot, default: []].insert(rule)
                place -= 1
            }
        }
        return over
    }

    /// Looks at the pairs of a family with the rules that its lead has become true of; those that
    /// have a standing, or had one until now, have been looked at.
    private mutating func lookAtFamily(
        _ place: Int, _ column: ArraySlice<Double>?, _ over: [Int: Set<Int>], _ look: MarketLook,
        _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        let family = index.families[place]
        var known = index.removeKnown(of: place)
        let positions =
            column.map { family.candidates($0, known: &known) } ?? Array(family.slots.indices)
        let values = family.isBound ? nil : column
        for position in positions {
            let slot = family.slots[position]
            guard !look.prices[slot].isNaN || family.looksAtSilence else { continue }
            let sight = SlotSight(look: look, slot: slot)
            guard
                let value = values.map({ $0[$0.startIndex + slot] })
                    ?? sight.value(of: family.lead)
            else { continue }
            let guess = family.isExact ? Int(known[position]) : 0
            let rank = family.rank(of: value, guess: guess)
            let ranks = (family.isExact ? min(guess, rank) : 0)..<rank
            for rule in family.rules[ranks]
            where standings.standing(of: rule, at: slot) == nil
                && !(over[slot]?.contains(rule) ?? false)
            {
                advance(rule, slot, sight, isByPattern: true, rules, &room, &events)
            }
            if family.isExact { known[position] = Int32(rank) }
        }
        index.putBackKnown(known, to: place)
    }

    mutating func advance(
        _ rule: Int, _ slot: Int, _ sight: some AlertSight, isByPattern: Bool,
        _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        let timing = rules.timings[rule]
        if let expiry = timing.expiry, sight.minute >= expiry { return }
        let old = standings.standing(of: rule, at: slot)
        // Mostly there is nothing to do, and this finds it out at the least cost.
        if let threshold = timing.threshold {
            let value = sight.value(of: timing, threshold)
            guard !value.isNaN, !threshold.isIdle(old, at: value, sight.minute) else { return }
        }
        guard old != nil || room > 0 else { return }
        let trial = AlertTrial(
            timing: timing, sight: sight, isFirst: isFirst(rule, timing, slot, sight),
            isByPattern: isByPattern)
        var new = old
        let kind = trial.advance(&new)
        if old == nil, new != nil { room -= 1 } else if old != nil, new == nil { room += 1 }
        if new != old {
            standings.set(new, of: rule, at: slot)
            kept = nil
        }
        guard let kind, let pair = pairs[slot] else { return }
        events.append(
            trial.event(
                kind, of: rules.all[rule].name,
                about: .pair(Instrument(market: market, pair: pair)),
                before: old, after: new))
    }

    /// Whether a rule has not seen a pair yet; a new pair is what `listed` waits for.
    private func isFirst(
        _ rule: Int, _ timing: AlertTiming, _ slot: Int, _ sight: some AlertSight
    ) -> Bool {
        let known = max(sights[rule] ?? sight.minute, joins[slot]?[rule] ?? NewestPrices.never)
        if timing.waitsForPairs { return known >= sight.minute }
        guard let previous = sight.previous else { return true }
        return previous < known
    }

    /// The clock was set back: minutes from `minute` on are looked at again.
    mutating func goBack(to minute: Minute) {
        guard seen >= minute else { return }
        let last = minute.advanced(by: -1)
        seen = last
        rows.drop(after: last)
        before.goBack(to: last)
        standings.goBack(to: minute)
        kept = nil
        waiting = waiting.mapValues { $0.mapValues { $0.goingBack(to: minute) } }
        sights = sights.mapValues { min($0, minute) }
    }
}
