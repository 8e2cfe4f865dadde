import TrackerEngine

/// Alerts in words, for a list, a line or a report.
enum AlertWords {
    /// The fact of an event, without its pair: `up 5.1% in 9 min`, `above 70,000`.
    ///
    /// `rule`: the rule that it is of; `nil` where that is no more.
    static func fact(_ event: AlertEvent, of rule: AlertRule?) -> String {
        let words =
            switch event.kind {
            case .fire: happening(event, of: rule)
            case .again: "again: \(happening(event, of: rule))"
            case .end: rule.map { "over: \($0.sentence)" } ?? "over"
            }
        return event.isMissed ? "missed: \(words)" : words
    }

    private static func happening(_ event: AlertEvent, of rule: AlertRule?) -> String {
        guard let subject = rule?.subject else {
            // Of a rule that is no more there are only the figures.
            guard event.change == nil else { return move(event) }
            return "fired" + (event.price.map { " at \(Numbers.exact($0.amount))" } ?? "")
        }
        func number(_ decimals: Int) -> String {
            event.value.map { Numbers.fixed($0, decimals: decimals) } ?? Numbers.missing
        }
        switch subject {
        case .compare(.up, _, _), .compare(.down, _, _), .compare(.move, _, _): return move(event)
        case .compare(.unusual, _, _): return "\(move(event)), \(number(1)) times its usual"
        case .compare(.spread, _, _): return "\(number(1)) bp apart"
        case .compare(.failing, _, _): return "no answer for \(number(0)) min"
        case .compare(.silence, _, _), .delisted:
            let minutes = event.baseMinute.map { $0.distance(to: event.minute) } ?? 0
            return "no price for \(minutes) min"
        case .compare(let figure, _, _) where figure != .last: return "\(figure.text) \(number(3))"
        case .each: return "passes \(event.value.map(Numbers.exact) ?? "")"
        case .listed: return "first price"
        default: return subject.sentence
        }
    }

    /// `up 5.1% in 9 min`.
    private static func move(_ event: AlertEvent) -> String {
        guard let change = event.change, let start = event.baseMinute else { return "moves" }
        let size = Numbers.fixed(change.magnitude * 100, decimals: 1)
        return "\(change < 0 ? "down" : "up") \(size)% in \(start.distance(to: event.minute)) min"
    }

    /// `64,900.0 → 68,210.1`; empty for an event without a price.
    static func prices(_ event: AlertEvent) -> String {
        [event.base, event.price].compactMap { $0 }.map { Numbers.exact($0.amount) }
            .joined(separator: " → ")
    }

    /// A number of times: `never`, `once`, `4 times`.
    static func times(_ count: Int) -> String {
        count == 0 ? "never" : count == 1 ? "once" : "\(Numbers.count(count)) times"
    }

    /// What became of an event in a channel: `mail sent`, `phone waits`.
    static func delivery(_ delivered: AlertRecord.Delivered) -> String {
        let name = delivered.channel
        let said = delivered.reply.map { ": \($0)" } ?? ""
        switch delivered.state {
        case .accepted: return "\(name) sent"
        case .waiting: return "\(name) waits\(said)"
        case .refused: return "\(name) refused\(said)"
        case .givenUp: return "\(name) given up\(said)"
        }
    }
}
