import Glibc

/// How near a rule is to firing: the pair that is nearest, its figure, and how far its price has to
/// go.
///
/// It looks at prices only: that a rule has to hold for some time, that it has fired already or
/// cools down is for others to say.
public struct AlertProspect: Hashable, Sendable {
    public let instrument: Instrument
    /// The figure of the rule's `subject` condition now, in its unit; `nil` where it cannot be told.
    public let value: Double?
    /// The share that the price has to rise or fall by, 0 where the condition holds: 0.023 stands
    /// for 2.3 %; `nil` for figures that more than the price of the pair decides.
    public let away: Double?

    public init(instrument: Instrument, value: Double?, away: Double?) {
        self.instrument = instrument
        self.value = value
        self.away = away
    }

    /// How near some rules are, by their names; nothing for those without a pair that has a price.
    ///
    /// Cost: about 15 µs a pair that a rule is about, and 1 µs for each further rule about it.
    public static func of(
        _ rules: [AlertRule], lists: AlertScope.Lists, in window: DayWindow
    ) -> [String: AlertProspect] {
        var named: [Instrument: [Int]] = [:]
        var globs: [Int] = []
        for (place, rule) in rules.enumerated() where !rule.isAboutSource {
            for instrument in rule.scope.named(lists) {
                named[instrument, default: []].append(place)
            }
            if rule.scope.hasGlobs { globs.append(place) }
        }
        var nearest: [String: AlertProspect] = [:]
        for instrument in globs.isEmpty ? Array(named.keys) : window.instruments {
            let own = named[instrument] ?? []
            let places =
                own
                + globs.filter {
                    !own.contains($0) && rules[$0].scope.globHolds(instrument)
                }
            guard !places.isEmpty, let sight = SeriesSight(newestOf: instrument, in: window) else {
                continue
            }
            for place in places {
                let rule = rules[place]
                let found = AlertProspect(rule, instrument, sight)
                if found.isNearer(than: nearest[rule.name], for: rule.subject) {
                    nearest[rule.name] = found
                }
            }
        }
        return nearest
    }

    private init(_ rule: AlertRule, _ instrument: Instrument, _ sight: SeriesSight) {
        let subject = rule.subject
        let value: Double? =
            switch subject {
            case .compare(let figure, _, _): sight.value(of: figure)
            case .extreme, .each: sight.price
            case .listed, .delisted, .quote, .stale: nil
            }
        self.init(
            instrument: instrument, value: value, away: sight.distance(to: subject))
    }

    /// Equal ones by name, so that it is the same each time.
    private func isNearer(than other: AlertProspect?, for subject: AlertCondition) -> Bool {
        guard let other else { return true }
        let (figure, itsFigure) = (value ?? -.infinity, other.value ?? -.infinity)
        // What is unusual is little for a calm pair: there the way says nothing.
        if case .unusual? = subject.figure, figure != itsFigure { return figure > itsFigure }
        let (own, its) = (away ?? .infinity, other.away ?? .infinity)
        if own != its { return own < its }
        return away == nil && figure != itsFigure
            ? figure > itsFigure : instrument < other.instrument
    }
}

extension SeriesSight {
    /// The newest price of a pair; `nil` for a pair without one in the window.
    fileprivate init?(newestOf instrument: Instrument, in window: DayWindow) {
        guard let past = SeriesPast(instrument, in: window, spans: []),
            let index = past.amounts.lastIndex(where: { !$0.isNaN })
        else { return nil }
        self.init(
            past: past, index: index,
            previousIndex: past.amounts[..<index].lastIndex { !$0.isNaN })
    }

    /// The share that the price has to go by until a condition holds; `nil` where no price decides.
    fileprivate func distance(to condition: AlertCondition) -> Double? {
        if case .compare(let figure, let comparison, let limit) = condition,
            value(of: figure).map({ comparison.holds($0, limit) }) ?? false
        {
            return triggers(of: condition).isEmpty ? nil : 0
        }
        return triggers(of: condition).filter { $0 > 0 && $0.isFinite }
            .map { ($0 / price - 1).magnitude }.min()
    }

    /// The range that a span looks back on from the next minute.
    private func coming(_ span: AlertSpan) -> AlertRange {
        var range = AlertRange()
        for place in max(0, index + 1 - span.minutes)...index { range.add(past.amounts[place]) }
        return range
    }

    /// The prices at which a condition would hold at the next minute.
    private func triggers(of condition: AlertCondition) -> [Double] {
        switch condition {
        case .compare(let figure, _, let limit): triggers(of: figure, limit)
        case .extreme(let side, let span):
            [side == .high ? coming(span).high : coming(span).low]
        case .each(let step):
            [(price / step).rounded(.down) * step, ((price / step).rounded(.down) + 1) * step]
                .filter { $0 != price }
        case .listed, .delisted, .quote, .stale: []
        }
    }

    private func triggers(of figure: AlertFigure, _ limit: Double) -> [Double] {
        switch figure {
        case .last: return [limit]
        case .up(let span): return [coming(span).low * (1 + limit / 100)]
        case .down(let span): return [coming(span).high * (1 - limit / 100)]
        case .move(let span):
            return triggers(of: .up(span), limit) + triggers(of: .down(span), limit)
        case .unusual(let span):
            // That of the next minute.
            let origin = (0...5).lazy.map { amount(ago: span.minutes - 1 + $0) }
                .first { !$0.isNaN }
            guard let origin, let volatility = volatility(), volatility > 0 else { return [] }
            let share = (Double(span.minutes) / Double(Minute.perDay)).squareRoot()
            let move = exp(max(limit * volatility * share, 0.005))
            return [origin * move, origin / move]
        case .spread(let market, let pair):
            let other = other(market, pair)
            return [other * (1 + limit / 10_000), other * (1 - limit / 10_000)]
        case .change:
            return day(.change).map { [price / (1 + $0) * (1 + limit / 100)] } ?? []
        case .silence, .failing, .rank, .volatility, .turnover: return []
        }
    }
}

extension AlertScope {
    /// Whether it holds a pair, by name, list or pattern.
    public func holds(_ instrument: Instrument, lists: Lists) -> Bool {
        globHolds(instrument)
            || parts.contains { part in
                switch part {
                case .pair(let own): own == instrument
                case .favourites: lists.favourites.contains(instrument)
                case .group(let name): lists.groups[name]?.contains(instrument) ?? false
                case .glob: false
                }
            }
    }
}

extension AlertRule {
    /// Whether it is about sources, of which no prices tell.
    public var isAboutSource: Bool { conditions.contains { $0.figure == .failing } }

    /// The prices that its conditions compare with.
    public var levels: [Double] {
        conditions.compactMap { condition in
            if case .compare(.last, _, let level) = condition { level } else { nil }
        }
    }
}
