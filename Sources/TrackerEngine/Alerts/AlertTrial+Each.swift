extension AlertTrial {
    /// A rule with `each`: fires at another multiple than the last, or at the same one after the price
    /// has been half a step away.
    func advance(
        _ standing: inout AlertStanding?, passing step: Double
    ) -> AlertEvent.Kind? {
        guard !sight.price.isNaN, standing?.phase != .done else { return nil }
        guard choicesHold, !isFirst, let passed = passed(standing, step) else {
            settle(&standing, step)
            return nil
        }
        if isByPattern, !timing.includesThin, sight.isThin() { return nil }
        if standing?.phase != .pending {
            standing = AlertStanding(
                .pending, since: sight.minute, lastFire: standing?.lastFire,
                base: sight.previousPrice, back: standing?.back ?? .nan)
        } else if isAfterGap {
            standing?.since = sight.minute
        }
        guard let since = standing?.since, isCool(standing),
            since.distance(to: sight.minute) >= timing.hold
        else { return nil }
        standing = AlertStanding(
            timing.isOnce ? .done : .fired, since: sight.minute, lastFire: sight.minute,
            base: sight.price, back: passed, count: 1)
        return .fire
    }

    private var choicesHold: Bool {
        timing.conditions.allSatisfy { condition in
            guard condition.isChoice else { return true }
            return sight.verdict(of: condition, share: 0, margin: nil)?.holds ?? false
        }
    }

    /// The multiple nearest to the price of those passed on the way to it, but for the last one.
    func passed(_ standing: AlertStanding?, _ step: Double) -> Double? {
        let start = standing?.phase == .pending ? standing?.base : sight.previousPrice
        guard let start, !start.isNaN, start != sight.price else { return nil }
        let isUp = sight.price > start
        let last = standing?.back ?? .nan
        let nearest = (sight.price / step).rounded(isUp ? .down : .up)
        var multiple = nearest * step
        if multiple == last { multiple = (isUp ? nearest - 1 : nearest + 1) * step }
        return (isUp ? multiple > start : multiple < start) && multiple > 0 ? multiple : nil
    }

    /// Nothing was passed: a multiple that the price has left counts again.
    private func settle(_ standing: inout AlertStanding?, _ step: Double) {
        guard let old = standing else { return }
        let isAway = !((sight.price - old.back).magnitude < step / 2)
        if !isAway {
            if old.phase == .pending {
                standing = AlertStanding(
                    .fired, since: sight.minute, lastFire: old.lastFire, back: old.back)
            }
            return
        }
        if old.phase == .armed { return rest(&standing) }
        arm(&standing)
        if standing != nil { standing?.back = .nan }
    }
}
