import TrackerEngine

/// The pairs of the chosen market: name, last price, change, figures, sparkline.
struct PairsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let hasHeads = canvas.height >= 3
        let columns = state.pairColumns(width: canvas.width)
        if hasHeads { drawHeads(columns, state.sort, on: &canvas) }
        let list = canvas.bounds.splitTop(hasHeads ? 1 : 0).rest
        if let empty = EmptyText.pairs(state) {
            return canvas.draw(in: list) { empty.draw(on: &$0) }
        }
        for line in 0..<list.height {
            let number = state.tops.pairs + line
            guard number < state.pairList.count else { break }
            let rect = Rect(x: 0, y: list.y + line, width: canvas.width, height: 1)
            let row = PairRow(
                state.pairList[number], columns, isChosen: number == state.pairSelection.row, state)
            canvas.draw(in: rect) { row.draw(state, on: &$0) }
        }
    }

    private func drawHeads(
        _ columns: PairColumns, _ sort: PairSort, on canvas: inout Canvas
    ) {
        let heads: [(String, PairSort.Column?, Range<Int>?)] = [
            ("pair", .name, columns.name), ("last", .price, columns.price),
            ("24 h", .change, columns.change), ("vol/d", .volatility, columns.volatility),
            ("rank", .rank, columns.rank), ("turn", .turnover, columns.turnover),
            ("low–high", nil, columns.range),
        ]
        for (title, column, range) in heads {
            guard let range, !range.isEmpty else { continue }
            let isSorted = column == sort.column
            canvas.write(
                isSorted ? title + (sort.isAscending ? "▴" : "▾") : title,
                at: Point(range.lowerBound, 0), style: isSorted ? .accent : .label,
                width: range.count, align: column == .name ? .left : .right)
        }
        guard let spark = columns.spark else { return }
        let title = spark.count < 18 ? "24 hours" : "the last 24 hours"
        canvas.write(title, at: Point(spark.lowerBound + 1, 0), style: .label)
    }
}
