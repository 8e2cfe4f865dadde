import TrackerEngine

/// The rules, a row each.
struct AlertRulesTable {
    private let view: AlertsView

    init(_ view: AlertsView) { self.view = view }

    private static func columns(_ width: Int) -> TableLayout {
        TableLayout(
            [
                TableLayout.Column("", 1, worth: 20),
                TableLayout.Column("rule", width >= 110 ? 14 : 12, worth: 15),
                TableLayout.Column("on", width >= 140 ? 24 : 16, worth: 5),
                TableLayout.Column("when", width >= 110 ? 24 : 22, worth: 10, grows: true),
                TableLayout.Column("state", 12, worth: 9),
                TableLayout.Column("now", 12, .right, worth: 6),
                TableLayout.Column("away", 6, .right, worth: 8),
                TableLayout.Column("last fired", 15, worth: 4),
                TableLayout.Column("24 h", 4, .right, worth: 7),
            ], width: width)
    }

    func draw(in part: AlertsLayout.Part, _ state: State, on canvas: inout Canvas) {
        let layout = Self.columns(part.rows.width - 3)
        layout.drawHeads(at: Point(part.heads.x + 2, part.heads.y), in: part.heads, on: &canvas)
        let top = view.top(of: .rules, height: part.rows.height)
        for row in 0..<part.rows.height where top + row < view.lines.count {
            let rect = Rect(
                x: part.rows.x, y: part.rows.y + row, width: part.rows.width, height: 1)
            canvas.draw(in: rect) { line in
                draw(view.lines[top + row], in: layout, state, on: &line)
                view.markChosen(.rules, top + row, on: &line)
            }
        }
    }

    private func draw(
        _ line: AlertLine, in layout: TableLayout, _ state: State, on canvas: inout Canvas
    ) {
        let rule = line.rule
        let isFaint = line.phase == .silenced || line.phase == .ended
        let prospect = view.prospects[rule.name]
        let away = prospect?.away
        let isMissing = view.prospects.isMissing(rule.name) && !rule.isAboutSource
        layout.draw(
            [
                (String(line.phase.sign(canvas.symbols)), line.phase.style),
                (rule.name, isFaint ? .dim : .strong),
                (state.scopeText(rule.scope, lists: state.snapshot.alerts.lists), .dim),
                (rule.sentence, isFaint ? .dim : .plain),
                (line.words, line.phase == .armed ? .dim : line.phase.style),
                (
                    isMissing ? "…" : state.now(of: rule, prospect),
                    isFaint || isMissing ? .dim : .plain
                ),
                (
                    away.map(Self.text) ?? "",
                    isFaint ? .dim : away.map(Self.heat) ?? .dim
                ),
                (last(line, state), .dim),
                (line.count > 0 ? Numbers.count(line.count) : "", .plain),
            ], at: Point(2, 0), on: &canvas)
    }

    /// `14:31 SOL/USD`: the pair only where the rule is about several.
    private func last(_ line: AlertLine, _ state: State) -> String {
        guard let event = line.last else { return Numbers.missing }
        let time = state.alertTime(event.minute)
        guard case .pair(let instrument) = event.subject,
            line.rule.scope.parts != [.pair(instrument)]
        else { return time }
        return "\(time) \(state.snapshot.title(of: instrument))"
    }

    /// `2.31%`; `0%` while the conditions are true.
    private static func text(_ away: Double) -> String {
        away == 0
            ? "0%" : Numbers.unsignedPercent(away, decimals: away < 0.1 ? 2 : 1, room: 6)
    }

    /// The nearer, the brighter.
    private static func heat(_ away: Double) -> Style {
        let meanings: [(Double, Style.Meaning)] = [
            (0.005, .heat4), (0.01, .heat3), (0.02, .heat2), (0.05, .heat1),
        ]
        return Style(meanings.first { away < $0.0 }?.1 ?? .heat0)
    }
}

extension State {
    /// The figure that a rule looks at, of the pair that is nearest: `68,412.1`, `SOL 6.1%`,
    /// `bitfinex 2 min`.
    func now(of rule: AlertRule, _ prospect: AlertProspect?) -> String {
        if rule.isAboutSource { return longestFailure(of: rule) }
        guard let prospect, let value = prospect.value else { return "" }
        let instrument = prospect.instrument
        let figure: String
        switch rule.subject.figure {
        case .last?, nil:
            figure =
                statistics(of: instrument).map { text in
                    PriceText(text).text(try? Price(value))
                } ?? Numbers.exact(value)
        case .up?, .down?, .move?, .change?, .volatility?:
            figure = Numbers.fixed(value, decimals: value.magnitude < 10 ? 2 : 1) + "%"
        case .unusual?: figure = "×" + Numbers.fixed(value, decimals: 1)
        case .spread?: figure = Numbers.fixed(value, decimals: 0) + " bp"
        case .silence?, .failing?: figure = Numbers.fixed(value, decimals: 0) + " min"
        case .rank?: figure = Numbers.fixed(value, decimals: 3)
        case .turnover?: figure = Numbers.compact(value)
        }
        guard rule.scope.parts != [.pair(instrument)] else { return figure }
        let base = snapshot.assets(of: instrument)?.base ?? instrument.pair.name
        return "\(base.uppercased().cut(to: 6)) \(figure)"
    }

    /// The source that has been silent for longest, of those that a rule is about.
    private func longestFailure(of rule: AlertRule) -> String {
        let now = snapshot.window.last.start.unixSeconds
        let silent = snapshot.providers.filter { !rule.scope.globs(of: $0.key).isEmpty }
            .compactMap { market, place -> (market: Market, minutes: Int)? in
                let source = snapshot.sources[place]
                guard source.failure != nil, let last = source.lastSuccess else { return nil }
                return (market, max(0, (now - last.unixSeconds) / 60))
            }
        let worst = silent.max {
            $0.minutes == $1.minutes ? $1.market < $0.market : $0.minutes < $1.minutes
        }
        return worst.map { "\($0.market.name) \($0.minutes) min" } ?? "well"
    }
}

extension AlertsView {
    /// Marks the chosen row of a list.
    func markChosen(_ own: Tab, _ row: Int, on line: inout Canvas) {
        guard row == rows[own] ?? 0 else { return }
        line.put(line.symbols.pointer, at: .zero, style: .accent)
        let ground = Style.Ground.selection(focused: own == tab)
        line.restyle(line.bounds) { $0.on(ground) }
    }
}

extension TableLayout {
    /// Writes the titles where there is a row for them.
    func drawHeads(at start: Point, in heads: Rect, on canvas: inout Canvas) {
        if !heads.isEmpty { drawHeads(at: start, on: &canvas) }
    }
}
