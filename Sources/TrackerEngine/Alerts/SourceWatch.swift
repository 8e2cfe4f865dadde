/// How rules about sources stand: `failing>5`.
struct SourceWatch: Sendable {
    /// By the place of the rule.
    private var standings: [Int: [AlertSubject: AlertStanding]] = [:]
    private var known: [Int: Set<AlertSubject>] = [:]

    mutating func restore(_ standing: AlertStanding, of rule: Int, about subject: AlertSubject) {
        standings[rule, default: [:]][subject] = standing
        known[rule, default: []].insert(subject)
    }

    func standing(of rule: Int, about subject: AlertSubject) -> AlertStanding? {
        standings[rule]?[subject]
    }

    /// While all sources fail, only rules about everything look, and once for all: the fault is the
    /// network's.
    mutating func look(
        _ failing: [Market: Minute], of all: [Market], at minute: Minute, _ rules: AlertRules
    ) -> [AlertEvent] {
        let isEverything = all.count > 1 && all.allSatisfy { failing[$0] != nil }
        var events: [AlertEvent] = []
        for (place, rule) in rules.all.enumerated() where rules.timings[place].isAboutSource {
            if let expiry = rules.timings[place].expiry, minute >= expiry { continue }
            if rule.scope.isEverything {
                let since = isEverything ? failing.values.max() : nil
                let sight = SourceSight(minute, since: since)
                events += look(place, rules, .everything, sight)
            }
            guard !isEverything else { continue }
            for market in all.sorted() where !rule.scope.globs(of: market).isEmpty {
                let sight = SourceSight(minute, since: failing[market])
                events += look(place, rules, .market(market), sight)
            }
        }
        return events
    }

    private mutating func look(
        _ place: Int, _ rules: AlertRules, _ subject: AlertSubject, _ sight: SourceSight
    ) -> [AlertEvent] {
        let trial = AlertTrial(
            timing: rules.timings[place], sight: sight,
            isFirst: known[place, default: []].insert(subject).inserted, isByPattern: false)
        let before = standings[place]?[subject]
        var after = before
        let kind = trial.advance(&after)
        standings[place, default: [:]][subject] = after
        guard let kind else { return [] }
        return [
            trial.event(
                kind, of: rules.all[place].name, about: subject, before: before, after: after)
        ]
    }

    func stored(_ rules: AlertRules) -> [AlertMemory.Standing] {
        standings.sorted { $0.key < $1.key }.flatMap { place, subjects in
            subjects.sorted { $0.key < $1.key }.map { subject, standing in
                AlertMemory.Standing(
                    rule: rules.all[place].name, subject: subject, standing: standing)
            }
        }
    }
}

/// A source at a minute: it has no price.
private struct SourceSight: AlertSight {
    let minute: Minute
    private let since: Minute?

    init(_ minute: Minute, since: Minute?) {
        self.minute = minute
        self.since = since
    }

    var price: Double { .nan }
    var previousPrice: Double { .nan }
    var previous: Minute? { nil }
    func range(_ span: AlertSpan) -> AlertRange { AlertRange() }
    func amount(ago minutes: Int) -> Double { .nan }
    func volatility() -> Double? { nil }
    func day(_ figure: PairCondition.Figure) -> Double? { nil }
    func other(_ market: Market, _ pair: Pair?) -> Double { .nan }
    func quote() -> String? { nil }
    func isNewlyListed() -> Bool { false }
    func isThin() -> Bool { false }
    func failing() -> Double? { since.map { Double($0.distance(to: minute)) } ?? 0 }
}
