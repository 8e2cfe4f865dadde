import TrackerEngine

extension AlertPromptView {
    func hints(in table: KeyTable) -> [KeyHint] {
        var hints: [(String, [Deed])] = [("keep", [.keep])]
        if !proposals.isEmpty { hints.append(("proposals", [.older, .newer])) }
        hints.append(("once, for, channel", [.nextSetting]))
        if setting != .text { hints.append(("change", [.less, .more])) }
        if hasChannels { hints.append(("send a test", [.test])) }
        return Self.hints(hints.map { (does: $0.0, deeds: $0.1) }, in: table, isTyping: true)
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        canvas.fill(canvas.bounds)
        let hasTitle = canvas.height >= 4
        var rows = canvas.bounds
        if hasTitle {
            let parts = rows.splitTop(1)
            rows = parts.rest
            RuleTitle.draw(
                title(state), note: reason, style: .frameFocused, in: parts.top, on: &canvas)
        }
        let lines = (0..<rows.height).map {
            Rect(x: 0, y: rows.y + $0, width: rows.width, height: 1)
        }
        guard let first = lines.first else { return }
        let mark = hasTitle ? " >" : state.size.width >= 70 ? " \(title(state)):" : " alert:"
        let start = mark.cellWidth + 1
        canvas.draw(in: first) { drawText(mark, state, on: &$0) }
        if lines.count > 1 {
            canvas.draw(in: lines[1]) { part in
                switch reading {
                case .fault(let fault): drawFault(fault, from: start, on: &part)
                case .rule: drawVerdict(state, on: &part)
                }
            }
        }
        if lines.count > 2 { canvas.draw(in: lines[2]) { drawSettings(state, on: &$0) } }
    }

    private func title(_ state: State) -> String {
        let place: String
        if draft.replaced != nil {
            place = state.scopeText(draft.usual, lists: state.snapshot.alerts.lists)
        } else if let instrument {
            place = state.alertName(of: .pair(instrument))
        } else {
            place = state.scopeText(draft.usual, lists: state.snapshot.alerts.lists)
        }
        return draft.replaced.map { "change \($0.name) on \(place)" }
            ?? "alert on \(place)\(pairCount(state))"
    }

    /// How many pairs a market has, ` (508 pairs)`; empty where the rule is about something else.
    private func pairCount(_ state: State) -> String {
        guard case .glob(let market, let pair)? = draft.usual.parts.first, pair.isEverything,
            let market = try? Market(market.text)
        else { return "" }
        let count = state.window.pairCount(of: market)
        return count > 0 ? " (\(Numbers.count(count)) \(count == 1 ? "pair" : "pairs"))" : ""
    }

    /// `3 of 11: the day's high`.
    private var reason: String {
        guard let proposal, proposals.indices.contains(proposal) else { return "" }
        return "proposal \(proposal + 1) of \(proposals.count): \(proposals[proposal].reason)"
    }

    private func drawText(_ mark: String, _ state: State, on canvas: inout Canvas) {
        var x = canvas.write(mark, at: .zero, style: .key) + 1
        // The end is what is being typed.
        var text = Substring(prompt.text)
        while String(text).cellWidth > max(1, canvas.width - x - 2) { text.removeFirst() }
        var (good, bad) = (text, Substring())
        if case .fault(let fault) = reading, !isUnfinished(fault), text.count == prompt.text.count {
            good = text.prefix(fault.column - 1)
            bad = text.dropFirst(fault.column - 1)
        }
        x += canvas.write(good, at: Point(x, 0), style: .strong)
        x += canvas.write(bad, at: Point(x, 0), style: .error)
        if setting == .text { canvas.placeCursor(at: Point(x, 0)) }
        guard case .rule(let rule?) = reading else { return }
        let words = rule.sentence
        guard words != prompt.text, x + words.cellWidth + 5 <= canvas.width,
            !prompt.text.hasPrefix(words)
        else { return }
        canvas.write(
            words, at: Point(canvas.width - words.cellWidth - 1, 0), style: .dim)
    }

    /// Whether more has to be typed, and nothing has to go.
    private func isUnfinished(_ fault: AlertFault) -> Bool {
        fault.column >= prompt.text.count
    }

    private func drawFault(_ fault: AlertFault, from start: Int, on canvas: inout Canvas) {
        let style: Style = isUnfinished(fault) ? .dim : .error
        let column = start + String(prompt.text.prefix(fault.column - 1)).cellWidth
        let words = fault.words
        if column + 2 + words.cellWidth < canvas.width {
            canvas.write("^ \(words)", at: Point(column, 0), style: style)
        } else if words.cellWidth + 3 <= column, column < canvas.width {
            canvas.write(
                "\(words) ^", at: Point(column - words.cellWidth - 1, 0), style: style)
        } else {
            canvas.write(words, at: Point(1, 0), style: style, width: max(0, canvas.width - 2))
        }
    }
}

// MARK: - What else is chosen

extension AlertPromptView {
    private func drawSettings(_ state: State, on canvas: inout Canvas) {
        let channels = state.snapshot.alerts.channelNames
        let to =
            channels.isEmpty
            ? "shown here only" : "to " + (draft.channels ?? channels).joined(separator: ", ")
        let words: [(Setting, String)] = [
            (.once, draft.isOnce ? "once" : "each time"),
            (.hold, draft.hold == 0 ? "at once" : "after \(draft.hold) min"),
            (.channels, to),
        ]
        var x = 1
        for (own, text) in words {
            let isChosen = own == setting
            let shown = isChosen ? "‹ \(text) ›" : "  \(text)  "
            guard x + shown.cellWidth <= canvas.width else { return }
            x += canvas.write(
                shown, at: Point(x, 0), style: isChosen ? Style.accent.on(.selection) : .plain)
        }
        guard case .rule(let rule?) = reading, x + 12 < canvas.width else { return }
        let text = draft.isOnce ? "" : "not again within \(rule.coolDown) min"
        guard x + text.cellWidth + 2 < canvas.width else { return }
        canvas.write(
            text, at: Point(canvas.width - text.cellWidth - 1, 0), style: .dim)
    }
}
