import TrackerEngine

/// The saved views: names, filters, orders.
struct SavedViewsView: ListPopup {
    private(set) var row = 0
    /// The name that is being typed for the current filter and order.
    private(set) var naming: Prompt?

    enum Deed: Hashable, Sendable {
        case move(Move)
        case choose, name, forget
        case edit(Prompt.Edit)
    }

    static let opener = Opener(
        "views", "V", "open the saved views: filters with their orders", title: "Saved views",
        for: .list)
    static let keys: [ViewKey<Deed>] =
        [
            .shared(.move(.up), .move(.up)), .shared(.move(.down), .move(.down)),
            .shared(.choose, .choose, "show the chosen view"),
            .own(.name, "views-name", "n", "save the filter and the order under a name"),
            .own(.forget, "views-forget", "x Del", "delete the chosen view"),
        ] + ViewKey.erasing { .edit($0) }
    static let hints: [Hint] = [
        ("show", [.choose]), ("save the current one", [.name]), ("delete", [.forget]),
    ]

    init(_ state: inout State) {}

    var isTyping: Bool { naming != nil }

    func hints(in table: KeyTable) -> [KeyHint] {
        naming == nil
            ? Self.hints(Self.hints, in: table)
            : Self.hints([("save under this name", [.choose])], in: table, isTyping: true)
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
            state.notice = "\(views[row].name) is deleted."
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
                "The name of a view has 1 to \(Favourites.longestName) characters and no brackets."
            return []
        }
        let view = SavedView(name: name, filter: state.pairFilter.text, sort: state.sort)
        guard state.views.save(view) else {
            state.notice = "At most \(SavedViews.most) views can be saved."
            return []
        }
        let key = state.keys.sign(.view(Self.opener.name))
        state.notice = "Saved as \(name)" + (key.map { "; \($0) lists the saved views." } ?? ".")
        return [.keep(.views(state.views))]
    }

    private func show(_ view: SavedView, _ state: inout State) {
        state.pairFilter = PairFilter(view.filter)
        state.setSort(view.sort)
    }
}

// MARK: - Drawing

extension SavedViewsView {
    static let opening = Deed.choose

    mutating func choose(row: Int) { self.row = row }

    /// No row can be chosen while a name is typed.
    func rows(_ state: State, in inside: Rect) -> PopupRows {
        let (place, count) = (inside.splitTop(typed).rest, state.views.all.count)
        return PopupRows(
            place: place, first: SeenRows.top(of: row, height: place.height, count: count),
            count: naming == nil ? count : 0, chosen: row)
    }

    func box(_ state: State, in size: Size) -> PopupBox {
        let count = state.views.all.count
        let content = Size(width: 72, height: min(max(3, count) + typed, max(0, size.height - 4)))
        let height = PopupBox.places(for: content, in: Rect(size)).inside.height - typed
        let top = SeenRows.top(of: row, height: height, count: count)
        var box = PopupBox(title: "saved views", keys: hints(in: state.keys), content: content)
        box.count = SeenRows.counted(from: top, height: height, of: count)
        box.seen = (top..<min(count, top + max(0, height)), count)
        return box
    }

    /// The rows of the line in which a name is typed.
    private var typed: Int { naming == nil ? 0 : 1 }

    func draw(_ state: State, on canvas: inout Canvas) {
        let views = state.views.all
        let box = box(state, in: canvas.size)
        let top = box.seen?.rows.lowerBound ?? 0
        box.draw(on: &canvas) { inside in
            let parts = inside.bounds.splitTop(typed)
            if let naming {
                inside.draw(in: parts.top) { field in
                    PopupField(
                        mark: "name", prompt: naming, placeholder: "of the current filter and order"
                    )
                    .draw(on: &field)
                }
            }
            inside.draw(in: parts.rest) { list in
                guard !views.isEmpty else { return drawNothing(state, on: &list) }
                for line in 0..<list.height where top + line < views.count {
                    let rect = Rect(x: 0, y: line, width: list.width, height: 1)
                    list.draw(in: rect) { part in
                        draw(views[top + line], on: &part)
                        guard top + line == row else { return }
                        part.put(part.symbols.pointer, at: .zero, style: .accent)
                        part.restyle(part.bounds) { $0.on(.selection) }
                    }
                }
            }
        }
    }

    private func drawNothing(_ state: State, on canvas: inout Canvas) {
        var lines = ["No view is saved yet.", "A view is a filter and an order with a name."]
        if naming == nil, let key = Self.sign(.name, in: state.keys) {
            lines.append("\(key) saves the current ones.")
        }
        for (row, line) in lines.flatMap({ $0.wrapped(canvas.width) }).enumerated() {
            canvas.write(line, at: Point(0, row), style: .dim)
        }
    }

    private func draw(_ view: SavedView, on canvas: inout Canvas) {
        let name = min(24, canvas.width / 2)
        canvas.write(view.name, at: Point(2, 0), style: .strong, width: name)
        canvas.write(
            view.sort.column.word + (view.sort.isAscending ? "▴" : "▾"), at: Point(name + 3, 0),
            style: .dim)
        let left = name + 3 + 12
        canvas.write(
            view.filter.isEmpty ? "" : "/" + view.filter, at: Point(left, 0), style: .warning,
            width: max(0, canvas.width - left))
    }
}
