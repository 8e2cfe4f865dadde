extension AlertRule {
    /// When the rule speaks of the same subject again, without a full stop; `nil` where nothing can be
    /// said.
    ///
    /// `standing`: how it stands after the event, with the margin that was worked out then.
    func again(after event: AlertEvent, _ standing: AlertStanding?) -> String? {
        guard event.kind != .end else { return nil }
        if sensitivity.isOnce { return "It fires once" }
        let back =
            conditions.count > 1
            ? "once one of its conditions is back" : subject.back(sensitivity.margin, standing)
        guard let back else { return nil }
        guard hasSteps, case .compare(let figure, _, let limit) = subject else {
            return "Again \(back)"
        }
        if case .unusual = figure { return "Again when it has gone as far again, or anew \(back)" }
        return "Again when it has gone \(AlertNumber.grouped(limit))% further, or anew \(back)"
    }
}

extension AlertCondition {
    /// What arms a rule anew: `once it is back at 69,310 or below`; `nil` where nothing does.
    fileprivate func back(_ margin: AlertRule.Margin?, _ standing: AlertStanding?) -> String? {
        switch self {
        case .compare(let figure, let comparison, let limit):
            figure.back(comparison, limit, margin, standing)
        case .extreme(let side, _):
            margin == nil && standing == nil
                ? "once it is back by a fifth of its daily volatility"
                : "once it is away from its \(side.rawValue)"
        case .each: "at another multiple, or at the same one after half a step away"
        case .listed, .delisted, .quote, .stale: nil
        }
    }
}

extension AlertFigure {
    fileprivate func back(
        _ comparison: PairCondition.Comparison, _ limit: Double, _ margin: AlertRule.Margin?,
        _ standing: AlertStanding?
    ) -> String? {
        let isUpper = comparison == .above || comparison == .atLeast
        let way = way(back: limit, share: standing?.back ?? .nan, margin)
        let number = AlertNumber.grouped(Self.short(isUpper ? limit - way : limit + way))
        switch self {
        case .silence: return "once there is a price"
        case .failing: return "once its source answers"
        case .up(let span), .down(let span), .move(let span):
            return "once it has moved less than \(number)% in \(span.text)"
        case .unusual(let span):
            return "once it has moved less than \(number) times its usual in \(span.text)"
        case .spread: return "once they are less than \(number) bp apart"
        case .last:
            if comparison == .equal { return "once it is another price" }
            if way.isNaN { return "once it is back by a fifth of its daily volatility" }
            return "once it is back at \(number) or \(isUpper ? "below" : "above")"
        case .change, .rank, .volatility, .turnover:
            return "once \(text) is back at \(number) or \(isUpper ? "below" : "above")"
        }
    }

    /// A number with at most five digits that count, which is enough to know what is meant.
    private static func short(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        var unit = 1.0
        while value.magnitude / unit >= 100_000 { unit *= 10 }
        while value.magnitude / unit < 10_000, unit > 1e-12 { unit /= 10 }
        return unit < 1 ? (value / unit).rounded() / (1 / unit).rounded() : value.rounded()
    }
}
