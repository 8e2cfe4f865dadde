import TrackerEngine

/// Looking for a pair of any market: what is typed, and what fits it best; behind `>` for something
/// to do.
struct JumpView: ListPopup {
    private(set) var prompt = Prompt()
    /// The best pairs first; at most `most`.
    private(set) var found: [Instrument] = []
    /// The number of pairs that fit, shown or not.
    private(set) var count = 0
    /// What can be done, where that is looked for.
    private(set) var actions: [HelpText.Entry] = []
    private(set) var row = 0
    /// The pairs and the text that each is found by; made when the view is opened.
    private let index: JumpIndex

    static let most = 100

    enum Deed: Hashable, Sendable {
        case edit(Prompt.Edit), up, down, go, star
    }

    static let opener = Opener(
        "jump", "C-p", "go to any pair of any market by a few letters", title: "Go to", for: .look,
        needsPrices: true, hint: KeyTable.Hint("go to", 22, in: [.pairs]))
    static let keys: [ViewKey<Deed>] =
        ViewKey.erasing { .edit($0) } + [
            .shared(.older, .up), .shared(.newer, .down), .shared(.move(.up), .up),
            .shared(.move(.down), .down),
            .shared(.choose, .go, "go to the pair, or do what the line says"),
            .own(.star, "jump-star", "C-f", "star the pair, or remove its star"),
        ]

    static let hints: [Hint] = [("move", [.up, .down]), ("open", [.go]), ("star", [.star])]

    init(_ state: inout State) { index = JumpIndex(state.snapshot, in: state.window) }

    var isTyping: Bool { true }

    /// The text behind the sign for something to do; `nil` while a pair is looked for.
    private var action: String? {
        prompt.text.hasPrefix(">") ? String(prompt.text.dropFirst()) : nil
    }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        prompt.type(text)
        find(state)
        return .stay()
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .up: row = max(0, row - 1)
        case .down: row = min(max(0, max(found.count, actions.count) - 1), row + 1)
        case .edit(let edit):
            prompt.edit(edit)
            find(state)
        case .star:
            return .stay(doing: found.indices.contains(row) ? state.toggleStar(found[row]) : [])
        case .go:
            if action != nil {
                guard actions.indices.contains(row), let doing = actions[row].doing else {
                    return .stay()
                }
                return .perform(doing.action, in: doing.place)
            }
            if found.indices.contains(row) { state.go(to: found[row]) }
            return .close()
        }
        return .stay()
    }

    private mutating func find(_ state: State) {
        (row, found, count, actions) = (0, [], 0, [])
        if let action {
            let text = HelpText(state).narrowed(by: action)
            actions = text.entries.filter { $0.doing != nil }
            // A key that is typed as it is means that key.
            if text.entries.indices.contains(text.best), text.best > 0 {
                let best = text.entries[text.best].names
                row = actions.firstIndex { $0.names == best } ?? 0
            }
        } else if !FuzzyMatch(prompt.text).isEmpty {
            (found, count) = index.find(prompt.text, near: state.chosenMarket)
        }
    }
}

// MARK: - Drawing

extension JumpView {
    private func content(in size: Size) -> Size {
        // Actions have a sentence and where they act.
        let width = action == nil ? JumpTable.wanted : 92
        return Size(width: width, height: min(20, max(3, size.height - 4)))
    }

    /// The rows below the line that is typed.
    private func height(in size: Size) -> Int {
        PopupBox.places(for: content(in: size), in: Rect(size)).inside.height - 1
    }

    /// The rows of the heads of the columns, of so many below the line that is typed.
    private func heads(of height: Int) -> Int { found.isEmpty || height < 4 ? 0 : 1 }

    static let opening = Deed.go

    mutating func choose(row: Int) { self.row = row }

    func rows(_ state: State, in inside: Rect) -> PopupRows {
        let heads = heads(of: inside.height - 1)
        let (place, count) = (inside.splitTop(1 + heads).rest, max(found.count, actions.count))
        return PopupRows(
            place: place, first: SeenRows.top(of: row, height: place.height, count: count),
            count: count, chosen: row)
    }

    func box(_ state: State, in size: Size) -> PopupBox {
        let all = max(found.count, actions.count)
        let height = height(in: size)
        var box = PopupBox(title: "go to", keys: hints(in: state.keys), content: content(in: size))
        let heads = heads(of: height)
        let top = SeenRows.top(of: row, height: height - heads, count: all)
        box.count =
            prompt.text.isEmpty
            ? nil
            : action == nil
                ? "\(Numbers.count(count)) of \(Numbers.count(index.count))"
                : SeenRows.counted(from: top, height: height, of: all)
        box.seen = (top..<min(all, top + max(0, height - heads)), all)
        return box
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let box = box(state, in: canvas.size)
        let (top, heads) = (box.seen?.rows.lowerBound ?? 0, heads(of: height(in: canvas.size)))
        box.draw(on: &canvas) { inside in
            PopupField(
                mark: "›", prompt: prompt, placeholder: "letters of a pair, or of its market"
            )
            .draw(on: &inside)
            inside.draw(in: inside.bounds.splitTop(1).rest) { list in
                if action != nil {
                    drawActions(from: top, on: &list)
                } else if found.isEmpty {
                    drawNothing(state, on: &list)
                } else {
                    JumpTable(
                        found: found, row: row, top: top, hasHeads: heads > 0,
                        match: FuzzyMatch(prompt.text)
                    ).draw(state, on: &list)
                }
            }
        }
    }

    /// What can be typed, or that nothing was found.
    private func drawNothing(_ state: State, on canvas: inout Canvas) {
        let markets = state.chosenMarket.map(\.name) ?? "kraken"
        var lines = [
            "btc eth   bases, or letters of a pair in order", "okxeth    a market and a pair",
            "@\(markets)   only there", ">theme    actions by their names",
        ]
        if !prompt.text.isEmpty { lines = ["No pair matches \(prompt.text).", ""] + lines }
        for (row, line) in lines.enumerated() {
            canvas.write(line, at: Point(2, row + (canvas.height > 6 ? 1 : 0)), style: .dim)
        }
    }

    private func drawActions(from top: Int, on canvas: inout Canvas) {
        if actions.isEmpty {
            canvas.write("No action has this name.", at: Point(2, 0), style: .dim)
        }
        for line in 0..<canvas.height where top + line < actions.count {
            let entry = actions[top + line]
            canvas.draw(in: Rect(x: 0, y: line, width: canvas.width, height: 1)) { part in
                let names = KeyName.shown(entry.names, in: part.symbols)
                part.write(names, at: Point(2, 0), style: .key, width: min(14, part.width))
                part.write(entry.does, at: Point(17, 0), width: max(0, part.width - 17))
                // Where the key acts: the same words mean different things in different views.
                let left = part.width - 17 - entry.does.cellWidth
                if let home = entry.homes.first(where: { $0.cellWidth + 2 <= left }) {
                    part.write(home, at: Point(part.width - home.cellWidth, 0), style: .dim)
                }
                guard top + line == row else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { $0.on(.selection) }
            }
        }
    }
}
