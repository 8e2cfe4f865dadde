import TrackerEngine

extension State {
    /// Takes the alerts of a new snapshot; says what is new until the next key.
    mutating func followAlerts() {
        let news = alertScreen.follow(snapshot.alerts)
        guard let newest = news.last else { return }
        let text = banner(newest.event)
        guard news.count > 1 else { return notice = text }
        let key = keys.sign(.view("alerts")).map { "; \($0) lists them" } ?? ""
        notice = "\(Numbers.count(news.count)) alerts, the newest: \(text)\(key)"
    }

    /// `! kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]`.
    private func banner(_ event: AlertEvent) -> String {
        let rule = snapshot.alerts.rules.first { $0.name == event.rule }
        let price = event.price.map { " at \(Numbers.exact($0.amount))" } ?? ""
        return
            "! \(alertName(of: event.subject)) \(AlertWords.fact(event, of: rule))\(price) [\(event.rule)]"
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
    /// Sends a test through some channels, `nil` for all; the notice says where it goes, or why
    /// nowhere.
    mutating func sendTest(through wanted: [String]?) -> [Command] {
        let board = snapshot.alerts
        let all = board.channelNames
        let known =
            wanted?.filter { name in
                all.contains(name) || board.channels.contains { $0.name == name }
            } ?? all
        guard !known.isEmpty else {
            notice = whyNothingIsSent(to: wanted ?? [])
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
        let missing = board.channels.isEmpty ? "" : " \(wanted.joined(separator: ", "))"
        return "There is no channel\(missing): [[channel]] in the configuration makes one."
    }
}
