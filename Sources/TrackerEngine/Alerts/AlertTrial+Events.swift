extension AlertTrial {
    /// What is told of a kind of event: the price, the figure, and what it is measured from.
    ///
    /// `before`, `after`: the standings around it.
    func event(
        _ kind: AlertEvent.Kind, of rule: String, about subject: AlertSubject,
        before: AlertStanding?, after: AlertStanding?
    ) -> AlertEvent {
        var event = AlertEvent(
            rule: rule, subject: subject, minute: sight.minute, kind: kind)
        event.price = Self.price(sight.price)
        event.value = value(after)
        switch kind {
        case .fire:
            event.gap = gap
            let origin = origin
            event.base = Self.price(origin.amount)
            event.baseMinute = event.base == nil ? nil : origin.minute
        case .again, .end:
            event.base = Self.price(before?.base ?? .nan)
            event.baseMinute = before?.lastFire
        }
        return event
    }

    private func value(_ after: AlertStanding?) -> Double? {
        switch timing.subject {
        case .each: after?.back
        case .compare(let figure, _, _): sight.value(of: figure)
        case .extreme: sight.price.isNaN ? nil : sight.price
        case .listed, .delisted, .quote, .stale: nil
        }
    }

    /// The price that the figure is measured from, the newest of equal ones; NaN where there is none.
    private var origin: (amount: Double, minute: Minute) {
        let none = (Double.nan, sight.minute)
        switch timing.subject {
        case .compare(.up(let span), _, _): return newest(sight.range(span).low, in: span)
        case .compare(.down(let span), _, _): return newest(sight.range(span).high, in: span)
        case .compare(.move(let span), _, _):
            let range = sight.range(span)
            let isUp =
                Sight.rise(to: sight.price, from: range.low)
                >= Sight.fall(to: sight.price, from: range.high)
            return newest(isUp ? range.low : range.high, in: span)
        case .compare(.unusual(let span), _, _): return newest(sight.origin(span), atLeast: span)
        case .compare(.spread(let market, let pair), _, _):
            return (sight.other(market, pair), sight.minute)
        case .compare(.silence, _, _), .delisted:
            return (sight.previousPrice, sight.previous ?? sight.minute)
        default: return none
        }
    }

    private func newest(_ amount: Double, in span: AlertSpan) -> (Double, Minute) {
        let back = (1...span.minutes).first { sight.amount(ago: $0) == amount }
        return (back == nil ? .nan : amount, sight.minute.advanced(by: -(back ?? 0)))
    }

    private func newest(_ amount: Double, atLeast span: AlertSpan) -> (Double, Minute) {
        let back = (0...5).first { sight.amount(ago: span.minutes + $0) == amount } ?? 0
        return (amount, sight.minute.advanced(by: -span.minutes - back))
    }

    private static func price(_ amount: Double) -> Price? {
        amount > 0 && amount.isFinite ? Price(stored: amount) : nil
    }
}
