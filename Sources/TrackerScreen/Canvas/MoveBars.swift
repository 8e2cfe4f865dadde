/// How much a price moved in a minute, column by column of a chart.
///
/// It has the place that volume has elsewhere, and is always known.
struct MoveBars: Sendable {
    struct Column: Hashable, Sendable {
        /// The median size of the moves of its minutes, as a share of the price.
        let size: Double
        let isUp: Bool
    }

    /// `nil` where no minute follows another.
    let columns: [Column?]
    /// The median of the columns that moved; 0 where none did.
    let usual: Double

    /// Columns that moved this many times the usual stand out.
    private static let outstanding = 2.2

    init(_ values: ArraySlice<Double>, columns count: Int, isThere: (Double) -> Bool) {
        var columns: [Column?] = []
        columns.reserveCapacity(count)
        let first = values.startIndex
        var sizes: [Double] = []
        for column in 0..<max(0, count) {
            let start = first + column * values.count / count
            let end = max(start + 1, first + (column + 1) * values.count / count)
            sizes.removeAll(keepingCapacity: true)
            var way = 0.0
            for place in max(start, first + 1)..<max(start, first + 1, min(end, values.endIndex))
            where isThere(values[place]) && isThere(values[place - 1]) {
                let move = values[place] / values[place - 1] - 1
                sizes.append(move.magnitude)
                way += move
            }
            sizes.sort()
            columns.append(
                sizes.isEmpty ? nil : Column(size: sizes[sizes.count / 2], isUp: way >= 0))
        }
        self.columns = columns
        let moved = columns.compactMap { $0?.size }.filter { $0 > 0 }.sorted()
        usual = moved.isEmpty ? 0 : moved[moved.count / 2]
    }

    /// The size that the highest bar stands for.
    var largest: Double { columns.compactMap { $0?.size }.max() ?? 0 }

    /// Draws the bars over the rows of the canvas, to an eighth of a row.
    func draw(on canvas: inout Canvas) {
        let signs = canvas.symbols.risers
        guard largest > 0, canvas.height > 0 else { return }
        for (x, column) in columns.enumerated() {
            guard let column else { continue }
            let share = column.size / largest
            let parts = max(1, Int((share * Double(canvas.height * signs.count)).rounded()))
            let style: Style =
                column.size > usual * Self.outstanding ? (column.isUp ? .rising : .falling) : .dim
            for row in 0..<canvas.height {
                let level = min(signs.count, parts - row * signs.count)
                guard level > 0 else { break }
                canvas.put(
                    signs[level - 1], at: Point(x, canvas.height - 1 - row), style: style)
            }
        }
    }
}
