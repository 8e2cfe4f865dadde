/// A market under the eyes of rules: how they stand with its pairs, and what they look back on.
///
/// Pairs are known by their slots in the day; a slot that has another pair now is forgotten.
struct MarketWatch: Sendable {
    let market: Market
    /// The pair of each slot.
    var pairs: [Pair?] = []
    var rows = RecentRows()
    var before = EvaluatedPrices(slots: 0)
    var volatilities = HourVolatilities()
    /// The newest minute that was looked at.
    var seen = NewestPrices.never
    /// Since when each rule, by its place, knows the market.
    var sights: [Int: Minute] = [:]
    var standings = StandingTable()
    /// The standings as they are stored; `nil` since one of them has changed.
    var kept: [AlertMemory.Standing]?
    var index = AlertIndex()
    /// Standings of pairs that have not come yet.
    var waiting: [Pair: [Int: AlertStanding]]
    /// Since when rules know pairs that a list got later than the market, by slot and rule.
    var joins: [Int: [Int: Minute]] = [:]

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
        kept = nil
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
