import TrackerEngine

extension State {
    /// Takes the alerts of a new snapshot; says what is new until the next key.
    mutating func followAlerts() {
        let outcomes = alertScreen.tested(in: snapshot.alerts)
            .compactMap { report in report.reply.map { "\(report.name): \($0)" } }
        if !outcomes.isEmpty { notice = outcomes.joined(separator: "; ").plain(upTo: 200) }
        let news = alertScreen.follow(snapshot.alerts)
        guard let newest = news.last else { return }
        var text = banner(newest.event)
        var instrument: Instrument?
        if news.count > 1 {
            let key = keys.sign(.view("alerts")).map { "; \($0) lists them" } ?? ""
            text = "\(Numbers.count(news.count)) alerts, the newest: \(text)\(key)"
        } else if case .pair(let pair) = newest.event.subject {
            instrument = pair
        }
        alertScreen.banner = AlertScreen.Banner(text: text, instrument: instrument)
        notice = text
    }

    /// `! kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]`.
    private func banner(_ event: AlertEvent) -> String {
        let rule = snapshot.alerts.rules.first { $0.name == event.rule }
        let price = event.price.map { " at \(Numbers.exact($0.amount))" } ?? ""
        return
            "! \(alertName(of: event.subject)) \(AlertWords.fact(event, of: rule))\(price) [\(event.rule)]"
    }

    /// A click on the sign of the top line opens the list of alerts, one on the line about new alerts
    /// their pair, or the list if they have several.
    ///
    /// `notice`: what the bottom line said until the click.
    /// - Returns: `nil` for a click elsewhere.
    mutating func clickAlerts(at point: Point, under notice: String?) -> [Command]? {
        if layout.header.contains(point), moment == nil {
            let plan = headerPlan(width: layout.header.width)
            guard let (text, column) = plan.alerts,
                (column..<column + text.cellWidth).contains(point.x - layout.header.x)
            else { return nil }
            return perform(.view("alerts"))
        }
        guard layout.hints.contains(point), let banner = alertScreen.banner, banner.text == notice
        else { return nil }
        guard let instrument = banner.instrument else { return perform(.view("alerts")) }
        go(to: instrument)
        return []
    }

    /// The marks of a pair's chart: those of the rule that is being typed, else those of the rules.
    func alertMarks(of instrument: Instrument) -> AlertMarks {
        if let draft = alertScreen.draft {
            return draft.instrument == instrument ? draft.marks : AlertMarks()
        }
        return alertScreen.index.marks(of: instrument, through: window.last)
    }
}

// MARK: - Tests

extension State {
    /// Sends a test through some channels, one of their ways or the heartbeat, `nil` for all
    /// channels; the notice says where it goes, or why nowhere.
    mutating func sendTest(through wanted: [String]?) -> [Command] {
        let board = snapshot.alerts
        let all = board.channelNames
        let known =
            wanted?.filter { name in
                all.contains(name) || board.ways.contains { $0.name == name }
            } ?? all
        guard !known.isEmpty else {
            notice = whyNothingIsSent(to: wanted ?? [])
            return []
        }
        if case .following = snapshot.store {
            // The command knows channels, not their ways.
            let channel = board.ways.first { $0.name == known[0] }?.channel ?? known[0]
            notice =
                "Another tracker-tui sends; `tracker-tui alerts send-test \(channel)` tries it from here."
            return []
        }
        notice = "A test goes to \(known.joined(separator: ", "))."
        return known.map { .alert(.test(channel: $0)) }
    }

    private func whyNothingIsSent(to wanted: [String]) -> String {
        let board = snapshot.alerts
        guard board.withheld.isEmpty else {
            return "Simulated prices never leave the program: nothing goes to "
                + "\(board.withheld.joined(separator: ", "))."
        }
        guard !wanted.isEmpty || board.channels.isEmpty else {
            return "Nothing is sent: this rule names no channel (to = [])."
        }
        let missing = board.channels.isEmpty ? "" : " \(wanted.joined(separator: ", "))"
        return "There is no channel\(missing): [[channel]] in the configuration makes one."
    }
}
