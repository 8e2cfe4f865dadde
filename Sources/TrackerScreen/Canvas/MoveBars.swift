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
    /// The usual size of a move.
    let usual: Double

    /// Columns that moved this many times the usual stand out.
    private static let outstanding = 2.2

    /// The size that the highest bar stands for.
    var largest: Double { columns.compactMap { $0?.size }.max() ?? 0 }

    /// Draws the bars over the rows of the canvas, to an eighth of a row.
    func draw(on canvas: inout Canvas) {
        guard largest > 0, canvas.height > 0 else { return }
        for (x, column) in columns.enumerated() {
            guard let column else { continue }
            let style: Style =
                column.size > usual * Self.outstanding ? (column.isUp ? .rising : .falling) : .dim
            canvas.draw(in: Rect(x: x, y: 0, width: 1, height: canvas.height)) {
                RisingBar(column.size / largest).draw(on: &$0, style: style)
            }
        }
    }
}
