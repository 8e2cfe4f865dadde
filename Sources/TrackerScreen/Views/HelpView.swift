/// All keys by what they are for, and the words of the screen.
///
/// Typing narrows them; Enter does what the chosen line says.
struct HelpView: Popup {
    private(set) var prompt = Prompt()
    /// The place of the chosen entry among those that are left.
    private(set) var chosen: Int

    enum Deed: Hashable, Sendable {
        case edit(Prompt.Edit), move(Move), across, choose
    }

    static let opener = Opener(
        "help", "? F1", "show this help", title: "Help", for: .program,
        hint: KeyTable.Hint("help", 90))
    static let keys: [ViewKey<Deed>] =
        ViewKey.erasing { .edit($0) }
        + [.shared(.older, .move(.up)), .shared(.newer, .move(.down))]
        // Half a page up would be the key that erases.
        + ViewKey.moves { .move($0) }.filter { ![.move(.halfUp)].contains($0.action) }
        + [
            .shared(.left, .across), .shared(.right, .across),
            .shared(.choose, .choose, "do what the line says"),
        ]
    static let hints: [Hint] = [
        ("do it", [.choose]), ("line", [.move(.up), .move(.down)]),
        ("page", [.move(.pageUp), .move(.pageDown)]),
    ]

    /// Opens at what the view or the pane that has the focus is for.
    init(_ state: inout State) {
        let task: KeyTable.Task =
            switch (state.overlay, state.focus) {
            case (let view?, _): Swift.type(of: view).opener.task
            case (nil, .chart): .chart
            case (nil, .pairs): .list
            case (nil, _): .look
            }
        chosen = HelpText(state).entries.firstIndex { $0.section == task.rawValue } ?? 0
    }

    var isTyping: Bool { true }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        // The key that opened it closes it, unless something is being looked for.
        if prompt.text.isEmpty, let key = text.first, text.count == 1,
            state.keys.keys(of: .view(Self.opener.name)).contains(.character(key))
        {
            return .close()
        }
        prompt.type(text)
        chosen = HelpText(state).narrowed(by: prompt.text).best
        return .stay()
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        let text = HelpText(state).narrowed(by: prompt.text)
        let layout = Self.layout(text, on: state)
        switch deed {
        case .edit(let edit):
            prompt.edit(edit)
            chosen = HelpText(state).narrowed(by: prompt.text).best
        case .move(let move): chosen = layout.moved(from: chosen, by: move)
        case .across: chosen = layout.beside(chosen)
        case .choose:
            guard text.entries.indices.contains(chosen), let doing = text.entries[chosen].doing
            else { return .stay() }
            return .perform(doing.action, in: doing.place)
        }
        return .stay()
    }

    /// A click chooses a line; on the chosen one it does what that says.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        switch button {
        case .wheelUp: return press(.move(.up), &state)
        case .wheelDown: return press(.move(.down), &state)
        case .press: break
        }
        let body = state.layout.body
        let places = PopupBox.places(for: Self.content(on: state), in: Rect(body.size))
        let place = Point(point.x - body.x, point.y - body.y)
        guard places.frame.contains(place) else { return .close() }
        let list = Self.list(in: places.inside)
        let layout = Self.layout(HelpText(state).narrowed(by: prompt.text), on: state)
        guard
            let wish = layout.entry(
                at: Point(place.x - list.x, place.y - list.y), onPageOf: chosen)
        else { return .stay() }
        if wish == chosen { return press(.choose, &state) }
        chosen = wish
        return .stay()
    }
}

// MARK: - Drawing

extension HelpView {
    /// The columns of the screen from which there are two of text.
    private static let twoColumns = 100
    /// The most columns that a column of text has.
    private static let widest = 62

    private static func columns(_ state: State) -> Int {
        state.layout.body.width >= twoColumns ? 2 : 1
    }

    private static func content(on state: State) -> Size {
        let columns = columns(state)
        return Size(
            width: columns * widest + (columns - 1) * HelpLayout.gap,
            height: max(0, state.layout.body.height - 4))
    }

    /// The part for the lines, below the one that is typed.
    private static func list(in inside: Rect) -> Rect {
        inside.splitTop(inside.height >= 12 ? 2 : 1).rest
    }

    private static func layout(_ text: HelpText, on state: State) -> HelpLayout {
        let places = PopupBox.places(for: content(on: state), in: Rect(state.layout.body.size))
        return HelpLayout(text, in: list(in: places.inside).size, columns: columns(state))
    }

    func box(_ state: State, in size: Size) -> PopupBox {
        let whole = HelpText(state)
        let text = whole.narrowed(by: prompt.text)
        return box(text, of: whole, in: Self.layout(text, on: state), state)
    }

    private func box(
        _ text: HelpText, of whole: HelpText, in layout: HelpLayout, _ state: State
    ) -> PopupBox {
        let parts = [
            text.entries.count < whole.entries.count
                ? "\(text.entries.count) of \(whole.entries.count)" : nil,
            layout.pages > 1 ? "page \(layout.page(of: chosen) + 1) of \(layout.pages)" : nil,
        ]
        let count = parts.compactMap { $0 }.joined(separator: "  ")
        return PopupBox(
            title: "keys and words", short: "keys", keys: hints(in: state.keys),
            count: count.isEmpty ? nil : count, content: Self.content(on: state))
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let whole = HelpText(state)
        let text = whole.narrowed(by: prompt.text)
        let layout = Self.layout(text, on: state)
        box(text, of: whole, in: layout, state).draw(on: &canvas) { inside in
            PopupField(
                mark: "?", prompt: prompt, placeholder: "a key, a word, or what you want to do"
            ).draw(on: &inside)
            inside.draw(in: Self.list(in: inside.bounds)) { list in
                guard text.entries.isEmpty else { return layout.draw(chosen, on: &list) }
                let erase = Self.sign(.edit(.eraseLine), in: state.keys, isTyping: true) ?? "Esc"
                list.write(
                    "No key and no word matches. \(erase) shows all.", at: Point(2, 0),
                    style: .dim)
            }
        }
    }
}
