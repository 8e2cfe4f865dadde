/// The menu of orders for the list of pairs.
struct SortView: ListPopup {
    private(set) var row: Int

    enum Deed: Hashable, Sendable {
        case move(Move), choose
        case column(PairSort.Column)
    }

    static let opener = Opener(
        "sort", "s", "sort by name, price, change, turnover, rank or volatility",
        title: "Sort menu", for: .list,
        needsPrices: true, hint: KeyTable.Hint("sort", 21, in: [.pairs, .chart]))
    static let keys: [ViewKey<Deed>] =
        [.shared(.move(.up), .move(.up)), .shared(.move(.down), .move(.down))]
        + [.shared(.choose, .choose)]
        + PairSort.Column.allCases.map { column in
            .own(
                .column(column), "sort-\(column.rawValue)", column.letter, "sort by \(column.title)"
            )
        }

    static let hints: [Hint] = [("move", [.move(.up), .move(.down)]), ("sort", [.choose])]

    init(_ state: inout State) {
        row = PairSort.Column.allCases.firstIndex(of: state.sort.column) ?? 0
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        let columns = PairSort.Column.allCases
        switch deed {
        case .move(let move):
            row = move.row(from: row, page: columns.count, count: columns.count)
            return .stay()
        case .choose:
            state.setSort(state.sort.choosing(columns[row]))
            return .close()
        case .column(let column):
            state.setSort(state.sort.choosing(column))
            return .close()
        }
    }

    static let opening = Deed.choose

    mutating func choose(row: Int) { self.row = row }

    func rows(_ state: State, in inside: Rect) -> PopupRows {
        let count = PairSort.Column.allCases.count
        return PopupRows(
            place: inside, first: SeenRows.top(of: row, height: inside.height, count: count),
            count: count, chosen: row)
    }

    func box(_ state: State, in size: Size) -> PopupBox {
        PopupBox(
            title: "sort pairs by", keys: hints(in: state.keys),
            content: Size(width: 46, height: PairSort.Column.allCases.count))
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let columns = PairSort.Column.allCases
        box(state, in: canvas.size).draw(on: &canvas) { inside in
            let top = rows(state, in: inside.bounds).first
            for line in 0..<inside.height where top + line < columns.count {
                let rect = Rect(x: 0, y: line, width: inside.width, height: 1)
                inside.draw(in: rect) { draw(columns[top + line], state, on: &$0) }
            }
        }
    }

    private func draw(
        _ column: PairSort.Column, _ state: State, on canvas: inout Canvas
    ) {
        let isSorted = column == state.sort.column
        let key = Self.sign(.column(column), in: state.keys) ?? " "
        canvas.write(key, at: Point(2, 0), style: .key)
        let order = isSorted ? state.sort.isAscending ? " ▴" : " ▾" : ""
        canvas.write(column.title + order, at: Point(5, 0), style: isSorted ? .accent : .plain)
        guard column == PairSort.Column.allCases[row] else { return }
        canvas.put(canvas.symbols.pointer, at: .zero, style: .accent)
        canvas.restyle(canvas.bounds) { $0.on(.selection) }
    }
}

extension PairSort.Column {
    /// The key that chooses it, where no configuration says otherwise.
    fileprivate var letter: String {
        switch self {
        case .name: "n"
        case .price: "p"
        case .change: "c"
        case .turnover: "t"
        case .rank: "r"
        case .volatility: "v"
        }
    }
}
