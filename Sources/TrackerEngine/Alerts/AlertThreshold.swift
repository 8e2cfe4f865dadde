/// The number that a rule compares one figure with, and how far the figure has to come back from it.
///
/// A plain value without references: each minute thousands of rules are looked at in vain, and this
/// tells it at the least cost.
struct AlertThreshold: Sendable {
    /// The figure, if the prices of the pair alone tell it; `nil` for another one.
    let figure: PriceFigure?
    private let comparison: PairCondition.Comparison
    private let limit: Double
    /// How far the figure has to come back; NaN where that depends on the fire.
    private let way: Double
    private let coolDown: Int
    /// Whether it fires again when the price has gone as far once more.
    private let steps: Bool

    init(
        _ figure: AlertFigure, _ comparison: PairCondition.Comparison, _ limit: Double,
        of rule: AlertRule
    ) {
        let margin = rule.sensitivity.margin
        self.figure = PriceFigure(figure)
        (self.comparison, self.limit) = (comparison, limit)
        way = margin == nil && figure.isLevel ? .nan : figure.way(back: limit, share: 0, margin)
        coolDown = rule.coolDown
        steps = rule.hasSteps && !rule.sensitivity.isOnce
    }

    /// Whether the conditions of the rule are true of a value.
    func holds(_ value: Double) -> Bool { comparison.holds(value, limit) }

    /// Whether a look at the figure with this value can change nothing; `nil` stands for a rule that
    /// is armed, or has not seen the pair.
    func isIdle(_ standing: AlertStanding?, at value: Double, _ minute: Minute) -> Bool {
        let holds = comparison.holds(value, limit)
        guard let standing else { return !holds }
        switch standing.phase {
        case .done: return true
        case .pending: return false
        case .armed: return !holds && !isCool(standing, minute)
        case .held: return holds || !isBack(value, standing)
        case .fired: return holds ? !steps || !isCool(standing, minute) : !isBack(value, standing)
        }
    }

    private func isBack(_ value: Double, _ standing: AlertStanding) -> Bool {
        comparison.isBack(value, limit, way.isNaN ? limit.magnitude * standing.back : way)
    }

    private func isCool(_ standing: AlertStanding, _ minute: Minute) -> Bool {
        standing.lastFire.map { $0.distance(to: minute) >= coolDown } ?? true
    }
}

/// A figure that the prices of a pair alone tell: the same as in `AlertFigure`, without a reference.
enum PriceFigure: Hashable, Sendable {
    case last
    case up(AlertSpan)
    case down(AlertSpan)
    case move(AlertSpan)
    case unusual(AlertSpan)

    /// `nil` for a figure that needs more.
    init?(_ figure: AlertFigure) {
        switch figure {
        case .last: self = .last
        case .up(let span): self = .up(span)
        case .down(let span): self = .down(span)
        case .move(let span): self = .move(span)
        case .unusual(let span): self = .unusual(span)
        default: return nil
        }
    }

    /// The span whose ranges tell it for all pairs at once; `nil` for a figure that needs none, or more.
    var rangeSpan: AlertSpan? {
        switch self {
        case .last, .unusual: nil
        case .up(let span), .down(let span), .move(let span): span
        }
    }
}
