/// The prices of a day on a line from the lowest to the highest, and the way from the first to the
/// last.
struct RangeLine: Hashable, Sendable {
    /// The places of the first and of the last price, as shares of the line.
    private let first: Double
    private let last: Double

    init(from low: Double, to high: Double, first: Double, last: Double) {
        func share(_ price: Double) -> Double {
            let share = (price - low) / (high - low)
            // A price that never changes lies in the middle.
            return share.isFinite ? min(max(share, 0), 1) : 0.5
        }
        (self.first, self.last) = (share(first), share(last))
    }

    /// Draws it over the width of the canvas, the way in a style.
    func draw(on canvas: inout Canvas, style: Style) {
        guard canvas.width > 0, canvas.height > 0 else { return }
        func column(_ share: Double) -> Int { Int((share * Double(canvas.width - 1)).rounded()) }
        let (start, end) = (column(first), column(last))
        for x in 0..<canvas.width {
            let isWay = x >= min(start, end) && x <= max(start, end)
            canvas.put(
                isWay ? canvas.symbols.bar : canvas.symbols.track, at: Point(x, 0),
                style: isWay ? style : .axis)
        }
        canvas.put(canvas.symbols.start, at: Point(start, 0), style: .dim)
        canvas.put(canvas.symbols.dot, at: Point(end, 0), style: style)
    }
}
