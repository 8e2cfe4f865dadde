/// How rules stand with the pairs of a market: those of a slot side by side, rising by the places of
/// the rules.
struct StandingTable: Sendable {
    struct Entry: Sendable {
        /// The place of the rule.
        let rule: Int
        var standing: AlertStanding
    }

    /// By slot.
    private(set) var entries: [[Entry]] = []
    /// How many each slot has, for loops that look at nothing else.
    private(set) var busy: [Int32] = []

    /// Makes room for slots.
    mutating func grow(to slots: Int) {
        let missing = slots - entries.count
        guard missing > 0 else { return }
        entries.append(contentsOf: repeatElement([], count: missing))
        busy.append(contentsOf: repeatElement(0, count: missing))
    }

    /// How a rule stands with a slot; `nil` for armed.
    func standing(of rule: Int, at slot: Int) -> AlertStanding? {
        guard slot < busy.count, busy[slot] > 0 else { return nil }
        let place = place(of: rule, at: slot)
        guard place < entries[slot].count, entries[slot][place].rule == rule else { return nil }
        return entries[slot][place].standing
    }

    /// The first entry of a slot, from a place on, that is meant.
    @inline(__always) func first(
        of slot: Int, from place: Int, where isMeant: (Entry) -> Bool
    ) -> Int? {
        let entries = entries[slot]
        return entries[place...].firstIndex(where: isMeant)
    }

    mutating func set(_ standing: AlertStanding?, of rule: Int, at slot: Int) {
        let place = place(of: rule, at: slot)
        let isThere = place < entries[slot].count && entries[slot][place].rule == rule
        switch (isThere, standing) {
        case (true, let standing?): entries[slot][place].standing = standing
        case (true, nil): entries[slot].remove(at: place)
        case (false, let standing?):
            entries[slot].insert(Entry(rule: rule, standing: standing), at: place)
        case (false, nil): break
        }
        busy[slot] = Int32(entries[slot].count)
    }

    /// Gives a slot other standings, by the places of the rules.
    mutating func replace(_ slot: Int, with standings: [Int: AlertStanding]) {
        entries[slot] = standings.sorted { $0.key < $1.key }
            .map { Entry(rule: $0.key, standing: $0.value) }
        busy[slot] = Int32(entries[slot].count)
    }

    /// The standings of a slot by the places of the rules.
    func standings(at slot: Int) -> [Int: AlertStanding] {
        Dictionary(uniqueKeysWithValues: entries[slot].map { ($0.rule, $0.standing) })
    }

    /// The clock was set back: times in the future count as now.
    mutating func goBack(to minute: Minute) {
        for slot in entries.indices {
            for place in entries[slot].indices {
                entries[slot][place].standing =
                    entries[slot][place].standing.goingBack(to: minute)
            }
        }
    }

    private func place(of rule: Int, at slot: Int) -> Int {
        entries[slot].firstPlace { $0.rule >= rule }
    }
}
