/// The menu of orders for the list of pairs.
struct SortView: Overlay {
    private(set) var row: Int

    enum Deed: Hashable, Sendable {
        case move(Move), choose
        case column(PairSort.Column)
    }

    static let opener = Opener(
        "sort", "s", "menu: sort by name, price, change, turnover, rank, volatility",
        title: "Sort menu",
        needsPrices: true, hint: KeyTable.Hint("sort", 21, in: [.pairs, .chart]))
    static let keys: [ViewKey<Deed>] =
        [.shared(.move(.up), .move(.up)), .shared(.move(.down), .move(.down))]
        + [.shared(.choose, .choose)]
        + PairSort.Column.allCases.map { column in
            .own(
                .column(column), "sort-\(column.rawValue)", column.letter, "by \(column.title)")
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

    func draw(_ state: State, on canvas: inout Canvas) {
        let columns = PairSort.Column.allCases
        let place = state.layout.panes[.pairs] ?? canvas.bounds
        let box = place.centred(Size(width: 30, height: columns.count + 2))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Sort pairs by", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 1, rows: 1)) { inside in
            for (line, column) in columns.enumerated() {
                draw(column, at: line, state, on: &inside)
            }
        }
    }

    private func draw(
        _ column: PairSort.Column, at line: Int, _ state: State, on canvas: inout Canvas
    ) {
        let mark = line == row ? "\(canvas.symbols.pointer)" : " "
        let key = Self.sign(.column(column), in: state.keys) ?? " "
        let arrow = state.sort.isAscending ? canvas.symbols.up : canvas.symbols.down
        let order = column == state.sort.column ? " \(arrow)" : ""
        canvas.write(
            "\(mark) \(key)  \(column.title)\(order)", at: Point(0, line),
            style: line == row ? .plain.on(.selection) : .plain, width: canvas.width)
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
