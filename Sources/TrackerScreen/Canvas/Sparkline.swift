/// The course of a price in one row: a bar a column, on a scale of its own.
struct Sparkline: Hashable, Sendable {
    /// One a column, 0 for the lowest and 1 for the highest; `nil` where there is no value.
    let heights: [Float?]

    /// The mean of each column, and `nil` where no minute of it has a value.
    ///
    /// A line of values; equal values are drawn at half the height. Cost: O(values).
    /// - Parameters:
    ///   - values: one a minute, oldest first; what is not finite is a hole.
    ///   - columns: how many bars.
    ///   - zerosAreHoles: whether 0 stands for "no price".
    init(_ values: some RandomAccessCollection<Double>, columns: Int, zerosAreHoles: Bool = true) {
        let count = values.count
        guard columns > 0, count > 0 else {
            heights = []
            return
        }
        let means = (0..<columns).map { column -> Double? in
            let start = column * count / columns
            let end = max(start + 1, (column + 1) * count / columns)
            var sum = 0.0
            var found = 0
            let first = values.index(values.startIndex, offsetBy: start)
            for value in values[first..<values.index(first, offsetBy: end - start)]
            where value.isFinite && !(zerosAreHoles && value == 0) {
                sum += value
                found += 1
            }
            return found == 0 || !sum.isFinite ? nil : sum / Double(found)
        }
        let known = means.compactMap { $0 }
        let low = known.min() ?? 0
        let span = (known.max() ?? 0) - low
        // Means of equal prices differ in their last digits.
        let isFlat = span <= low.magnitude * 1e-12
        heights = means.map { mean in
            mean.map { isFlat ? 0.5 : Float(($0 - low) / span) }
        }
    }

    /// Draws one column for each height, from a place to the right.
    func draw(on canvas: inout Canvas, at point: Point, style: Style = .accent) {
        // Without the full block: it would touch the bars of the row above.
        let signs =
            canvas.symbols.isASCII ? canvas.symbols.risers : canvas.symbols.risers.dropLast()
        for (column, height) in heights.enumerated() {
            guard let height else { continue }
            let level = min(signs.count - 1, Int(height * Float(signs.count)))
            canvas.put(signs[level], at: Point(point.x + column, point.y), style: style)
        }
    }
}
