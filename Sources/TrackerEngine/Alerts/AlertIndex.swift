/// Rules with what evaluation needs of them, and the lists that they name.
struct AlertRules: Sendable {
    let all: [AlertRule]
    let timings: [AlertTiming]
    /// The fingerprint of each rule.
    let prints: [UInt64]
    let lists: AlertScope.Lists
    /// Whether a rule is about sources.
    let looksAtSources: Bool
    /// Whether a rule looks at each poll.
    let isLive: Bool
    /// Markets that rules compare others with.
    private let compared: Set<Market>
    /// By market, the rules that name pairs of it, with those pairs; by place.
    private let named: [Market: [Int: [Pair]]]
    /// Places of the rules that have patterns, rising.
    private let patterned: [Int]

    init(_ all: [AlertRule], _ lists: AlertScope.Lists) {
        self.all = all
        self.lists = lists
        timings = all.map(AlertTiming.init)
        prints = all.map(\.fingerprint)
        looksAtSources = timings.contains(where: \.isAboutSource)
        isLive = timings.contains(where: \.isLive)
        compared = Set(all.flatMap { $0.conditions.compactMap(\.figure?.otherMarket) })
        var named: [Market: [Int: [Pair]]] = [:]
        var patterned: [Int] = []
        for (place, rule) in all.enumerated() where !timings[place].isAboutSource {
            for instrument in rule.scope.named(lists) {
                named[instrument.market, default: [:]][place, default: []].append(instrument.pair)
            }
            if rule.scope.hasGlobs { patterned.append(place) }
        }
        (self.named, self.patterned) = (named, patterned)
    }

    /// What is kept of a rule that knows a market.
    func sight(of place: Int, _ market: Market, since minute: Minute) -> AlertMemory.Sight {
        AlertMemory.Sight(
            rule: all[place].name, fingerprint: prints[place], market: market, minute: minute)
    }

    /// Whether a rule compares the prices of two markets.
    var comparesMarkets: Bool { !compared.isEmpty }

    /// Whether a rule is about pairs of a market, or compares others with it.
    func concern(_ market: Market) -> Bool {
        compared.contains(market) || named[market] != nil
            || patterned.contains { !all[$0].scope.globs(of: market).isEmpty }
    }

    /// The pairs of a market that rules name, by name.
    func pairs(namedOf market: Market) -> [Pair] {
        Set((named[market] ?? [:]).values.flatMap(\.self)).sorted()
    }

    /// The places of the rules that name a pair, rising.
    func naming(_ instrument: Instrument) -> [Int] {
        (named[instrument.market] ?? [:]).filter { $0.value.contains(instrument.pair) }
            .keys.sorted()
    }

    /// The rules about pairs of a market, by place, with the pairs that they name and the patterns.
    func about(_ market: Market) -> [(place: Int, named: [Pair], globs: [AlertGlob])] {
        let pairs = named[market] ?? [:]
        let globs = patterned.map { ($0, all[$0].scope.globs(of: market)) }
            .filter { !$0.1.isEmpty }
        let byPlace = Dictionary(uniqueKeysWithValues: globs)
        return Set(pairs.keys).union(byPlace.keys).sorted().map { place in
            (place, pairs[place] ?? [], byPlace[place] ?? [])
        }
    }
}

extension AlertFigure {
    /// The market that it compares with; `nil` for a figure of one market.
    var otherMarket: Market? { if case .spread(let market, _) = self { market } else { nil } }
}

/// Finds the rules about the pairs of a market: by slot those that name a pair, in families those by
/// patterns.
struct AlertIndex: Sendable {
    /// The rules that name a slot, by slot, then place.
    private(set) var named: [NamedSlot] = []
    private(set) var families: [AlertFamily] = []
    /// By the place of a rule what is needed to pass by it.
    private var passes: [Pass] = []
    /// Places of the rules that are about the market, rising.
    private(set) var rules: [Int] = []
    /// Rules that compare with another market, by that market.
    private(set) var across: [Market: [Across]] = [:]
    /// Whether a rule looks back on more than an hour.
    private(set) var looksBackFar = false
    private var namedSlots: [Int: Set<Int>] = [:]
    /// Whether a rule has patterns and names pairs.
    private var isMixed = false

    /// A rule that names a slot, with what is needed to pass by it: in the order of visits, because of
    /// thousands of rules most are not in a cache.
    struct NamedSlot: Sendable {
        let slot: Int
        let rule: Int
        let looksAtSilence: Bool
        /// `nil` unless the rule compares a single figure.
        let threshold: AlertThreshold?
    }

    /// What is needed to pass by a rule in its family.
    struct Pass: Sendable {
        /// `nil` for a rule that names its pairs.
        var family: Int?
        let looksAtSilence: Bool
        /// `nil` unless the rule compares a single figure, which is that of its family's column.
        var threshold: AlertThreshold?

        fileprivate init(_ timing: AlertTiming) {
            looksAtSilence = timing.looksAtSilence
            threshold = timing.threshold
        }
    }

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
        for (place, pairs, globs) in rules.about(market) {
            let rule = rules.all[place]
            // A pair that is named may come later.
            let slots = pairs.compactMap { names.slot(of: $0) }.sorted()
            self.rules.append(place)
            namedSlots[place] = Set(slots)
            for slot in slots { bySlot[slot, default: []].append(place) }
            looksBackFar = looksBackFar || (rule.longestSpan?.minutes ?? 0) > Hour.minutes
            guard !globs.isEmpty else { continue }
            isMixed = isMixed || !slots.isEmpty
            let (lead, limit) = AlertFamily.lead(of: rules.timings[place])
            let isExact = rule.conditions.count == 1 && lead.isExact
            let key = FamilyKey(lead: lead, isExact: isExact, globs: globs, named: slots)
            groups[key, default: []].append((place, limit))
        }
        passes = rules.timings.map(Pass.init)
        named = bySlot.sorted { $0.key < $1.key }.flatMap { slot, places in
            places.map { rule in
                let timing = rules.timings[rule]
                return NamedSlot(
                    slot: slot, rule: rule, looksAtSilence: timing.looksAtSilence,
                    threshold: timing.threshold)
            }
        }
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
            for rule in family.rules {
                passes[rule].family = families.count
                if family.isBound { passes[rule].threshold = nil }
            }
            families.append(family)
        }
    }

    private mutating func addAcross(_ rules: AlertRules, _ names: PairDirectory) {
        for place in self.rules {
            for case .compare(.spread(let market, let other), _, _) in rules.all[place].conditions {
                var slots = (namedSlots[place] ?? []).sorted().map { ($0, false) }
                if let family = family(of: place) {
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

    func isNamed(_ slot: Int, _ rule: Int) -> Bool {
        isMixed && namedSlots[rule]?.contains(slot) ?? false
    }

    /// The slots that a rule is about: those that it names, then those of its patterns.
    func slots(of rule: Int) -> [Int] {
        (namedSlots[rule] ?? []).sorted()
            + (family(of: rule).map { families[$0].slots } ?? [])
    }

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

    /// The family of a rule; `nil` for a rule that names its pairs.
    func family(of rule: Int) -> Int? { passes[rule].family }

    @inline(__always) func pass(by rule: Int) -> Pass { passes[rule] }

    /// The places of the rules that name a slot, rising.
    func rules(naming slot: Int) -> [Int] {
        named[named.firstPlace { $0.slot >= slot }...].prefix { $0.slot == slot }.map(\.rule)
    }

    /// What a family knows, taken out while it is changed.
    mutating func removeKnown(of family: Int) -> [Int32] {
        var known: [Int32] = []
        swap(&known, &families[family].known)
        return known
    }

    mutating func putBackKnown(_ known: [Int32], to family: Int) { families[family].known = known }
}
