import TrackerEngine

extension AlertsView {
    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch mode {
        case .list: return pressInList(deed, &state)
        case .filter(let prompt): return pressInFilter(deed, prompt, &state)
        case .silence(let place, let isAll): return pressInSilence(deed, place, isAll, &state)
        case .deletion(let name): return pressInDeletion(deed, name, &state)
        }
    }

    private mutating func pressInList(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .move(let move): go(by: move, state)
        case .erase(.eraseLine): go(by: .halfUp, state)
        case .tab, .more: show(moved(by: 1), &state)
        case .backTab, .less: show(moved(by: -1), &state)
        case .order: orderNext(&state)
        case .filter: mode = .filter(Prompt(text: filter.text))
        case .go: return go(&state)
        case .new where state.pairCounts.isEmpty: state.notice = "There is no pair yet."
        case .new: return .open(AlertPromptView.opener.name)
        case .edit: return edit(&state)
        case .pause: return .stay(doing: pause(&state))
        case .silence where tab == .channels: state.notice = "Channels are not silenced; rules are."
        case .silence: mode = .silence(0, isAll: line == nil)
        case .see: return .stay(doing: see(&state))
        case .test: return .stay(doing: test(&state))
        case .delete: askToDelete(&state)
        case .travel(let minutes):
            state.travel(by: minutes)
            refresh(state)
        case .erase: break
        }
        return .stay(doing: ask(state))
    }

    private mutating func go(by move: Move, _ state: State) {
        let height = AlertsLayout(in: state.layout.body.size, tab).rows(of: tab).height
        choose(move.row(from: row, page: max(1, height - 1), count: count))
    }

    private func moved(by step: Int) -> Tab {
        let all = Tab.allCases
        return all[((all.firstIndex(of: tab) ?? 0) + step + all.count) % all.count]
    }

    /// Out of a question first, then out of the filter.
    mutating func leave(_ state: inout State) -> Outcome {
        switch mode {
        case .list where filter.isEmpty: return .close()
        case .list, .filter: setFilter("", state)
        case .silence, .deletion: break
        }
        mode = .list
        return .stay(doing: ask(state))
    }
}

// MARK: - Filter

extension AlertsView {
    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        guard case .filter(var prompt) = mode else { return .stay() }
        prompt.type(text)
        mode = .filter(prompt)
        setFilter(prompt.text, state)
        return .stay(doing: ask(state))
    }

    private mutating func pressInFilter(
        _ deed: Deed, _ prompt: Prompt, _ state: inout State
    ) -> Outcome {
        var prompt = prompt
        switch deed {
        case .erase(let edit):
            prompt.edit(edit)
            mode = .filter(prompt)
            setFilter(prompt.text, state)
        case .go: mode = .list
        case .move(let move):
            choose(move.row(from: row, page: 1, count: count))
        default: break
        }
        return .stay(doing: ask(state))
    }

    private mutating func setFilter(_ text: String, _ state: State) {
        filter.text = text
        refresh(state)
    }
}

// MARK: - Deeds

extension AlertsView {
    /// To the pair of the rule, or to the minute at which it fired.
    private func go(_ state: inout State) -> Outcome {
        if let record {
            guard case .pair(let instrument) = record.event.subject else {
                return go(to: record.event.subject.market, &state)
            }
            state.go(to: instrument)
            if state.windowMinutes.contains(record.event.minute) {
                state.chart.setCursor(record.event.minute, window: state.windowMinutes)
            }
            return .close()
        }
        guard let rule = line?.rule else { return .stay() }
        if let instrument = pair(of: rule, state) {
            state.go(to: instrument)
            return .close()
        }
        return .stay()
    }

    private func go(to market: Market?, _ state: inout State) -> Outcome {
        guard let market, state.listings.contains(.market(market)),
            let first = state.window.board(of: market).pairs.first
        else { return .stay() }
        state.go(to: Instrument(market: market, pair: first))
        return .close()
    }

    /// The pair that is named first, else the one that is nearest to firing, else the last one.
    private func pair(of rule: AlertRule, _ state: State) -> Instrument? {
        let named = rule.scope.named(state.snapshot.alerts.lists)
        if named.count == 1 { return named[0] }
        if let nearest = prospects[rule.name]?.instrument { return nearest }
        if case .pair(let instrument)? = line?.last?.subject { return instrument }
        return named.first ?? state.window.instruments.first { rule.scope.globHolds($0) }
    }

    private func edit(_ state: inout State) -> Outcome {
        guard let rule = line?.rule else { return .stay() }
        guard rule.isOwn else {
            state.notice = "\(rule.name) is written in \(Self.place(of: rule)): change it there."
            return .stay()
        }
        state.memories[AlertPromptView.self] = rule
        return .open(AlertPromptView.opener.name)
    }

    /// `config.toml, line 12`; empty for a rule of the screen.
    static func place(of rule: AlertRule) -> String {
        guard let place = rule.place, !rule.isOwn else { return "" }
        let name = place.file.split(separator: "/").last.map(String.init) ?? place.file
        return "\(name.plain()), line \(place.line)"
    }

    private func pause(_ state: inout State) -> [Command] {
        guard let rule = line?.rule else { return [] }
        let silences = state.snapshot.alerts.silences.filter {
            $0.holds(for: rule.name, about: nil, at: state.snapshot.window.last.start)
        }
        guard let silence = silences.first else {
            let key = Self.sign(.pause, in: state.keys).map { "; \($0) lets it go on" } ?? ""
            state.notice = "\(rule.name) is paused: it is recorded and not sent\(key)."
            return [.alert(.silence(AlertSilence(rule: rule.name, subject: nil, until: nil)))]
        }
        state.notice = "\(silence.rule == "*" ? "All rules go" : "\(rule.name) goes") on."
        return [.alert(.unsilence(rule: silence.rule, subject: nil))]
    }

    private func see(_ state: inout State) -> [Command] {
        let board = state.snapshot.alerts
        guard board.unseenCount > 0, let newest = board.records.last else {
            state.notice = "There is no alert that was not seen."
            return []
        }
        let count = board.unseenCount
        state.notice = "\(Numbers.count(count)) \(count == 1 ? "alert" : "alerts") marked as seen."
        return [.alert(.see(through: newest.sequence))]
    }

    private func test(_ state: inout State) -> [Command] {
        let all = state.snapshot.alerts.channels.map(\.name)
        let wanted = channel.map { [$0.name] } ?? line?.rule.delivery.channels ?? all
        let known = wanted.filter(all.contains)
        guard !known.isEmpty else {
            state.notice = "There is no channel: [[channel]] in the configuration makes one."
            return []
        }
        state.notice = "A test goes to \(known.joined(separator: ", "))."
        return known.map { .alert(.test(channel: $0)) }
    }

    private mutating func askToDelete(_ state: inout State) {
        guard tab == .rules, let rule = line?.rule else { return }
        guard rule.isOwn else {
            state.notice = "\(rule.name) is written in \(Self.place(of: rule)): delete it there."
            return
        }
        mode = .deletion(rule.name)
    }

    private mutating func pressInDeletion(
        _ deed: Deed, _ name: String, _ state: inout State
    ) -> Outcome {
        mode = .list
        guard deed == .delete || deed == .go else { return .stay() }
        state.notice = "\(name) is deleted."
        return .stay(doing: [.alert(.delete(rule: name))])
    }
}

// MARK: - Silence

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

    private mutating func pressInSilence(
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
