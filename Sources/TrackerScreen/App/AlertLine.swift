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
        var standings: [String: [AlertStanding]] = [:]
        if moment == nil {
            for entry in board.standings {
                standings[entry.rule, default: []].append(entry.standing)
            }
        }
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
            let (phase, words) = standing(of: rule, standings[rule.name] ?? [], board)
            return AlertLine(
                rule: rule, phase: phase, words: words, last: fires[rule.name]?.last,
                count: fires[rule.name]?.count ?? 0)
        }
    }

    private func standing(
        of rule: AlertRule, _ standings: [AlertStanding], _ board: AlertBoard
    ) -> (AlertLine.Phase, String) {
        guard moment == nil else { return (.ended, Numbers.missing) }
        if let expiry = rule.sensitivity.expiry, window.last >= expiry {
            return (.ended, "expired")
        }
        if let silence = board.silence(of: rule.name, at: window.last.start) {
            return (.silenced, words(for: silence))
        }
        let fired = standings.count { $0.phase == .fired }
        if fired > 0 {
            return (.fired, standings.count == 1 ? "fired" : "\(Numbers.count(fired)) fired")
        }
        let pending = standings.filter { $0.phase == .pending }
        if let oldest = pending.map(\.since).min() {
            return (.pending, "for \(max(0, oldest.distance(to: window.last))) min")
        }
        let done = standings.count { $0.phase == .done }
        if done > 0, done == standings.count { return (.ended, "done") }
        if standings.contains(where: { $0.phase == .held }) {
            return (.armed, rule.scope.hasGlobs ? "armed" : "true already")
        }
        return (.armed, "armed")
    }

    /// `paused`, `until 18:00`, and of what lasts for more than a day, `until 5 Dec`.
    private func words(for silence: AlertSilence) -> String {
        guard let until = silence.until else { return "paused" }
        // Within a day, a clock is meant once.
        let isSoon = until - snapshot.window.last.start <= .seconds(86_400)
        let seconds = until.unixSeconds
        return "until \(isSoon ? localTime.clock(at: seconds) : localTime.date(at: seconds))"
    }
}
