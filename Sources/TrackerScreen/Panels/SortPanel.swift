/// The menu of orders for the list of pairs.
struct SortPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .sortMenu(let chosen) = state.overlay else { return }
        let columns = PairSort.Column.allCases
        let place = state.layout.panes[.pairs] ?? canvas.bounds
        let box = place.centred(Size(width: 30, height: columns.count + 2))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Sort pairs by", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 1, rows: 1)) { inside in
            for (row, column) in columns.enumerated() {
                draw(column, row, isChosen: row == chosen, state.sort, on: &inside)
            }
        }
    }

    private func draw(
        _ column: PairSort.Column, _ row: Int, isChosen: Bool, _ sort: PairSort,
        on canvas: inout Canvas
    ) {
        let mark = isChosen ? "\(canvas.symbols.pointer)" : " "
        let arrow = sort.isAscending ? canvas.symbols.up : canvas.symbols.down
        let order = column == sort.column ? " \(arrow)" : ""
        canvas.write(
            "\(mark) \(column.letter)  \(column.title)\(order)", at: Point(0, row),
            style: isChosen ? .selection : .plain, width: canvas.width)
    }
}
