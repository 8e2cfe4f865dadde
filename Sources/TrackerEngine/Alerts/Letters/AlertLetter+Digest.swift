/// Many alerts as one letter.
extension AlertLetter {
    func digestSubject(_ sorted: [AlertEvent]) -> String {
        if sorted.allSatisfy(\.isMissed) {
            return "While nothing was polled, \(sorted.count) alerts would have fired"
        }
        let minutes = sorted.map(\.minute)
        let span = (minutes.min() ?? .end).distance(to: minutes.max() ?? .end) + 1
        let time = span < 120 ? "\(span) min" : "\((span + 30) / 60) h"
        return "\(sorted.count) alerts in \(time), most: \(subject(of: sorted[0]))"
    }

    func digestText(_ sorted: [AlertEvent]) -> String {
        var lines = ["\(sorted.count) alerts:", ""]
        let time = times(of: sorted)
        lines += sorted.prefix(Self.mostLines).map { "  \(time($0.minute))  \(subject(of: $0))" }
        let rest = sorted.count - Self.mostLines
        if rest > 0 { lines.append("  and \(rest) more") }
        lines += ["", "Times are \(zoneWords(at: sorted[0].minute))."]
        return lines.joined(separator: "\n")
    }

    /// How a list tells times: with the day, if one is not of today.
    private func times(of events: [AlertEvent]) -> (Minute) -> String {
        let newest = scene.window?.last ?? events.map(\.minute).max()
        let today = newest.map(day)
        guard events.contains(where: { day($0.minute) != today }) else { return clock }
        return { minute in
            let day = day(minute)
            return "\(day.count < 6 ? " " : "")\(day) \(clock(minute))"
        }
    }

    /// How far the price has moved; what has no base is last.
    static func size(of event: AlertEvent) -> Double { event.change.map(\.magnitude) ?? 0 }

    /// The alerts that a digest names, in their order: those that have moved most.
    static func told(_ events: [AlertEvent]) -> [AlertEvent] {
        guard events.count > mostLines else { return events }
        return Array(events.sorted { size(of: $0) > size(of: $1) }.prefix(mostLines)).inOrder
    }

    /// The sentence that ends a message, such as `3 alerts of 27 Nov could not be delivered`.
    func words(of lost: OutboxMessage.Lost) -> String {
        let days = [lost.first, lost.last].map(day)
        let when = days[0] == days[1] ? "of \(days[0])" : "of \(days[0]) to \(days[1])"
        let what = lost.count == 1 ? "1 alert" : "\(lost.count) alerts"
        return "\(what) \(when) could not be delivered."
    }
}
