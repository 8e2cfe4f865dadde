/// The text of an alert: the fact, prices and times, the day, the rule and when it speaks again.
extension AlertLetter {
    /// The widest line of a paragraph.
    private static let width = 72

    func text(of event: AlertEvent) -> String {
        let rule = rules[event.rule]
        if let template = rule?.delivery.text { return filled(template, event) }
        var parts = [(event.kind == .end ? "Over: " : "") + sentence(event) + "."]
        parts.append(facts(of: event).joined(separator: "\n"))
        if let gap = event.gap {
            parts.append(
                Self.wrapped(
                    "Seen at \(clock(event.minute)); nothing was polled from \(clock(gap)) on, so it "
                        + "may be older."))
        }
        if event.isMissed {
            parts.append(
                Self.wrapped(
                    "Nobody polled then: it is worked out of prices that were fetched later."))
        }
        if event.isLive {
            parts.append("Seen between two minutes, by a rule that is live.")
        }
        guard let rule else {
            return (parts + ["Rule \(event.rule), which no longer exists."]).joined(
                separator: "\n\n")
        }
        parts.append(paragraph(of: rule, after: event))
        return parts.joined(separator: "\n\n")
    }

    /// An event as a sentence.
    ///
    /// Such as `kraken BTC/USD rose 5.2% in 11 minutes, to 68,412.1 (rule fast).`
    package func line(on event: AlertEvent, isSilenced: Bool = false) -> String {
        (event.isMissed ? "Missed: " : "") + (event.kind == .end ? "Over: " : "")
            + sentence(event) + " (rule \(event.rule)\(isSilenced ? ", not sent" : ""))."
    }

    /// `kraken BTC/USD rose 5.2% in 11 minutes, to 68,412.1`.
    private func sentence(_ event: AlertEvent) -> String {
        guard event.kind != .end, let rule = rules[event.rule], rule.subject.figure?.isMove == true,
            let change = event.change, let minute = event.baseMinute, let price = event.price
        else { return fact(event) }
        let span = max(1, minute.distance(to: event.minute))
        return "\(name(of: event.subject)) \(change < 0 ? "fell" : "rose") "
            + "\(Self.rounded(change.magnitude * 100))% in "
            + "\(span == 1 ? "a minute" : "\(span) minutes"), to \(Self.text(price))"
    }

    /// A line for each fact, with its word before it.
    private func facts(of event: AlertEvent) -> [String] {
        let base = event.base.map(Self.text)
        let price = event.price.map(Self.text)
        let width = max(base?.count ?? 0, price?.count ?? 0)
        func padded(_ text: String) -> String {
            text + String(repeating: " ", count: width - text.count)
        }
        var lines: [String] = []
        let other = rules[event.rule]?.subject.figure?.otherMarket
        if let base, let other, event.kind != .end {
            lines.append("  there  \(padded(base))   \(other.name)")
        } else if let base, let minute = event.baseMinute {
            lines.append("  then   \(padded(base))   \(dayBefore(minute, event))\(clock(minute))")
        }
        if let price {
            lines.append("  now    \(padded(price))   \(time(event.minute))")
        } else {
            lines.append("  at     \(time(event.minute))")
        }
        if let apart = apart(event) { lines.append("  apart  \(apart)") }
        if let source = event.source { lines.append("  from   \(source.plain(upTo: 60))") }
        return lines + dayLines(of: event)
    }

    /// The day of a minute, where it is not that of an event: `27 Nov `.
    private func dayBefore(_ minute: Minute, _ event: AlertEvent) -> String {
        day(minute) == day(event.minute) ? "" : "\(day(minute)) "
    }

    private func paragraph(of rule: AlertRule, after event: AlertEvent) -> String {
        let place = rule.place.map { " (\($0.file), line \($0.line))" } ?? ""
        var sentences: [String] = []
        if let again = rule.again(after: event, scene.standing(event)) {
            let end = event.minute.advanced(by: rule.coolDown)
            let isLong = rule.coolDown > 0 && !rule.sensitivity.isOnce
            sentences.append(again + (isLong ? "; not before \(clock(end))." : "."))
        }
        if let count = scene.fires(event), count > 1 {
            sentences.append("\(count) times in the last 24 hours.")
        }
        var lines = ["Rule \(rule.name): \(rule.sentence), on \(rule.scope.text)\(place)."]
        if !sentences.isEmpty { lines.append(Self.wrapped(sentences.joined(separator: " "))) }
        lines.append("To stop it: tracker-tui alerts silence \(rule.name) 1d")
        return lines.joined(separator: "\n")
    }

    /// The text in lines of at most `width` characters.
    static func wrapped(_ text: String) -> String {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] = line + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}
