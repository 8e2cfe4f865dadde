/// How rules about sources stand: `failing>5`.
struct SourceWatch: Sendable {
    /// By the place of the rule.
    private var standings: [Int: [AlertSubject: AlertStanding]] = [:]
    /// Since when each rule, by its place, knows the source of a market.
    private(set) var sights: [Int: [Market: Minute]] = [:]

    mutating func restore(_ standing: AlertStanding, of rule: Int, about subject: AlertSubject) {
        standings[rule, default: [:]][subject] = standing
    }

    mutating func restore(_ sight: Minute, of rule: Int, about market: Market) {
        sights[rule, default: [:]][market] = sight
    }

    func standing(of rule: Int, about subject: AlertSubject) -> AlertStanding? {
        standings[rule]?[subject]
    }

    /// The clock was set back: times in the future count as now.
    mutating func goBack(to minute: Minute) {
        standings = standings.mapValues { $0.mapValues { $0.goingBack(to: minute) } }
        sights = sights.mapValues { $0.mapValues { min($0, minute) } }
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
                let isFirst = sights[place] == nil
                events += look(place, rules, .everything, sight, isFirst: isFirst)
            }
            guard !isEverything else { continue }
            for market in all.sorted() where !rule.scope.globs(of: market).isEmpty {
                let sight = SourceSight(minute, since: failing[market])
                let isFirst = sights[place]?[market] == nil
                if isFirst { restore(minute, of: place, about: market) }
                events += look(place, rules, .market(market), sight, isFirst: isFirst)
            }
        }
        return events
    }

    private mutating func look(
        _ place: Int, _ rules: AlertRules, _ subject: AlertSubject, _ sight: SourceSight,
        isFirst: Bool
    ) -> [AlertEvent] {
        let trial = AlertTrial(
            timing: rules.timings[place], sight: sight, isFirst: isFirst, isByPattern: false)
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
    /// Half a minute within the first one, and where the clock was set back: 0 is well.
    func failing() -> Double? { since.map { max(0.5, Double($0.distance(to: minute))) } ?? 0 }
}
