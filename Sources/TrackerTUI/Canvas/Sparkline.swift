/// A series in one row: a bar of eighths for each column, holes blank, on a scale of its own.
struct Sparkline: Sendable {
    private let values: [Double]

    /// `values`: NaN for a hole.
    init(_ values: [Double]) { self.values = values }

    /// As wide as the canvas; a column shows its last value.
    func draw(on canvas: inout Canvas, style: Style) {
        let heights = canvas.symbols.risers
        let columns = lasts(canvas.width)
        let known = columns.filter { !$0.isNaN }
        guard let low = known.min(), let high = known.max() else { return }
        for (x, value) in columns.enumerated() where !value.isNaN {
            let share = high > low ? (value - low) / (high - low) : 0.5
            let level = min(Int(share * Double(heights.count)), heights.count - 1)
            canvas.put(heights[level], at: Point(x, 0), style: style)
        }
    }

    private func lasts(_ count: Int) -> [Double] {
        (0..<count).map { column in
            let range = column * values.count / count..<(column + 1) * values.count / count
            return values[range].last { !$0.isNaN } ?? .nan
        }
    }
}
