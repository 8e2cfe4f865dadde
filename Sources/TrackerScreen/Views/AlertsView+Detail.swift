import TrackerEngine

extension AlertsView {
    func drawDetail(_ state: State, on canvas: inout Canvas) {
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
                board.withheld.isEmpty
                    ? "no channel: alerts are shown here only"
                    : "simulated: alerts are shown here only", at: Point(1, 0), style: .dim,
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
