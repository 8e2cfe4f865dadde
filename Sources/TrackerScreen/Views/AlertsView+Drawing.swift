import TrackerEngine

extension AlertsView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let layout = AlertsLayout(in: canvas.size, tab)
        for own in Tab.allCases {
            guard let part = layout.parts[own] else { continue }
            canvas.draw(in: part.frame) {
                box(own, layout, state, $0.symbols).draw(on: &$0) { _ in }
            }
            guard count(of: own) > 0 else {
                canvas.draw(in: part.rows) { drawNothing(of: own, state, on: &$0) }
                continue
            }
            switch own {
            case .rules: AlertRulesTable(self).draw(in: part, state, on: &canvas)
            case .fired: AlertRecordsTable(self).draw(in: part, state, on: &canvas)
            case .channels: AlertChannelsTable(self).draw(in: part, state, on: &canvas)
            }
        }
        canvas.draw(in: layout.detail) { drawDetail(state, on: &$0) }
    }

    func count(of tab: Tab) -> Int {
        switch tab {
        case .rules: lines.count
        case .fired: records.count
        case .channels: channels.count
        }
    }

    /// The first row that is seen of a list.
    func top(of tab: Tab, height: Int) -> Int {
        SeenRows.top(of: rows[tab] ?? 0, height: height, count: count(of: tab))
    }

    func frames(_ state: State) -> [ViewFrame] {
        let layout = AlertsLayout(in: state.layout.body.size, tab)
        return Tab.allCases.compactMap { own in
            layout.parts[own].map { box(own, layout, state, state.symbols).frame(at: $0.frame) }
        }
    }

    private func box(
        _ own: Tab, _ layout: AlertsLayout, _ state: State, _ symbols: Symbols
    ) -> BoardBox {
        let part = layout.parts[own] ?? AlertsLayout.Part()
        var box = BoardBox(
            title: [("alerts ", .strong), (own.title, own == tab ? .title : .strong)],
            short: [(own.title, own == tab ? .title : .strong)],
            notes: notes(own, state, symbols), isFocused: own == tab, hasSides: layout.hasSides)
        let (height, count) = (part.rows.height, count(of: own))
        let top = top(of: own, height: height)
        box.count = SeenRows.counted(from: top, height: height, of: count)
        box.seen = (top..<min(count, top + height), count)
        return box
    }

    /// What the list is ordered and narrowed by, and the way to the other lists.
    private func notes(_ own: Tab, _ state: State, _ symbols: Symbols) -> [PaneTitle.Note] {
        let keys = state.keys
        var notes: [PaneTitle.Note] = []
        let unseen = state.snapshot.alerts.unseenCount
        if own == .fired, unseen > 0, let key = Self.sign(.see, in: keys) {
            notes.append(
                PaneTitle.Note(keys: key, "\(Numbers.count(unseen)) not seen", in: symbols))
        }
        if own == .rules, let key = Self.sign(.order, in: keys) {
            notes.append(PaneTitle.Note(keys: key, order.title, in: symbols))
        }
        if own == tab, let key = Self.sign(.tab, in: keys) {
            let all = Tab.allCases
            let next = all[((all.firstIndex(of: own) ?? 0) + 1) % all.count]
            notes.append(PaneTitle.Note(keys: key, next.title, in: symbols))
        }
        if !filter.isEmpty, own == tab {
            notes.append(
                PaneTitle.Note([[("/\(filter.text)", Style.warning.bold)]], isKept: true))
        }
        return notes
    }
}

// MARK: - Nothing

extension AlertsView {
    private func drawNothing(of own: Tab, _ state: State, on canvas: inout Canvas) {
        for (row, line) in nothing(of: own, state).flatMap({ $0.wrapped(max(1, canvas.width - 4)) })
            .enumerated()
        {
            canvas.write(
                line, at: Point(2, row + (canvas.height > 6 ? 1 : 0)),
                style: row == 0 ? .strong : .dim)
        }
    }

    /// What, why, and the key.
    private func nothing(of own: Tab, _ state: State) -> [String] {
        if !filter.isEmpty {
            return ["Nothing here matches /\(filter.text).", "Esc shows all."]
        }
        switch own {
        case .rules:
            let key = Self.sign(.new, in: state.keys) ?? "n"
            let open = state.keys.sign(.view(AlertPromptView.opener.name)) ?? "A"
            return [
                "There is no rule yet.",
                "A rule says when you want to be told: above 70,000, moves 5% in 15m.",
                "\(key) types one for the chosen pair; \(open) does so from the lists.",
            ]
        case .fired:
            return [
                state.moment == nil ? "Nothing has fired." : "Nothing had fired by then.",
                "What fires stands here, with what became of it in each channel.",
            ]
        case .channels:
            let names = state.snapshot.alerts.withheld
            guard names.isEmpty else {
                return [
                    "Simulated prices never leave the program.",
                    "Alerts of real ones go to: \(names.joined(separator: ", ")).",
                ]
            }
            return [
                "There is no channel: alerts are shown on this screen only.",
                "A [[channel]] of the configuration sends them by mail and otherwise.",
                "The manual page has the keys of each kind: man tracker-tui.",
            ]
        }
    }
}
