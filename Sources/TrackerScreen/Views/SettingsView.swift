/// The settings that can be changed while the program runs, and the line that keeps each.
struct SettingsView: Overlay {
    private(set) var row = 0

    enum Deed: Hashable, Sendable {
        case move(Move)
        case previous, next
        case test
    }

    static let opener = Opener(
        "settings", ",", "settings: theme, glyphs, mouse, order", title: "Settings")
    static let keys: [ViewKey<Deed>] = [
        .shared(.move(.up), .move(.up)), .shared(.move(.down), .move(.down)),
        .shared(.left, .previous), .shared(.right, .next), .shared(.choose, .next),
        .own(.next, "settings-next", "Space", "the next value"),
        .own(.test, "settings-test", "t", "the test of colours and glyphs"),
    ]
    static let hints: [Hint] = [
        ("change", [.previous, .next]), ("test of colours and glyphs", [.test]),
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

    func draw(_ state: State, on canvas: inout Canvas) {
        let settings = Setting.allCases
        let box = canvas.bounds.centred(Size(width: 60, height: settings.count + 6))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Settings", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            for (line, setting) in settings.enumerated() {
                draw(setting, at: line, state, on: &inside)
            }
            let words = "\(Self.line(of: settings[row], in: state))  in the configuration keeps it"
            inside.write(
                words, at: Point(0, settings.count + 1), style: .dim, width: inside.width)
            inside.write(
                Self.hintLine(in: state.keys), at: Point(0, settings.count + 3), style: .dim,
                width: inside.width)
        }
    }

    private func draw(
        _ setting: Setting, at line: Int, _ state: State, on canvas: inout Canvas
    ) {
        let isChosen = line == row
        let mark = isChosen ? "\(canvas.symbols.pointer)" : " "
        let value =
            isChosen
            ? "< \(Self.value(of: setting, in: state)) >"
            : "  \(Self.value(of: setting, in: state))"
        canvas.write(
            "\(mark) \(setting.title)", at: Point(0, line),
            style: isChosen ? .plain.on(.selection) : .plain,
            width: canvas.width)
        canvas.write(
            value, at: Point(20, line), style: isChosen ? .strong.on(.selection) : .strong,
            width: max(0, canvas.width - 20))
    }
}

/// The lines of the settings.
enum Setting: Int, CaseIterable, Sendable {
    case theme, glyphs, mouse, sort, order

    var title: String {
        switch self {
        case .theme: "theme"
        case .glyphs: "glyphs"
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
