/// A rule looks at a pair at one minute.
struct AlertTrial<Sight: AlertSight> {
    let timing: AlertTiming
    let sight: Sight
    /// Whether the rule has not seen the pair before.
    let isFirst: Bool
    /// Whether the pair came by a pattern, which leaves out pairs with few different prices.
    let isByPattern: Bool

    /// Moves a standing on.
    ///
    /// - Returns: what there is to say; `nil` for nothing.
    func advance(_ standing: inout AlertStanding?) -> AlertEvent.Kind? {
        if let step = timing.step { return advance(&standing, passing: step) }
        guard let verdict = verdict(share: standing?.back ?? 0) else { return nil }
        return advance(&standing, on: verdict)
    }

    /// Moves a standing on by a verdict, for rules without `each`.
    func advance(
        _ standing: inout AlertStanding?, on verdict: AlertVerdict
    ) -> AlertEvent.Kind? {
        switch standing?.phase {
        case nil where isFirst:
            guard verdict.holds else { return nil }
            if timing.firesAtStart { return start(&standing) }
            hold(&standing)
        case nil, .armed?:
            if verdict.holds { return start(&standing) }
            rest(&standing)
        case .pending?:
            guard verdict.holds else {
                arm(&standing)
                return nil
            }
            if isAfterGap { standing?.since = sight.minute }
            return fireIfDue(&standing)
        case .held?: if verdict.isBack { arm(&standing) }
        case .fired?: return goOn(&standing, verdict)
        case .done?: break
        }
        return nil
    }

    /// All conditions together: `nil` where one cannot be told.
    func verdict(share: Double) -> AlertVerdict? {
        // A list of conditions is not read where there is nothing but this.
        if let (side, span) = timing.extreme {
            return sight.verdict(of: side, span, share, timing.margin)
        }
        var all = AlertVerdict(holds: true, isBack: false)
        for condition in timing.conditions {
            guard let one = sight.verdict(of: condition, share: share, margin: timing.margin) else {
                return nil
            }
            all.holds = all.holds && one.holds
            all.isBack = all.isBack || one.isBack
        }
        return all
    }

    /// The minute of the price before, if more than a pause lies between.
    var gap: Minute? {
        sight.previous.flatMap {
            $0.distance(to: sight.minute) > AlertTiming.longestPause ? $0 : nil
        }
    }

    var isAfterGap: Bool { gap != nil }

    func isCool(_ standing: AlertStanding?) -> Bool {
        guard let last = standing?.lastFire else { return true }
        return last.distance(to: sight.minute) >= timing.coolDown
    }
}

// MARK: - From one phase to another

extension AlertTrial {
    /// The conditions have become true.
    private func start(_ standing: inout AlertStanding?) -> AlertEvent.Kind? {
        if isByPattern, !timing.includesThin, sight.isThin() {
            hold(&standing)
            return nil
        }
        standing = AlertStanding(
            .pending, since: sight.minute, lastFire: standing?.lastFire, back: standing?.back ?? 0)
        return fireIfDue(&standing)
    }

    private func fireIfDue(_ standing: inout AlertStanding?) -> AlertEvent.Kind? {
        guard let pending = standing, isCool(standing),
            pending.since.distance(to: sight.minute) >= timing.hold
        else { return nil }
        standing = AlertStanding(
            .fired, since: sight.minute, lastFire: sight.minute, base: sight.price,
            back: timing.needsShare ? sight.usualMargin() : 0, count: 1)
        return .fire
    }

    private func hold(_ standing: inout AlertStanding?) {
        standing = AlertStanding(
            .held, since: sight.minute, lastFire: standing?.lastFire,
            back: timing.needsShare ? sight.usualMargin() : 0)
    }

    /// Back to armed: what is not needed for the cool-down is forgotten.
    func arm(_ standing: inout AlertStanding?) {
        standing = standing?.lastFire.map {
            AlertStanding(.armed, since: sight.minute, lastFire: $0)
        }
        rest(&standing)
    }

    /// Forgets a standing that says no more than having none.
    func rest(_ standing: inout AlertStanding?) {
        if standing != nil, isCool(standing) { standing = nil }
    }

    private func goOn(
        _ standing: inout AlertStanding?, _ verdict: AlertVerdict
    ) -> AlertEvent.Kind? {
        if verdict.isBack {
            if timing.isOnce {
                standing?.phase = .done
                standing?.since = sight.minute
            } else {
                arm(&standing)
            }
            return timing.tellsEnd ? .end : nil
        }
        guard timing.steps, !timing.isOnce, verdict.holds, isCool(standing),
            let base = standing?.base, hasGone(asFarAgainFrom: base)
        else { return nil }
        standing?.base = sight.price
        standing?.lastFire = sight.minute
        standing?.count += 1
        return .again
    }

    private func hasGone(asFarAgainFrom base: Double) -> Bool {
        guard base > 0, case .compare(let figure, _, let limit) = timing.subject else {
            return false
        }
        let price = sight.price
        let (up, down) = (Sight.rise(to: price, from: base), Sight.fall(to: price, from: base))
        switch figure {
        case .up: return up >= limit
        case .down: return down >= limit
        case .move: return max(up, down) >= limit
        case .unusual(let span): return (sight.unusual(from: base, over: span) ?? 0) >= limit
        default: return false
        }
    }
}
