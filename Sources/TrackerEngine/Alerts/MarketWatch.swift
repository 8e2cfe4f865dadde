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
    /// By slot, then by the place of the rule.
    private(set) var standings: [Int: [Int: AlertStanding]] = [:]
    /// How many standings each slot has.
    private(set) var busy: [Int32] = []
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
        var held = waiting
        for (slot, standing) in standings { if let pair = pairs[slot] { held[pair] = standing } }
        return MarketWatch(market, seen: seen, sights: sights, standings: held)
    }

    var standingCount: Int { busy.reduce(0) { $0 + Int($1) } }

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
        busy += Array(repeating: 0, count: max(0, new.count - busy.count))
        for slot in changed {
            before.forget(slot)
            joins[slot] = nil
            standings[slot] = new[slot].flatMap { waiting.removeValue(forKey: $0) }
            busy[slot] = Int32(standings[slot]?.count ?? 0)
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
        var hours = HourRanges()
        let last = minute.advanced(by: -1)
        for slot in pairs.indices where pairs[slot] != nil {
            hours.put(
                Series(start: last.windowStart, amounts: day.amounts(of: slot, through: last)),
                of: slot)
        }
        rows.hours = hours
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
            let due = index.due(standings)
            for family in index.families.indices {
                lookAtFamily(family, due[family], look, rules, &room, &events)
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

    private mutating func lookAtFamily(
        _ place: Int, _ due: [Int: [Int]], _ look: MarketLook, _ rules: AlertRules,
        _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        let family = index.families[place]
        var known = index.takeKnown(of: place)
        let positions =
            look.column(of: family.lead).map {
                family.candidates($0, busy: busy, known: &known)
            } ?? Array(family.slots.indices)
        for position in positions {
            let slot = family.slots[position]
            guard !look.prices[slot].isNaN || family.looksAtSilence else { continue }
            let sight = SlotSight(look: look, slot: slot)
            guard let value = sight.value(of: family.lead) else { continue }
            let guess = family.isExact ? Int(known[position]) : 0
            let rank = family.rank(of: value, guess: guess)
            let ranks = (family.isExact ? min(guess, rank) : 0)..<rank
            lookAt(place, ranks, due[slot] ?? [], slot, sight, rules, &room, &events)
            if family.isExact { known[position] = Int32(rank) }
        }
        index.giveKnown(known, to: place)
    }

    /// Looks at a pair with some rules of a family, and with those that have a standing.
    mutating func lookAt(
        _ place: Int, _ ranks: Range<Int>, _ due: [Int], _ slot: Int, _ sight: some AlertSight,
        _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        for rule in due {
            guard let position = index.positions[rule], !ranks.contains(position.rank) else {
                continue
            }
            advance(rule, slot, sight, isByPattern: true, rules, &room, &events)
        }
        for rule in index.families[place].rules[ranks] {
            advance(rule, slot, sight, isByPattern: true, rules, &room, &events)
        }
    }

    mutating func advance(
        _ rule: Int, _ slot: Int, _ sight: some AlertSight, isByPattern: Bool,
        _ rules: AlertRules, _ room: inout Int, _ events: inout [AlertEvent]
    ) {
        let timing = rules.timings[rule]
        if let expiry = timing.expiry, sight.minute >= expiry { return }
        let trial = AlertTrial(
            timing: timing, sight: sight, isFirst: isFirst(rule, timing, slot, sight),
            isByPattern: isByPattern)
        let old = busy[slot] > 0 ? standings[slot]?[rule] : nil
        var new = old
        let kind = trial.advance(&new)
        if old == nil, new != nil {
            guard room > 0 else { return }
            room -= 1
            busy[slot] += 1
        } else if old != nil, new == nil {
            room += 1
            busy[slot] -= 1
        }
        if new != old {
            standings[slot, default: [:]][rule] = new
            if busy[slot] == 0 { standings[slot] = nil }
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
        for (slot, rules) in standings {
            standings[slot] = rules.mapValues { $0.goingBack(to: minute) }
        }
        sights = sights.mapValues { min($0, minute) }
    }
}
