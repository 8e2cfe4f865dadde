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

// MARK: - Below the list

extension AlertsView {
    private func drawDetail(_ state: State, on canvas: inout Canvas) {
        guard canvas.height > 0 else { return }
        let (first, rest) = canvas.bounds.splitTop(1)
        switch mode {
        case .list: canvas.draw(in: first) { drawAbout(state, on: &$0) }
        case .filter(let prompt):
            canvas.draw(in: first) {
                PopupField(mark: " /", prompt: prompt, placeholder: "name, pair or words")
                    .draw(on: &$0)
            }
        case .silence(let place, let isAll):
            canvas.draw(in: first) { drawSilences(place, isAll, state, on: &$0) }
        case .deletion(let name):
            canvas.write(
                "Delete \(name)? What it has told stays in the history.", at: Point(1, 0),
                style: .warning.bold, width: max(0, canvas.width - 2))
        }
        canvas.draw(in: rest) { drawChannels(state, on: &$0) }
    }

    private func drawAbout(_ state: State, on canvas: inout Canvas) {
        let separator = " \(canvas.symbols.separator) "
        let text: String
        if let record {
            let parts = record.deliveries.map(AlertWords.delivery)
            let gap = record.event.gap.map {
                "nothing was polled from \(state.localTime.clock(at: $0.unixSeconds)) on"
            }
            let source = record.event.source.map { "prices of \($0)" }
            let sent = parts.isEmpty ? [record.isSilenced ? "silenced" : "shown here only"] : parts
            text = (sent + [gap, source].compactMap { $0 } + ["rule \(record.event.rule)"])
                .joined(separator: separator)
        } else if let line {
            text = about(line.rule, state).joined(separator: separator)
        } else if let channel {
            text = [channel.place, channel.reply].compactMap { $0 }.joined(separator: separator)
        } else {
            return
        }
        canvas.write(text, at: Point(1, 0), style: .dim, width: max(0, canvas.width - 2))
    }

    /// Everything that the row of a rule may have no room for.
    private func about(_ rule: AlertRule, _ state: State) -> [String] {
        let board = state.snapshot.alerts
        var parts = ["on \(state.scopeText(rule.scope, lists: board.lists))", rule.sentence]
        if rule.sensitivity.hold > 0 { parts.append("after \(rule.sensitivity.hold) min") }
        parts.append(rule.sensitivity.isOnce ? "once" : "not again within \(rule.coolDown) min")
        if rule.delivery.isUrgent { parts.append("urgent") }
        if let names = rule.delivery.channels {
            parts.append("to \(names.joined(separator: ", "))")
        }
        let place = Self.place(of: rule)
        if !place.isEmpty { parts.append(place) }
        return parts
    }

    private func drawSilences(
        _ place: Int, _ isAll: Bool, _ state: State, on canvas: inout Canvas
    ) {
        let name = isAll ? "all rules" : line?.rule.name ?? "all rules"
        let choices = silences(state)
        let texts = choices.enumerated().map { number, choice in
            number == place ? "‹\(choice.words)›" : " \(choice.words) "
        }
        let head = "silence \(name): "
        // Where there is no room for all, those from the chosen one on.
        let whole = texts.reduce(head.cellWidth + 1) { $0 + $1.cellWidth + 1 }
        var x = 1 + canvas.write(head, at: Point(1, 0), style: .strong)
        for (number, text) in texts.enumerated() {
            if whole > canvas.width, number < place { continue }
            guard x + text.cellWidth < canvas.width else { return }
            let style: Style = number == place ? Style.accent.on(.selection) : .plain
            x += canvas.write(text, at: Point(x, 0), style: style) + 1
        }
    }

    /// `mail well 14:31 · phone: tries again 14:52, 3 waiting`.
    private func drawChannels(_ state: State, on canvas: inout Canvas) {
        guard canvas.height > 0, tab != .channels else { return }
        let board = state.snapshot.alerts
        guard !board.channels.isEmpty else {
            canvas.write(
                "no channel: alerts are shown here only", at: Point(1, 0), style: .dim,
                width: max(0, canvas.width - 2))
            return
        }
        var x = 1
        for (number, channel) in board.channels.enumerated() {
            if number > 0 {
                x += canvas.write(" \(canvas.symbols.separator) ", at: Point(x, 0), style: .dim)
            }
            let (words, style) = AlertChannelsTable.words(channel, state)
            x += canvas.write(
                "\(channel.name) \(words)", at: Point(x, 0), style: style == .plain ? .dim : style)
            guard x < canvas.width - 8 else { return }
        }
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
            return [
                "There is no channel: alerts are shown on this screen only.",
                "A [[channel]] of the configuration sends them by mail and otherwise.",
                "See docs/alerts.md.",
            ]
        }
    }
}

// MARK: - Hints, clicks

extension AlertsView {
    func hints(in table: KeyTable) -> [KeyHint] {
        switch mode {
        case .list: Self.hints(listHints, in: table)
        case .filter: Self.hints([("keep", [.go])], in: table, isTyping: true)
        case .silence:
            Self.hints(
                [("choose", [.less, .more]), ("silence", [.go]), ("rule or all", [.tab])], in: table
            )
        case .deletion: Self.hints([("delete", [.delete])], in: table)
        }
    }

    private var listHints: [Hint] {
        switch tab {
        case .rules:
            [
                ("pair", [.go]), ("new", [.new]), ("edit", [.edit]), ("pause", [.pause]),
                ("silence", [.silence]), ("what fired", [.tab]), ("order", [.order]),
                ("delete", [.delete]), ("test", [.test]), ("filter", [.filter]),
            ]
        case .fired:
            [
                ("go to it", [.go]), ("seen", [.see]), ("silence", [.silence]),
                ("channels", [.tab]), ("edit", [.edit]), ("filter", [.filter]), ("new", [.new]),
            ]
        case .channels:
            [("send a test", [.test]), ("rules", [.tab]), ("filter", [.filter])]
        }
    }

    /// A click chooses a row, and once more goes to its pair.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        guard mode == .list else { return .stay() }
        let body = state.layout.body
        let inside = Point(point.x - body.x, point.y - body.y)
        let layout = AlertsLayout(in: body.size, tab)
        switch button {
        case .wheelUp: choose(row - 3)
        case .wheelDown: choose(row + 3)
        case .press:
            guard let own = Tab.allCases.first(where: { layout.rows(of: $0).contains(inside) })
            else { return .stay() }
            let rows = layout.rows(of: own)
            let wish = top(of: own, height: rows.height) + inside.y - rows.y
            guard wish < count(of: own) else { return .stay() }
            if own == tab, wish == row { return press(.go, &state) }
            show(own, &state)
            choose(wish)
        }
        return .stay(doing: ask(state))
    }
}
