import TrackerEngine

/// The saved views: names, filters, orders.
struct SavedViewsView: Overlay {
    private(set) var row = 0
    /// The name that is being typed for the list as it is now.
    private(set) var naming: Prompt?

    enum Deed: Hashable, Sendable {
        case move(Move)
        case choose, name, forget
        case edit(Prompt.Edit)
    }

    static let opener = Opener(
        "views", "V", "saved views: filters and orders kept by name", title: "Saved views")
    static let keys: [ViewKey<Deed>] =
        [
            .shared(.move(.up), .move(.up)), .shared(.move(.down), .move(.down)),
            .shared(.choose, .choose, "show it"),
            .own(.name, "views-name", "n", "keep the list as it is, by a name"),
            .own(.forget, "views-forget", "x Del", "forget the chosen one"),
        ] + ViewKey.erasing { .edit($0) }
    static let hints: [Hint] = [
        ("show", [.choose]), ("keep the list as it is", [.name]), ("forget", [.forget]),
    ]

    init(_ state: inout State) {}

    var isTyping: Bool { naming != nil }

    func hints(in table: KeyTable) -> [KeyHint] {
        naming == nil
            ? Self.hints(Self.hints, in: table)
            : Self.hints([("keep by this name", [.choose])], in: table, isTyping: true)
    }

    mutating func type(_ text: String, _ state: inout State) -> Outcome {
        naming?.type(text)
        return .stay()
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        naming == nil ? pressInList(deed, &state) : pressInName(deed, &state)
    }

    private mutating func pressInList(_ deed: Deed, _ state: inout State) -> Outcome {
        let views = state.views.all
        switch deed {
        case .move(let move): row = move.row(from: row, page: views.count, count: views.count)
        case .choose:
            guard views.indices.contains(row) else { return .stay() }
            show(views[row], &state)
            return .close()
        case .name: naming = Prompt(history: views.map(\.name))
        case .forget:
            guard views.indices.contains(row) else { return .stay() }
            state.notice = "\(views[row].name) is forgotten."
            state.views.remove(at: row)
            row = max(0, min(row, state.views.all.count - 1))
            return .stay(doing: [.keep(.views(state.views))])
        case .edit: break
        }
        return .stay()
    }

    private mutating func pressInName(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .choose: return .close(doing: keep(naming?.text ?? "", &state))
        case .edit(let edit): naming?.edit(edit)
        case .move(.up): naming?.edit(.older)
        case .move(.down): naming?.edit(.newer)
        case .move, .name, .forget: break
        }
        return .stay()
    }

    /// Out of the name first.
    mutating func leave(_ state: inout State) -> Outcome {
        guard naming != nil else { return .close() }
        naming = nil
        return .stay()
    }

    /// Keeps filter and order as they are; says why not.
    private func keep(_ text: String, _ state: inout State) -> [Command] {
        guard let name = Favourites.groupName(text) else {
            state.notice =
                "A view's name has 1 to \(Favourites.longestName) characters, no brackets."
            return []
        }
        let view = SavedView(name: name, filter: state.pairFilter.text, sort: state.sort)
        guard state.views.save(view) else {
            state.notice = "There is room for \(SavedViews.most) views, no more."
            return []
        }
        let key = state.keys.sign(.view(Self.opener.name))
        state.notice = "Kept as \(name)" + (key.map { ": \($0) shows it again." } ?? ".")
        return [.keep(.views(state.views))]
    }

    private func show(_ view: SavedView, _ state: inout State) {
        state.pairFilter = PairFilter(view.filter)
        state.setSort(view.sort)
    }
}

// MARK: - Drawing

extension SavedViewsView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let views = state.views.all
        let rows = min(max(1, views.count), max(1, canvas.height - 6))
        let box = canvas.bounds.centred(Size(width: 64, height: rows + 3))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Saved views", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            let (foot, list) = (
                inside.bounds.splitBottom(1).bottom, inside.bounds.splitBottom(1).rest
            )
            if views.isEmpty { inside.write("None yet.", at: .zero, style: .dim) }
            let top = max(0, min(row - list.height / 2, views.count - list.height))
            for line in 0..<list.height where top + line < views.count {
                let rect = Rect(x: 0, y: line, width: list.width, height: 1)
                inside.draw(in: rect) { part in
                    draw(views[top + line], on: &part)
                    if top + line == row { part.restyle(part.bounds) { $0.on(.selection) } }
                }
            }
            inside.draw(in: foot) { drawFoot(state, on: &$0) }
        }
    }

    private func draw(_ view: SavedView, on canvas: inout Canvas) {
        let arrow = view.sort.isAscending ? canvas.symbols.up : canvas.symbols.down
        canvas.write(view.name, at: .zero, style: .strong, width: min(24, canvas.width))
        canvas.write(
            "\(view.sort.column.title) \(arrow)  \(view.filter)", at: Point(25, 0),
            width: max(0, canvas.width - 25))
    }

    private func drawFoot(_ state: State, on canvas: inout Canvas) {
        guard let prompt = naming else {
            let words = Self.hintLine(in: state.keys)
            canvas.write(words, at: .zero, style: .dim, width: canvas.width)
            return
        }
        var x = canvas.write("name ", at: .zero, style: .key)
        x += canvas.write(prompt.text, at: Point(x, 0), style: .strong)
        canvas.placeCursor(at: Point(x, 0))
    }
}
