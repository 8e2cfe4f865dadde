/// Whether a condition holds at a minute, and if not, whether it has come back far enough.
struct AlertVerdict: Hashable, Sendable {
    var holds: Bool
    var isBack: Bool
}

extension AlertSight {
    /// Whether a condition holds, or has come back; `nil` where it cannot be told.
    ///
    /// `share`: the margin of levels, as worked out at the fire.
    func verdict(
        of condition: AlertCondition, share: Double, margin: AlertRule.Margin?
    ) -> AlertVerdict? {
        switch condition {
        case .compare(let figure, let comparison, let limit):
            guard let value = value(of: figure) else { return nil }
            let holds = comparison.holds(value, limit)
            let way = figure.way(back: limit, share: share, margin)
            return AlertVerdict(
                holds: holds, isBack: !holds && comparison.isBack(value, limit, way))
        case .extreme(let side, let span): return verdict(of: side, span, share, margin)
        case .quote(let name):
            guard let quote = quote() else { return AlertVerdict(holds: false, isBack: true) }
            return AlertVerdict(holds: quote == name, isBack: quote != name)
        case .stale(let isWanted):
            guard let silence else { return nil }
            let holds = (silence >= Double(PriceAge.limit)) == isWanted
            return AlertVerdict(holds: holds, isBack: !holds)
        case .listed:
            guard !price.isNaN else { return nil }
            let isNew = isNewlyListed()
            return AlertVerdict(holds: isNew, isBack: !isNew)
        case .delisted:
            guard let silence else { return nil }
            return AlertVerdict(holds: silence >= 60, isBack: silence == 0)
        case .each: return nil
        }
    }

    /// Whether the price is above (below) all others of a span, or has come back from it.
    func verdict(
        of side: AlertExtreme, _ span: AlertSpan, _ share: Double, _ margin: AlertRule.Margin?
    ) -> AlertVerdict? {
        guard !price.isNaN else { return nil }
        let range = range(span)
        guard !range.isEmpty else { return AlertVerdict(holds: false, isBack: false) }
        switch side {
        case .high:
            let level = max(range.high, price)
            let way = AlertFigure.last.way(back: level, share: share, margin)
            return AlertVerdict(
                holds: price > range.high, isBack: price < level && price <= level - way)
        case .low:
            let level = min(range.low, price)
            let way = AlertFigure.last.way(back: level, share: share, margin)
            return AlertVerdict(
                holds: price < range.low, isBack: price > level && price >= level + way)
        }
    }
}

extension AlertFigure {
    /// How far the figure has to come back from a limit, in its unit.
    func way(back limit: Double, share: Double, _ margin: AlertRule.Margin?) -> Double {
        switch margin {
        case .absolute(let number)?: return number
        case .share(let share)?: return limit.magnitude * share
        case nil: break
        }
        switch self {
        case .last: return limit.magnitude * share
        case .up, .down, .move, .unusual, .spread: return limit / 2
        case .silence, .failing: return limit
        case .change, .rank, .volatility, .turnover: return limit.magnitude / 5
        }
    }

    /// Whether its way back is a share of the price, which the day's volatility decides.
    var isLevel: Bool { self == .last }
}

extension PairCondition.Comparison {
    /// Whether a value that does not hold is so far on the other side of a limit.
    func isBack(_ value: Double, _ limit: Double, _ way: Double) -> Bool {
        switch self {
        case .above, .atLeast: way > 0 ? value <= limit - way : value <= limit
        case .below, .atMost: way > 0 ? value >= limit + way : value >= limit
        case .equal: (value - limit).magnitude >= way
        }
    }
}
