import TrackerEngine

extension AlertsView {
    /// The times for which one may be silent; the end of a silence first, where there is one.
    func silences(_ state: State) -> [(words: String, until: Timestamp?, isEnd: Bool)] {
        let now = state.snapshot.window.last.start
        func after(_ hours: Int) -> Timestamp { now + .seconds(3600 * hours) }
        let choices: [(String, Timestamp?, Bool)] = [
            ("1 h", after(1), false), ("4 h", after(4), false), ("1 day", after(24), false),
            ("until 08:00", Self.morning(after: now, state.localTime), false),
            ("7 days", after(24 * 7), false), ("until I end it", nil, false),
        ]
        guard case .silence(_, let isAll) = mode else { return choices }
        let name = isAll ? "*" : line?.rule.name ?? "*"
        let isSilent = state.snapshot.alerts.silences.contains {
            $0.rule == name && $0.subject == nil && ($0.until.map { $0 > now } ?? true)
        }
        return (isSilent ? [("end it now", nil, true)] : []) + choices
    }

    /// Eight o'clock of the next morning, or of this one.
    private static func morning(after now: Timestamp, _ time: LocalTime) -> Timestamp {
        let seconds = now.unixSeconds
        let left = 8 * 3600 - time.secondsOfDay(at: seconds)
        return now + .seconds(left > 0 ? left : left + 86_400)
    }

    mutating func pressInSilence(
        _ deed: Deed, _ place: Int, _ isAll: Bool, _ state: inout State
    ) -> Outcome {
        let choices = silences(state)
        switch deed {
        case .more, .silence, .move(.down):
            mode = .silence((place + 1) % choices.count, isAll: isAll)
        case .less, .move(.up):
            mode = .silence((place + choices.count - 1) % choices.count, isAll: isAll)
        case .tab, .backTab: mode = .silence(0, isAll: !isAll || line == nil)
        case .go:
            mode = .list
            let choice = choices[min(place, choices.count - 1)]
            return .stay(doing: silence(isAll ? "*" : line?.rule.name ?? "*", choice, &state))
        default: mode = .list
        }
        return .stay()
    }

    private func silence(
        _ name: String, _ choice: (words: String, until: Timestamp?, isEnd: Bool),
        _ state: inout State
    ) -> [Command] {
        let who = name == "*" ? "All rules" : name
        guard !choice.isEnd else {
            state.notice = "\(who): the silence is over."
            return [.alert(.unsilence(rule: name, subject: nil))]
        }
        let words = choice.until == nil || choice.words.hasPrefix("until") ? "" : "for "
        state.notice = "\(who): recorded and not sent \(words)\(choice.words)."
        return [
            .alert(.silence(AlertSilence(rule: name, subject: nil, until: choice.until)))
        ]
    }
}
