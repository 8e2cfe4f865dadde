/// What a message says of alerts, for a person: subject and text.
///
/// The fact stands first and the rule last, so that a list of mails, a log and a watch show it.
/// Everything is ASCII but what names bring along.
public struct AlertLetter: Sendable {
    private let rules: [String: AlertRule]
    /// The seconds east of Greenwich at a time in Unix seconds.
    private let offset: @Sendable (Int) -> Int

    /// The most alerts that are told whole; of more there is a line each.
    public static let mostWhole = 3
    /// The most lines of a digest.
    public static let mostLines = 100

    public init(_ rules: [AlertRule], offset: @escaping @Sendable (Int) -> Int) {
        self.rules = Dictionary(
            rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.offset = offset
    }

    /// The letter of a message.
    public func letter(of message: OutboxMessage) -> MailForm.Letter {
        let events = message.events
        let lost = message.lost.map { "\n\n" + words(of: $0) } ?? ""
        guard events.count > 1 else {
            let event = events[0]
            return MailForm.Letter(
                subject: subject(of: event), text: text(of: event) + lost,
                topic: "\(event.rule) \(event.subject)")
        }
        let sorted = events.sorted { size(of: $0) > size(of: $1) }
        guard events.count > Self.mostWhole else {
            let texts = events.map { text(of: $0) }
            return MailForm.Letter(
                subject: digestSubject(sorted), text: texts.joined(separator: "\n\n---\n\n") + lost)
        }
        return MailForm.Letter(
            subject: digestSubject(sorted), text: digestText(sorted) + lost)
    }

    /// The letter that tries a channel.
    public static func test(of channel: String, on machine: String) -> MailForm.Letter {
        MailForm.Letter(
            subject: "Test of tracker-tui on \(machine)",
            text: """
                This was sent by: tracker-tui alerts send-test \(channel)

                Alerts for the channel "\(channel)" will come this way.
                """)
    }
}

// MARK: - One alert

extension AlertLetter {
    /// `kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]`.
    package func subject(of event: AlertEvent) -> String {
        if let template = rules[event.rule]?.delivery.title { return filled(template, event) }
        return (event.kind == .end ? "Over: " : "") + "\(fact(event)) [\(event.rule)]"
    }

    private func fact(_ event: AlertEvent) -> String {
        let name = name(of: event.subject)
        guard let rule = rules[event.rule] else { return name }
        if event.kind == .end { return "\(name) \(rule.sentence)" }
        if rule.subject.figure == .failing {
            return "\(name) does not answer since \(clock(since(event)))"
        }
        if rule.subject.figure?.isMove == true, let change = event.change {
            let span = event.baseMinute.map { " in \(max(1, $0.distance(to: event.minute))) min" }
            return "\(name) \(Self.percent(change))\(span ?? "")"
                + (event.price.map { " to \(Self.text($0))" } ?? "")
        }
        return "\(name) \(rule.sentence)" + (event.price.map { ": \(Self.text($0))" } ?? "")
    }

    /// The minute since when a source fails: its figure is the number of minutes.
    private func since(_ event: AlertEvent) -> Minute {
        event.minute.advanced(by: -Int(min(max(event.value ?? 0, 0), 100_000)))
    }

    private func text(of event: AlertEvent) -> String {
        let rule = rules[event.rule]
        if let template = rule?.delivery.text { return filled(template, event) }
        var lines = [(event.kind == .end ? "Over: " : "") + fact(event) + ".", ""]
        if let base = event.base, let minute = event.baseMinute {
            lines.append("  then   \(Self.text(base))   \(time(minute))")
        }
        if let price = event.price {
            lines.append("  now    \(Self.text(price))   \(time(event.minute))")
        }
        if event.price == nil { lines.append("  at     \(time(event.minute))") }
        if let gap = event.gap {
            lines.append("")
            lines.append(
                "Seen at \(clock(event.minute)); nothing was polled from \(clock(gap)) on, so it may "
                    + "be older.")
        }
        lines.append("")
        if let rule {
            let place = rule.place.map { " (\($0.file), line \($0.line))" } ?? ""
            lines.append("Rule \(rule.name): \(rule.sentence), on \(rule.scope.text)\(place).")
        } else {
            lines.append("Rule \(event.rule), which is no more.")
        }
        return lines.joined(separator: "\n")
    }

    private func filled(_ template: AlertTemplate, _ event: AlertEvent) -> String {
        template.filled { field in
            switch field {
            case .market: event.subject.market?.name ?? "*"
            case .pair: pair(of: event.subject) ?? ""
            case .price: event.price.map(Self.text) ?? ""
            case .then: event.base.map(Self.text) ?? ""
            case .change: event.change.map(Self.signed) ?? ""
            case .span: event.baseMinute.map { "\($0.distance(to: event.minute)) min" } ?? ""
            case .value: event.value.map { Self.rounded($0) } ?? ""
            case .rule: event.rule
            case .time: clock(event.minute)
            case .utc: String(event.minute.start.iso.dropFirst(11).prefix(5))
            case .count: "1"
            }
        }
    }
}

// MARK: - Many alerts

extension AlertLetter {
    private func digestSubject(_ sorted: [AlertEvent]) -> String {
        let minutes = sorted.map(\.minute)
        let span = (minutes.min() ?? .end).distance(to: minutes.max() ?? .end) + 1
        let time = span < 120 ? "\(span) min" : "\((span + 30) / 60) h"
        return "\(sorted.count) alerts in \(time), most: \(subject(of: sorted[0]))"
    }

    private func digestText(_ sorted: [AlertEvent]) -> String {
        var lines = ["\(sorted.count) alerts:", ""]
        lines += sorted.prefix(Self.mostLines).map { "  \(clock($0.minute))  \(subject(of: $0))" }
        let rest = sorted.count - Self.mostLines
        if rest > 0 { lines.append("  and \(rest) more") }
        lines += ["", "Times are \(zoneWords(at: sorted[0].minute))."]
        return lines.joined(separator: "\n")
    }

    /// How far the price has moved; what has no base is last.
    private func size(of event: AlertEvent) -> Double { event.change.map(\.magnitude) ?? 0 }

    /// The sentence that ends a message, such as `3 alerts of 27 Nov could not be delivered`.
    func words(of lost: OutboxMessage.Lost) -> String {
        let days = [lost.first, lost.last].map(day)
        let when = days[0] == days[1] ? "of \(days[0])" : "of \(days[0]) to \(days[1])"
        let what = lost.count == 1 ? "1 alert" : "\(lost.count) alerts"
        return "\(what) \(when) could not be delivered."
    }
}

// MARK: - Names, numbers, times

extension AlertLetter {
    private func name(of subject: AlertSubject) -> String {
        switch subject {
        case .everything: "every source"
        case .market(let market): market.name
        case .pair(let instrument): "\(instrument.market.name) \(pair(of: subject) ?? "")"
        }
    }

    private func pair(of subject: AlertSubject) -> String? {
        guard case .pair(let instrument) = subject else { return nil }
        guard let assets = PairSpelling.assets(of: instrument.pair) else {
            return instrument.pair.name.uppercased()
        }
        return "\(assets.base)/\(assets.quote)".uppercased()
    }

    private static func text(_ price: Price) -> String { AlertNumber.grouped(price.amount) }

    /// `up 5.2%`, `down 11%`.
    private static func percent(_ change: Double) -> String {
        "\(change < 0 ? "down" : "up") \(rounded(change.magnitude * 100))%"
    }

    private static func signed(_ change: Double) -> String {
        "\(change < 0 ? "-" : "+")\(rounded(change.magnitude * 100))%"
    }

    /// One place behind the point, two below 1.
    private static func rounded(_ value: Double) -> String {
        let factor = value.magnitude < 1 ? 100.0 : 10.0
        return AlertNumber.grouped((value * factor).rounded() / factor)
    }

    private func clock(_ minute: Minute) -> String {
        let local = minute.unixSeconds + offset(minute.unixSeconds)
        let second = local - local.dividedFloor(by: 86_400) * 86_400
        return "\((second / 3600).twoDigits):\((second / 60 % 60).twoDigits)"
    }

    private func day(_ minute: Minute) -> String {
        let local = minute.unixSeconds + offset(minute.unixSeconds)
        let date = CivilDate(daysSince1970: local.dividedFloor(by: 86_400))
        return "\(date.day) \(MailForm.months[date.month - 1])"
    }

    /// `14:31 (13:31 UTC)`.
    private func time(_ minute: Minute) -> String {
        let utc = String(minute.start.iso.dropFirst(11).prefix(5))
        return offset(minute.unixSeconds) == 0 ? "\(utc) UTC" : "\(clock(minute)) (\(utc) UTC)"
    }

    private func zoneWords(at minute: Minute) -> String {
        let minutes = offset(minute.unixSeconds) / 60
        let (hours, rest) = Int(minutes.magnitude).quotientAndRemainder(dividingBy: 60)
        return minutes == 0
            ? "UTC" : "UTC\(minutes < 0 ? "-" : "+")\(hours.twoDigits):\(rest.twoDigits)"
    }
}
