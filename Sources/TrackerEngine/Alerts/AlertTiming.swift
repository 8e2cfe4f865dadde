/// A rule as evaluation needs it: nothing is looked up again at each pair.
///
/// A reference, because millions of looks at it must copy nothing.
final class AlertTiming: Sendable {
    // What each look needs stands first, side by side in memory: of thousands of rules most are not
    // in a cache.

    /// Whether it looks at minutes without a price.
    let looksAtSilence: Bool
    let steps: Bool
    let isOnce: Bool
    private let comparison: PairCondition.Comparison
    /// The first minute at which it counts no more.
    let expiry: Minute?
    private let limit: Double
    /// How far `figure` has to come back; NaN where that depends on the fire.
    private let way: Double
    let coolDown: Int
    /// The figure of a rule that compares one, and wants nothing else; else `nil`.
    let figure: AlertFigure?

    let conditions: [AlertCondition]
    let subject: AlertCondition
    let margin: AlertRule.Margin?
    let hold: Int
    let tellsEnd: Bool
    let firesAtStart: Bool
    /// The step of `each`; `nil` for other rules.
    let step: Double?
    /// Whether the way back depends on the volatility at the fire.
    let needsShare: Bool
    let includesThin: Bool
    /// Whether it waits for pairs that have no price before.
    let waitsForPairs: Bool
    /// Whether it is about a source, and no pair.
    let isAboutSource: Bool
    /// Whether it looks at each poll: only prices and spreads are there.
    let isLive: Bool

    init(_ rule: AlertRule) {
        conditions = rule.conditions
        subject = rule.subject
        margin = rule.sensitivity.margin
        hold = rule.sensitivity.hold
        coolDown = rule.coolDown
        steps = rule.hasSteps
        isOnce = rule.sensitivity.isOnce
        tellsEnd = rule.tellsEnd
        firesAtStart = rule.sensitivity.firesAtStart
        includesThin = rule.sensitivity.includesThin
        expiry = rule.sensitivity.expiry
        looksAtSilence = rule.conditions.contains { $0 == .delisted || $0.figure == .silence }
        waitsForPairs = rule.conditions.contains(.listed)
        isAboutSource = rule.conditions.contains { $0.figure == .failing }
        isLive =
            rule.sensitivity.isLive
            && rule.conditions.allSatisfy { $0.isChoice || $0.figure?.isLive ?? false }
        step =
            rule.conditions.lazy.compactMap { if case .each(let step) = $0 { step } else { nil } }
            .first
        if rule.conditions.count == 1,
            case .compare(let figure, let comparison, let limit) = subject
        {
            (self.figure, self.comparison, self.limit) = (figure, comparison, limit)
            way = margin == nil && figure.isLevel ? .nan : figure.way(back: limit, share: 0, margin)
        } else {
            (figure, comparison, limit, way) = (nil, .equal, 0, 0)
        }
        needsShare =
            rule.sensitivity.margin == nil
            && rule.conditions.contains { condition in
                switch condition {
                case .compare(let figure, _, _): figure.isLevel
                case .extreme: true
                default: false
                }
            }
    }

    /// Whether a rule with a `figure` is true of a value.
    func holds(_ value: Double) -> Bool { comparison.holds(value, limit) }

    /// Whether a look at `figure` with this value can change nothing; `nil` stands for a rule that is
    /// armed, or has not seen the pair.
    func isIdle(_ standing: AlertStanding?, at value: Double, _ minute: Minute) -> Bool {
        let holds = comparison.holds(value, limit)
        guard let standing else { return !holds }
        switch standing.phase {
        case .done: return true
        case .pending: return false
        case .armed: return !holds && !isCool(standing, minute)
        case .held: return holds || !isBack(value, standing)
        case .fired:
            return holds ? !steps || isOnce || !isCool(standing, minute) : !isBack(value, standing)
        }
    }

    private func isBack(_ value: Double, _ standing: AlertStanding) -> Bool {
        comparison.isBack(value, limit, way.isNaN ? limit.magnitude * standing.back : way)
    }

    private func isCool(_ standing: AlertStanding, _ minute: Minute) -> Bool {
        standing.lastFire.map { $0.distance(to: minute) >= coolDown } ?? true
    }

    /// Minutes without a price after which what is pending begins anew, and a gap is told.
    static let longestPause = 5
}

extension AlertFigure {
    /// Whether it can be told at each poll.
    var isLive: Bool {
        switch self {
        case .last, .spread: true
        default: false
        }
    }
}
