import TrackerEngine

extension AlertsView {
    /// To the pair of the rule, or to the minute at which it fired.
    func go(_ state: inout State) -> Outcome {
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

    func edit(_ state: inout State) -> Outcome {
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

    func pause(_ state: inout State) -> [Command] {
        guard let rule = line?.rule else { return [] }
        let silences = state.snapshot.alerts.silences.filter {
            $0.holds(for: rule.name, about: nil, at: state.snapshot.window.last.start)
        }
        guard let silence = silences.first else {
            state.notice =
                "\(rule.name) is paused: alerts are recorded and not sent\(Self.wayOn(state))."
            return [.alert(.silence(AlertSilence(rule: rule.name, subject: nil, until: nil)))]
        }
        state.notice = "\(silence.rule == "*" ? "All rules go" : "\(rule.name) goes") on."
        return [.alert(.unsilence(rule: silence.rule, subject: nil))]
    }

    /// The key that ends a pause or a silence.
    static func wayOn(_ state: State) -> String {
        sign(.pause, in: state.keys).map { "; \($0) lets it go on" } ?? ""
    }

    func see(_ state: inout State) -> [Command] {
        let board = state.snapshot.alerts
        guard board.unseenCount > 0, let newest = board.records.last else {
            state.notice = "There is no alert that was not seen."
            return []
        }
        let count = board.unseenCount
        state.notice = "\(Numbers.count(count)) \(count == 1 ? "alert" : "alerts") marked as seen."
        return [.alert(.see(through: newest.sequence))]
    }

    func test(_ state: inout State) -> [Command] {
        // Of a channel with several ways the chosen one alone.
        if let channel { return state.sendTest(through: [channel.name]) }
        return state.sendTest(through: line?.rule.delivery.channels)
    }

    mutating func askToDelete(_ state: inout State) {
        guard tab == .rules, let rule = line?.rule else { return }
        guard rule.isOwn else {
            state.notice = "\(rule.name) is written in \(Self.place(of: rule)): delete it there."
            return
        }
        mode = .deletion(rule.name)
    }

    mutating func pressInDeletion(
        _ deed: Deed, _ name: String, _ state: inout State
    ) -> Outcome {
        mode = .list
        guard deed == .delete || deed == .go else { return .stay() }
        state.notice = "\(name) is deleted."
        return .stay(doing: [.alert(.delete(rule: name))])
    }
}
