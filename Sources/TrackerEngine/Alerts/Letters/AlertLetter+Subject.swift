/// An alert in a line.
extension AlertLetter {
    /// `kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]`.
    package func subject(of event: AlertEvent) -> String {
        let missed = event.isMissed ? "Missed: " : ""
        if let template = rules[event.rule]?.delivery.title {
            return missed + filled(template, event)
        }
        return missed + (event.kind == .end ? "Over: " : "") + "\(fact(event)) [\(event.rule)]"
    }

    func fact(_ event: AlertEvent) -> String {
        let name = name(of: event.subject)
        guard let rule = rules[event.rule] else {
            return name + (event.price.map { " at \(Self.text($0))" } ?? "")
        }
        if event.kind == .end { return "\(name) \(rule.sentence)" }
        if rule.subject.figure == .failing {
            let start = since(event)
            let zone = scene.zone(start.unixSeconds).map { " \($0.plain(upTo: 12))" } ?? ""
            let isAll = event.subject == .everything
            return (isAll ? "no source has" : "\(name) has not")
                + " answered since \(clock(start))\(zone)"
        }
        if let apart = apart(event) { return "\(name) \(rule.sentence): \(apart)" }
        if rule.subject.figure?.isMove == true, let change = event.change {
            let span = event.baseMinute.map { " in \(max(1, $0.distance(to: event.minute))) min" }
            return "\(name) \(Self.percent(change))\(span ?? "")"
                + (event.price.map { " to \(Self.text($0))" } ?? "")
        }
        return "\(name) \(rule.sentence)" + (event.price.map { ": \(Self.text($0))" } ?? "")
    }

    /// How far the prices of two markets are apart; `nil` for what compares no such prices.
    func apart(_ event: AlertEvent) -> String? {
        guard rules[event.rule]?.subject.figure?.otherMarket != nil else { return nil }
        return event.value.map { "\(Self.rounded($0)) bp" }
    }

    /// The minute since when a source fails: its figure is the number of minutes.
    func since(_ event: AlertEvent) -> Minute {
        event.minute.advanced(by: -Int(min(max(event.value ?? 0, 0), 100_000)))
    }

    func filled(_ template: AlertTemplate, _ event: AlertEvent) -> String {
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
            }
        }
    }
}
