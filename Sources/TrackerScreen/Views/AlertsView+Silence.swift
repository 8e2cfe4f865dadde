import TrackerEngine

extension AlertsView {
    /// A time for which one may be silent.
    struct Silence: Hashable, Sendable {
        let words: String
        /// `nil` for until somebody ends it.
        let until: Timestamp?
        /// Whether it ends a silence in place of beginning one.
        var isEnd = false
    }

    /// The times for which one may be silent; the end of a silence first, where there is one.
    func silences(_ state: State) -> [Silence] {
        let now = state.snapshot.window.last.start
        func after(_ words: String, _ hours: Int) -> Silence {
            Silence(words: words, until: now + .seconds(3600 * hours))
        }
        let choices = [
            after("1 h", 1), after("4 h", 4), after("1 day", 24), Self.morning(state),
            after("7 days", 24 * 7), Silence(words: "until you end it", until: nil),
        ]
        guard case .silence(_, let isAll) = mode else { return choices }
        let name = isAll ? "*" : line?.rule.name ?? "*"
        let isSilent = state.snapshot.alerts.silences.contains {
            $0.rule == name && $0.subject == nil && ($0.until.map { $0 > now } ?? true)
        }
        let end = Silence(words: "end it now", until: nil, isEnd: true)
        return (isSilent ? [end] : []) + choices
    }

    /// Until quiet hours end; where there are none, until eight o'clock.
    private static func morning(_ state: State) -> Silence {
        let now = state.snapshot.window.last.start
        if let end = state.snapshot.alerts.quiet?.nextEnd(after: now) {
            return Silence(words: "until quiet hours end", until: end)
        }
        let left = 8 * 3600 - state.localTime.secondsOfDay(at: now.unixSeconds)
        return left > 0
            ? Silence(words: "until 08:00", until: now + .seconds(left))
            : Silence(words: "until 08:00 tomorrow", until: now + .seconds(left + 86_400))
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

    private func silence(_ name: String, _ choice: Silence, _ state: inout State) -> [Command] {
        let who = name == "*" ? "All rules" : name
        guard !choice.isEnd else {
            state.notice = "\(who): the silence is over."
            return [.alert(.unsilence(rule: name, subject: nil))]
        }
        let end = choice.until.map { "until \(state.clockAhead($0))" } ?? choice.words
        let isOne = name != "*"
        state.notice =
            "\(who) \(isOne ? "is" : "are") silent \(end): "
            + "alerts are recorded and not sent\(Self.wayOn(state))."
        return [
            .alert(.silence(AlertSilence(rule: name, subject: nil, until: choice.until)))
        ]
    }
}
