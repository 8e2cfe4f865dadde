/// The settings that can be changed while the program runs, and the line that keeps each.
struct SettingsView: ListPopup {
    private(set) var row = 0

    enum Deed: Hashable, Sendable {
        case move(Move)
        case previous, next
        case test
    }

    static let opener = Opener(
        "settings", ",", "settings: theme, glyphs, fill, mouse, order", title: "Settings",
        for: .program)
    static let keys: [ViewKey<Deed>] = [
        .shared(.move(.up), .move(.up)), .shared(.move(.down), .move(.down)),
        .shared(.left, .previous), .shared(.right, .next), .shared(.choose, .next),
        .own(.next, "settings-next", "Space", "choose the next value"),
        .own(.test, "settings-test", "t", "test the colours and glyphs"),
    ]
    static let hints: [Hint] = [
        ("change", [.previous, .next]), ("test colours and glyphs", [.test]),
    ]

    init(_ state: inout State) {}

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        let all = Setting.allCases
        switch deed {
        case .move(let move): row = move.row(from: row, page: all.count, count: all.count)
        case .previous: return .stay(doing: change(all[row], by: -1, &state))
        case .next: return .stay(doing: change(all[row], by: 1, &state))
        case .test: return .open(SelfTestView.opener.name)
        }
        return .stay()
    }

    static let opening = Deed.next

    mutating func choose(row: Int) { self.row = row }

    func rows(_ state: State, in inside: Rect) -> PopupRows {
        let count = Setting.allCases.count
        let place = inside.splitTop(min(count, inside.height)).top
        return PopupRows(
            place: place, first: SeenRows.top(of: row, height: place.height, count: count),
            count: count, chosen: row)
    }

    func box(_ state: State, in size: Size) -> PopupBox {
        // Below the rows: why a choice cannot be shown, and what keeps it.
        let content = Size(width: 68, height: Setting.allCases.count + 4)
        return PopupBox(title: "settings", keys: hints(in: state.keys), content: content)
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let settings = Setting.allCases
        box(state, in: canvas.size).draw(on: &canvas) { inside in
            let rows = rows(state, in: inside.bounds)
            let (height, top) = (rows.place.height, rows.first)
            for line in 0..<height {
                let rect = Rect(x: 0, y: line, width: inside.width, height: 1)
                inside.draw(in: rect) { draw(settings[top + line], state, on: &$0) }
            }
            inside.draw(in: inside.bounds.splitTop(height + 1).rest) {
                drawRemarks(on: settings[row], state, on: &$0)
            }
        }
    }

    private static let valueColumn = 17
    private static let sampleColumn = 35

    private func draw(_ setting: Setting, _ state: State, on canvas: inout Canvas) {
        let isChosen = setting == Setting.allCases[row]
        canvas.write(setting.title, at: Point(2, 0))
        let text = Self.value(of: setting, in: state)
        canvas.write(
            isChosen ? "‹ \(text) ›" : "  \(text)", at: Point(Self.valueColumn, 0),
            style: Self.obstacle(to: setting, in: state) == nil ? .strong : .dim)
        let samples = canvas.bounds.splitLeft(Self.sampleColumn).rest
        if isChosen {
            canvas.put(canvas.symbols.pointer, at: .zero, style: .accent)
            canvas.restyle(canvas.bounds.splitLeft(Self.sampleColumn).left) { $0.on(.selection) }
        }
        canvas.draw(in: samples) { drawSample(of: setting, on: &$0) }
    }

    /// What the choice looks like: the steps of changes in the theme's colours, a line of the glyphs.
    private func drawSample(of setting: Setting, on canvas: inout Canvas) {
        switch setting {
        case .theme:
            let block = canvas.symbols.risers.suffix(2).first ?? "#"
            var x = 0
            for meaning in Style.Meaning.changes + Style.Meaning.heats {
                if meaning == .heat0 { x += 1 }
                canvas.put(block, at: Point(x, 0), style: Style(meaning))
                x += 1
            }
            canvas.write("key", at: Point(x + 1, 0), style: .key)
            canvas.write("faint", at: Point(x + 5, 0), style: .dim)
        case .glyphs:
            let wave = (0..<96).map { (place: Int) -> Double in
                Double(100 + place * place / 5 % 40 + place / 2)
            }
            Sparkline(wave, columns: min(24, canvas.width))
                .draw(on: &canvas, at: .zero, style: .rising, last: .rising)
        default: break
        }
    }

    private func drawRemarks(on setting: Setting, _ state: State, on canvas: inout Canvas) {
        let line = "\(Self.line(of: setting, in: state))  in the configuration file keeps it"
        let remarks =
            (Self.obstacle(to: setting, in: state)?.wrapped(canvas.width) ?? []).map {
                ($0, Style.warning)
            } + line.wrapped(canvas.width).map { ($0, Style.dim) }
        for (row, remark) in remarks.enumerated() {
            canvas.write(remark.0, at: Point(0, row), style: remark.1)
        }
    }

    /// Why the terminal cannot show what is chosen; `nil`: it can.
    static func obstacle(to setting: Setting, in state: State) -> String? {
        let terminal = state.surroundings.terminal
        switch setting {
        case .theme:
            guard terminal.colours < 8 else { return nil }
            return "\(state.theme.rawValue): no colours in this terminal (TERM, NO_COLOR)"
        case .glyphs:
            guard state.glyphs != .ascii else { return nil }
            return terminal.asciiReason.map { "\(state.glyphs.rawValue): \($0)" }
        default: return nil
        }
    }
}

extension Style.Meaning {
    /// The steps of a change, from the largest fall to the largest rise.
    static let changes: [Style.Meaning] = [
        .fall5, .fall4, .fall3, .fall2, .fall1, .still, .rise1, .rise2, .rise3, .rise4, .rise5,
    ]
    /// The fifths of a market, the calmest first.
    static let heats: [Style.Meaning] = [.heat0, .heat1, .heat2, .heat3, .heat4]
    /// The steps of a change, drawn back.
    static let trails: [Style.Meaning] = [
        .fallTrail5, .fallTrail4, .fallTrail3, .fallTrail2, .fallTrail1, .stillTrail, .riseTrail1,
        .riseTrail2, .riseTrail3, .riseTrail4, .riseTrail5,
    ]
}

/// The lines of the settings.
enum Setting: Int, CaseIterable, Sendable {
    case theme, glyphs, fill, mouse, sort, order

    var title: String {
        switch self {
        case .theme: "theme"
        case .glyphs: "glyphs"
        case .fill: "fill of charts"
        case .mouse: "mouse"
        case .sort: "sort pairs by"
        case .order: "order"
        }
    }
}

extension SettingsView {
    /// A setting as it is, in a word.
    static func value(of setting: Setting, in state: State) -> String {
        switch setting {
        case .theme: state.theme.rawValue
        case .glyphs: state.glyphs.rawValue
        case .fill: state.fill.rawValue
        case .mouse: state.isMouseOn ? "on" : "off"
        case .sort: state.sort.column.title
        case .order: state.sort.isAscending ? "ascending" : "descending"
        }
    }

    /// The line of the configuration that keeps it so.
    static func line(of setting: Setting, in state: State) -> String {
        switch setting {
        case .theme: "theme = \"\(state.theme.rawValue)\""
        case .glyphs: "glyphs = \"\(state.glyphs.rawValue)\""
        case .fill: "fill = \"\(state.fill.rawValue)\""
        case .mouse: "mouse = \(state.isMouseOn)"
        case .sort, .order: "sort = \"\(state.sort.text)\""
        }
    }

    private func change(
        _ setting: Setting, by step: Int, _ state: inout State
    ) -> [Command] {
        switch setting {
        case .theme:
            state.theme = Self.moved(state.theme, by: step)
            return [.theme(state.theme, on: state.ground)]
        case .glyphs:
            state.glyphs = Self.moved(state.glyphs, by: step)
            // Without a word it would look as if nothing happened.
            state.notice = state.surroundings.terminal.asciiReason
        case .fill:
            state.fill = Self.moved(state.fill, by: step)
            if state.chartFill != state.fill { state.notice = state.fillReason }
        case .mouse:
            state.isMouseOn.toggle()
            return [.mouse(state.isMouseOn)]
        case .sort: state.sort.column = Self.moved(state.sort.column, by: step)
        case .order: state.sort.isAscending.toggle()
        }
        state.setSort(state.sort)
        return []
    }

    private static func moved<Value: CaseIterable & Equatable>(
        _ value: Value, by step: Int
    ) -> Value {
        let all = Array(Value.allCases)
        let place = all.firstIndex(of: value) ?? 0
        return all[(place + step + all.count) % all.count]
    }
}
