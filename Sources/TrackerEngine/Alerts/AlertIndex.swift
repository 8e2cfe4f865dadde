/// Rules with what evaluation needs of them, and the lists that they name.
struct AlertRules: Sendable {
    let all: [AlertRule]
    let timings: [AlertTiming]
    let lists: AlertScope.Lists

    init(_ all: [AlertRule], _ lists: AlertScope.Lists) {
        self.all = all
        self.lists = lists
        timings = all.map(AlertTiming.init)
    }
}

/// Finds the rules about the pairs of a market: by slot those that name a pair, in families those by
/// patterns.
struct AlertIndex: Sendable {
    /// Slots that rules name, rising, with the places of the rules.
    private(set) var named: [(slot: Int, rules: [Int])] = []
    private(set) var families: [AlertFamily] = []
    /// Where each rule stands in its family.
    private(set) var positions: [Int: (family: Int, rank: Int)] = [:]
    /// Places of the rules that are about the market, rising.
    private(set) var rules: [Int] = []
    /// Rules that compare with another market, by that market.
    private(set) var across: [Market: [Across]] = [:]
    /// Whether a rule looks back on more than an hour.
    private(set) var looksBackFar = false
    private var namedSlots: [Int: Set<Int>] = [:]

    struct Across: Sendable {
        let slot: Int
        let rule: Int
        /// The pair on the other market.
        let pair: Pair
        let isByPattern: Bool
    }

    init() {}

    /// Cost: a look at each rule, and one at each pair for each scope that has patterns.
    init(_ rules: AlertRules, of market: Market, _ names: PairDirectory) {
        var bySlot: [Int: [Int]] = [:]
        var groups: [FamilyKey: [(rule: Int, limit: Double)]] = [:]
        for (place, rule) in rules.all.enumerated() where !rules.timings[place].isAboutSource {
            let globs = rule.scope.globs(of: market)
            let slots = Self.slots(rule.scope, rules.lists, market, names)
            // A pair that is named may come later.
            let isNamed = rule.scope.named(rules.lists).contains { $0.market == market }
            guard !globs.isEmpty || isNamed else { continue }
            self.rules.append(place)
            namedSlots[place] = Set(slots)
            for slot in slots { bySlot[slot, default: []].append(place) }
            looksBackFar = looksBackFar || (rule.longestSpan?.minutes ?? 0) > Hour.minutes
            guard !globs.isEmpty else { continue }
            let (lead, limit) = AlertFamily.lead(of: rules.timings[place])
            let isExact = rule.conditions.count == 1 && lead.isExact
            let key = FamilyKey(lead: lead, isExact: isExact, globs: globs, named: slots)
            groups[key, default: []].append((place, limit))
        }
        named = bySlot.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        addFamilies(groups, names)
        addAcross(rules, names)
    }

    private struct FamilyKey: Hashable {
        let lead: AlertFamily.Lead
        let isExact: Bool
        let globs: [AlertGlob]
        /// Slots that the rule names as well: they are not looked at twice.
        let named: [Int]
    }

    private static func slots(
        _ scope: AlertScope, _ lists: AlertScope.Lists, _ market: Market, _ names: PairDirectory
    ) -> [Int] {
        scope.named(lists).filter { $0.market == market }
            .compactMap { names.slot(of: $0.pair) }.sorted()
    }

    private mutating func addFamilies(
        _ groups: [FamilyKey: [(rule: Int, limit: Double)]], _ names: PairDirectory
    ) {
        var found: [[AlertGlob]: [Int]] = [:]
        // In the order of their first rules, whatever the order of the groups.
        let sorted = groups.sorted { ($0.value.first?.rule ?? 0) < ($1.value.first?.rule ?? 0) }
        for (key, members) in sorted {
            var slots = found[key.globs] ?? []
            if found[key.globs] == nil {
                slots = names.pairs.indices.filter { slot in
                    guard let pair = names.pairs[slot] else { return false }
                    return key.globs.contains { $0.isEverything || $0.matches(pair.name) }
                }
                found[key.globs] = slots
            }
            if !key.named.isEmpty {
                let named = Set(key.named)
                slots.removeAll(where: named.contains)
            }
            let family = AlertFamily(key.lead, members, isExact: key.isExact, slots: slots)
            for (rank, rule) in family.rules.enumerated() {
                positions[rule] = (families.count, rank)
            }
            families.append(family)
        }
    }

    private mutating func addAcross(_ rules: AlertRules, _ names: PairDirectory) {
        for place in self.rules {
            for case .compare(.spread(let market, let other), _, _) in rules.all[place].conditions {
                var slots = (namedSlots[place] ?? []).sorted().map { ($0, false) }
                if let family = positions[place]?.family {
                    slots += families[family].slots.map { ($0, true) }
                }
                for (slot, isByPattern) in slots {
                    guard let pair = other ?? names.pairs[slot] else { continue }
                    across[market, default: []].append(
                        Across(slot: slot, rule: place, pair: pair, isByPattern: isByPattern))
                }
            }
        }
    }

    func isNamed(_ slot: Int, _ rule: Int) -> Bool { namedSlots[rule]?.contains(slot) ?? false }

    /// The named slots of a rule that it did not have before.
    func slots(joining rule: Int, since old: AlertIndex) -> Set<Int> {
        (namedSlots[rule] ?? []).subtracting(old.namedSlots[rule] ?? [])
    }

    /// Notes how many rules of a family its lead was true of at a slot.
    mutating func note(_ rank: Int, of family: Int, at slot: Int) {
        guard families[family].isExact, let position = families[family].position(of: slot) else {
            return
        }
        families[family].known[position] = Int32(rank)
    }

    /// The rules of each family that have a standing, by slot.
    func due(_ standings: [Int: [Int: AlertStanding]]) -> [[Int: [Int]]] {
        var due = [[Int: [Int]]](repeating: [:], count: families.count)
        guard !families.isEmpty else { return due }
        for (slot, rules) in standings {
            for rule in rules.keys {
                guard let position = positions[rule], !isNamed(slot, rule) else { continue }
                due[position.family][slot, default: []].append(rule)
            }
        }
        return due
    }

    /// What a family knows, taken out while it is changed.
    mutating func takeKnown(of family: Int) -> [Int32] {
        var known: [Int32] = []
        swap(&known, &families[family].known)
        return known
    }

    mutating func giveKnown(_ known: [Int32], to family: Int) { families[family].known = known }
}
