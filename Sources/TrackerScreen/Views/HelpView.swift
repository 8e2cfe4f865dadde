/// All keys, over everything else.
struct HelpView: Overlay {
    /// The first line that is shown.
    private(set) var top = 0

    enum Deed: Hashable, Sendable {
        case move(Move), close
    }

    static let opener = Opener(
        "help", "? F1", "this help", title: "Help", hint: KeyTable.Hint("help", 90))
    static let keys: [ViewKey<Deed>] =
        ViewKey.moves { .move($0) } + [.shared(.choose, .close)]
    static let hints: [Hint] = [("move", [.move(.up), .move(.down)])]

    init(_ state: inout State) {}

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .move(let move):
            let lines = HelpText(state, width: Self.textWidth(on: state.size.width))
            let page = max(1, state.layout.body.height - 4)
            let wish = move.row(from: top, page: page, count: lines.lines.count)
            top = lines.clamped(wish, height: state.size.height)
            return .stay()
        case .close: return .close()
        }
    }

    private static let nameWidth = 18
    private static let boxWidth = 76

    /// The columns for what a key does, on a screen of so many.
    private static func textWidth(on columns: Int) -> Int {
        min(boxWidth, columns) - 4 - nameWidth - 2
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let help = HelpText(state, width: Self.textWidth(on: canvas.width))
        let rows = help.rows(height: canvas.height)
        let box = canvas.bounds.centred(Size(width: Self.boxWidth, height: rows + 2))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Keys", titleStyle: .title)
        let top = help.clamped(top, height: canvas.height)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            for (row, line) in help.lines.dropFirst(top).prefix(rows).enumerated() {
                draw(line, row, on: &inside)
            }
        }
        let down = Self.sign(.move(.down), in: state.keys)
        let more = top + rows < help.lines.count ? down.map { "\($0) more  " } ?? "" : ""
        let foot = " \(more)Esc closes "
        guard box.width > foot.cellWidth + 4, box.height >= 2 else { return }
        canvas.write(
            foot, at: Point(box.right - foot.cellWidth - 2, box.bottom - 1), style: .dim)
    }

    private func draw(_ line: HelpText.Line, _ row: Int, on canvas: inout Canvas) {
        switch line {
        case .title(let title): canvas.write(title, at: Point(0, row), style: .title)
        case .key(let names, let does):
            canvas.write(
                names, at: Point(2, row), style: .key, width: min(Self.nameWidth, canvas.width))
            canvas.write(
                does, at: Point(Self.nameWidth + 2, row),
                width: max(0, canvas.width - Self.nameWidth - 2))
        case .blank: break
        }
    }
}

/// The lines of the help, made from the keys as they are.
struct HelpText {
    enum Line: Hashable, Sendable {
        case title(String)
        case key(names: String, does: String)
        case blank
    }

    let lines: [Line]

    /// Makes the lines; what a key does is wrapped at `width` columns.
    init(_ state: State, width: Int) {
        let shared = state.keys.groups.filter { group in
            !state.catalogue.views.contains { $0.opener.title == group.title }
        }
        let groups =
            shared.map { ($0.title, $0.bindings.map { ($0.names, $0.does) }) }
            + state.catalogue.views.map { ($0.opener.title, $0.help(in: state.keys)) }
        lines = (groups + [("Words", Self.words)]).filter { !$0.1.isEmpty }.flatMap { title, keys in
            [.title(title)] + keys.flatMap { Self.lines($0, width) } + [.blank]
        }.dropLast()
    }

    private static func lines(_ key: KeyHint, _ width: Int) -> [Line] {
        key.does.wrapped(width).enumerated().map { number, text in
            .key(names: number == 0 ? key.names : "", does: text)
        }
    }

    /// The figures of the screen and what they mean.
    private static let words: [KeyHint] = [
        ("volatility", "how much the price moves, whatever its size:"),
        ("", "deviation of one-minute returns, in % a day"),
        ("calm, wild", "of a small or a large volatility in its market;"),
        ("", "restless pairs are those of a large one"),
        ("variance", "that of the prices as they are: mostly a matter"),
        ("", "of how large they are"),
        ("rank", "place by variance, over the pairs that have one;"),
        ("", "the largest variance has the smallest rank"),
        ("~0.83, so far", "a rank that may change: history is being loaded"),
        ("4 without", "pairs that have no such figure, and no place"),
        ("16 h", "in place of a change: how old the price is"),
        ("bp", "basis point, a hundredth of a per cent"),
    ]

    /// The rows of the help on a screen of so many: without its frame and the lines around it.
    func rows(height: Int) -> Int { max(0, min(lines.count, height - 4)) }

    /// The first line to show, so that no row stays empty.
    func clamped(_ top: Int, height: Int) -> Int {
        min(max(0, top), max(0, lines.count - rows(height: height)))
    }
}
