import TrackerEngine

/// A rule as the list of alerts shows it: how it stands, when it fired, how often.
struct AlertLine: Hashable, Sendable {
    let rule: AlertRule
    let phase: Phase
    /// The state in words: `armed`, `1 fired`, `for 2 min`.
    let words: String
    /// The newest event; `nil` for none that is known.
    let last: AlertEvent?
    /// How often it fired in the 24 hours before.
    let count: Int

    enum Phase: Int, Hashable, Sendable, CaseIterable {
        case fired, pending, armed, silenced, ended

        /// The sign before the name.
        func sign(_ symbols: Symbols) -> Unicode.Scalar {
            switch self {
            case .fired: symbols.rules[0]
            case .pending: symbols.rules[1]
            case .armed: symbols.rules[2]
            case .silenced: symbols.rules[3]
            case .ended: symbols.missing
            }
        }

        var style: Style {
            switch self {
            case .fired: .warning.bold
            case .pending: .warning
            case .armed: .plain
            case .silenced, .ended: .dim
            }
        }
    }

    /// The text that a filter looks through, in lower case.
    var searched: [UInt8] {
        Array("\(rule.name) \(rule.scope.text) \(rule.sentence) \(words)".lowercased().utf8)
    }
}

extension State {
    /// The rules of the board, each as it stands at the time that is shown.
    ///
    /// Of the past only the events are known, not how rules stood. Cost: O(rules + records +
    /// standings).
    func alertLines() -> [AlertLine] {
        let board = snapshot.alerts
        let states = moment == nil ? board.states(at: window.last.start) : [:]
        var fires: [String: (last: AlertEvent, count: Int)] = [:]
        let first = window.last.advanced(by: -Minute.perDay)
        for record in board.records
        where record.event.kind != .end && record.event.minute <= window.last {
            let before = fires[record.event.rule]?.count ?? 0
            fires[record.event.rule] = (
                record.event, before + (record.event.minute > first ? 1 : 0)
            )
        }
        return board.rules.map { rule in
            let (phase, words) =
                states[rule.name].map { self.words(for: $0, of: rule) } ?? (.ended, Numbers.missing)
            return AlertLine(
                rule: rule, phase: phase, words: words, last: fires[rule.name]?.last,
                count: fires[rule.name]?.count ?? 0)
        }
    }

    private func words(
        for state: AlertBoard.RuleState, of rule: AlertRule
    ) -> (AlertLine.Phase, String) {
        if state.isExpired { return (.ended, "expired") }
        if let silence = state.silence { return (.silenced, words(for: silence)) }
        if state.fired > 0 {
            return (.fired, state.known == 1 ? "fired" : "\(Numbers.count(state.fired)) fired")
        }
        if let since = state.pendingSince {
            return (.pending, "for \(max(0, since.distance(to: window.last))) min")
        }
        if state.done > 0, state.done == state.known { return (.ended, "done") }
        return (.armed, state.held > 0 && !rule.scope.hasGlobs ? "true already" : "armed")
    }

    /// `paused`, `until 18:00`, and of what lasts for a day or more, `until 5 Dec`.
    private func words(for silence: AlertSilence) -> String {
        guard let until = silence.until else { return "paused" }
        // Within less than a day, a time of the clock comes once.
        let isSoon = until - snapshot.window.last.start < .seconds(86_400)
        let seconds = until.unixSeconds
        return "until \(isSoon ? localTime.clock(at: seconds) : localTime.date(at: seconds))"
    }
}
