/// A rule as evaluation needs it: nothing is looked up again at each pair.
///
/// A reference, because millions of looks at it must copy nothing.
final class AlertTiming: Sendable {
    /// The figure of a rule that compares one, and wants nothing else; else `nil`.
    let figure: AlertFigure?
    /// What `figure` is compared with.
    let threshold: AlertThreshold?
    /// The extreme of a rule that wants nothing else; else `nil`.
    let extreme: (side: AlertExtreme, span: AlertSpan)?
    let conditions: [AlertCondition]
    let subject: AlertCondition
    let margin: AlertRule.Margin?
    let hold: Int
    let coolDown: Int
    let steps: Bool
    let isOnce: Bool
    /// The first minute at which it counts no more.
    let expiry: Minute?
    /// Whether it looks at minutes without a price.
    let looksAtSilence: Bool
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
        extreme =
            if rule.conditions.count == 1, case .extreme(let side, let span) = subject {
                (side, span)
            } else {
                nil
            }
        if rule.conditions.count == 1,
            case .compare(let figure, let comparison, let limit) = subject
        {
            self.figure = figure
            threshold = AlertThreshold(figure, comparison, limit, of: rule)
        } else {
            (figure, threshold) = (nil, nil)
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
