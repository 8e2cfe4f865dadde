/// A market under the eyes of rules: how they stand with its pairs, and what they look back on.
///
/// Pairs are known by their slots in the day; a slot that has another pair now is forgotten.
struct MarketWatch: Sendable {
    let market: Market
    /// The pair of each slot.
    private(set) var pairs: [Pair?] = []
    private(set) var rows = RecentRows()
    private(set) var before = EvaluatedPrices(slots: 0)
    private(set) var volatilities = HourVolatilities()
    /// The newest minute that was looked at.
    private(set) var seen = NewestPrices.never
    /// Since when each rule, by its place, knows the market.
    private(set) var sights: [Int: Minute] = [:]
    private(set) var standings = StandingTable()
    var index = AlertIndex()
    /// Standings of pairs that have not come yet.
    private(set) var waiting: [Pair: [Int: AlertStanding]]
    /// Since when rules know pairs that a list got later than the market, by slot and rule.
    private var joins: [Int: [Int: Minute]] = [:]

    init(
        _ market: Market, seen: Minute? = nil, sights: [Int: Minute] = [:],
        standings: [Pair: [Int: AlertStanding]] = [:]
    ) {
        self.market = market
        self.seen = seen ?? NewestPrices.never
        self.sights = sights
        waiting = standings
    }

    /// The same without what it knows of the day.
    func forgettingDay() -> MarketWatch {
        MarketWatch(market, seen: seen, sights: sights, standings: standingsByPair)
    }

    /// All standings, by pair, then the place of the rule.
    var standingsByPair: [Pair: [Int: AlertStanding]] {
        var held = waiting
        for case (let slot, let pair?) in pairs.enumerated() where standings.busy[slot] > 0 {
            held[pair] = standings.standings(at: slot)
        }
        return held
    }

    /// Whether it knows no pair yet.
    var isNew: Bool { pairs.isEmpty }
}

// MARK: - Rules and pairs

extension MarketWatch {
    /// Learns which pairs the slots have, and which rules are about them.
    ///
    /// `isChanged`: whether rules or lists have changed.
    mutating func prepare(
        _ day: MarketDay, _ rules: AlertRules, isChanged: Bool, before minute: Minute
    ) {
        let isNew = isNew
        let isMoved = pairs != day.names.pairs
        if isMoved { learn(day) }
        if isNew { load(day, before: minute) }
        guard isMoved || isChanged else { return }
        let old = index
        index = AlertIndex(rules, of: market, day.names)
        for rule in index.rules {
            guard sights[rule] != nil else {
                sights[rule] = minute
                continue
            }
            for slot in index.slots(joining: rule, since: old) where !isNew {
                joins[slot, default: [:]][rule] = minute
            }
        }
        if index.looksBackFar, rows.hours == nil { loadHours(day, before: minute) }
        if !index.looksBackFar { rows.hours = nil }
    }

    private mutating func learn(_ day: MarketDay) {
        let new = day.names.pairs
        let changed = new.indices.filter { $0 >= pairs.count || pairs[$0] != new[$0] }
        before.grow(to: new.count)
        standings.grow(to: new.count)
        for slot in changed {
            before.forget(slot)
            joins[slot] = nil
            standings.replace(
                slot, with: new[slot].flatMap { waiting.removeValue(forKey: $0) } ?? [:])
        }
        rows.forget(changed.filter { $0 < pairs.count })
        volatilities.forget(changed)
        pairs = new
    }

    /// Reads what rules look back on from the day.
    private mutating func load(_ day: MarketDay, before minute: Minute) {
        let last = minute.advanced(by: -1)
        let column = day.prices(at: .newest, of: minute.windowStart...last)
        for slot in pairs.indices where column.holds(slot) {
            guard column.amounts[slot] == 0 else {
                before.note(column.amounts[slot], of: slot, at: column.minutes[slot])
                continue
            }
            let amounts = day.amounts(of: slot, through: last)
            guard let place = amounts.lastIndex(where: { $0 > 0 }) else { continue }
            before.note(amounts[place], of: slot, at: last.windowStart.advanced(by: place))
        }
        for row in day.amounts(in: minute.advanced(by: -RecentRows.minutes)..<minute) {
            rows.put(row.amounts, at: row.minute)
        }
    }

    private mutating func loadHours(_ day: MarketDay, before minute: Minute) {
        rows.hours = HourRanges(day, from: minute.advanced(by: -1).windowStart, before: minute)
    }

    /// Reads what a pair's past has become, after prices of it were fetched.
    mutating func reread(_ pair: Pair, _ day: MarketDay) {
        guard let slot = day.names.slot(of: pair), slot < pairs.count, pairs[slot] == pair,
            let newest = rows.newest
        else { return }
        let series = Series(
            start: newest.windowStart, amounts: day.amounts(of: slot, through: newest))
        rows.hours?.put(series, of: slot)
        rows.merge(series, of: slot)
    }
}

// MARK: - A minute

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
            lookAtNamed(look, rules, &room, &events)
            let columns = index.families.map { look.column(of: $0.lead) }
            let over = lookAtStandings(columns, look, rules, &room, &events)
            for family in index.families.indices {
                lookAtFamily(family, columns[family], over, look, rules, &room, &events)
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
        for (slot, places) in index.named {
            let sight = SlotSight(look: look, slot: slot)
            let hasPrice = !sight.price.isNaN
            for rule in places where hasPrice || rules.timings[rule].looksAtSilence {
                advance(rule, slot, sight, isByPattern: false, rules, &room, &events)
            }
        }
    }

    /// Looks at the standings of rules by patterns, each once.
    ///
    /// `columns`: by family, the values of its lead.
    /// - Returns: by slot, the rules whose standing is no more.
    private mutating func lookAtStandings(
        _ columns: [[Double]?], _ look: MarketLook, _ rules: AlertRules, _ room: inout Int,
        _ events: inout [AlertEvent]
    ) -> [Int: Set<Int>] {
        var over: [Int: Set<Int>] = [:]
        for slot in standings.busy.indices where standings.busy[slot] > 0 {
            let hasPrice = !look.prices[slot].isNaN
            let sight = SlotSight(look: look, slot: slot)
            var place = 0
            // By place: an array in a variable would be copied when the first standing changes.
            while place < standings.entries[slot].count {
                let rule = standings.entries[slot][place].rule
                let timing = rules.timings[rule]
                place += 1
                guard hasPrice || timing.looksAtSilence, let family = index.family(of: rule),
                    !index.isNamed(slot, rule)
                else { continue }
                if let value = columns[family]?[slot], timing.figure != nil,
                    !index.families[family].isBound,
                    timing.isIdle(
                        standings.entries[slot][place - 1].standing, at: value, look.minute)
                {
                    continue
                }
                let count = standings.entries[slot].count
                advance(rule, slot, sight, isByPattern: true, rules, &room, &events)
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
        _ place: Int, _ column: [Double]?, _ over: [Int: Set<Int>], _ look: MarketLook,
        _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        let family = index.families[place]
        var known = index.takeKnown(of: place)
        let positions =
            column.map { family.candidates($0, known: &known) } ?? Array(family.slots.indices)
        let values = family.isBound ? nil : column
        for position in positions {
            let slot = family.slots[position]
            guard !look.prices[slot].isNaN || family.looksAtSilence else { continue }
            let sight = SlotSight(look: look, slot: slot)
            guard let value = values?[slot] ?? sight.value(of: family.lead) else { continue }
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
        index.giveKnown(known, to: place)
    }

    mutating func advance(
        _ rule: Int, _ slot: Int, _ sight: some AlertSight, isByPattern: Bool,
        _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        let timing = rules.timings[rule]
        if let expiry = timing.expiry, sight.minute >= expiry { return }
        let old = standings.standing(of: rule, at: slot)
        // Mostly there is nothing to do, and this finds it out at the least cost.
        if let figure = timing.figure {
            guard let value = sight.value(of: figure),
                !timing.isIdle(old, at: value, sight.minute)
            else { return }
        }
        guard old != nil || room > 0 else { return }
        let trial = AlertTrial(
            timing: timing, sight: sight, isFirst: isFirst(rule, timing, slot, sight),
            isByPattern: isByPattern)
        var new = old
        let kind = trial.advance(&new)
        if old == nil, new != nil { room -= 1 } else if old != nil, new == nil { room += 1 }
        if new != old { standings.set(new, of: rule, at: slot) }
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
        waiting = waiting.mapValues { $0.mapValues { $0.goingBack(to: minute) } }
        sights = sights.mapValues { min($0, minute) }
    }
}
