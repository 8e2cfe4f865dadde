/// The course of a price in one row, on a scale of its own: a line of braille, or bars.
struct Sparkline: Hashable, Sendable {
    /// Two a column, 0 for the lowest and 1 for the highest; `nil` where there is no value.
    let heights: [Float?]
    /// The dots of the line, a sign of braille a column; 0 for none.
    private let line: [UInt8]

    /// The mean of each half of a column, and `nil` where no minute of it has a value.
    ///
    /// Equal values are drawn at half the height. Cost: O(values).
    /// - Parameters:
    ///   - values: one a minute, oldest first; what is not finite is a hole.
    ///   - columns: how many cells it takes.
    ///   - zerosAreHoles: whether 0 stands for "no price".
    init(_ values: some RandomAccessCollection<Double>, columns: Int, zerosAreHoles: Bool = true) {
        let count = values.count
        guard columns > 0, count > 0 else {
            (heights, line) = ([], [])
            return
        }
        let halves = 2 * columns
        let means = (0..<halves).map { half -> Double? in
            let start = half * count / halves
            let end = max(start + 1, (half + 1) * count / halves)
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
        line = Self.line(heights)
    }

    /// How many cells it takes.
    var columns: Int { heights.count / 2 }

    /// Draws it from a place to the right, the last cell in a style of its own.
    ///
    /// Braille makes a line; block glyphs and ASCII bars, a mean of the two halves each.
    func draw(on canvas: inout Canvas, at point: Point, style: Style, last: Style) {
        let isLine = !canvas.symbols.isASCII && !canvas.symbols.isBlocks
        for column in 0..<columns {
            guard let sign = isLine ? dots(column) : bar(column, canvas.symbols) else { continue }
            canvas.put(
                sign, at: Point(point.x + column, point.y),
                style: column == columns - 1 ? last : style)
        }
    }

    private func dots(_ column: Int) -> Unicode.Scalar? {
        line[column] == 0 ? nil : Unicode.Scalar(0x2800 + UInt32(line[column]))
    }

    private func bar(_ column: Int, _ symbols: Symbols) -> Unicode.Scalar? {
        let height: Float
        switch (heights[2 * column], heights[2 * column + 1]) {
        case (let left?, let right?): height = (left + right) / 2
        case (let one?, nil), (nil, let one?): height = one
        case (nil, nil): return nil
        }
        // Without the full block: it would touch the bars of the row above.
        let count = symbols.risers.count - (symbols.isASCII ? 0 : 1)
        return symbols.risers[min(count - 1, Int(height * Float(count)))]
    }

    /// The dots of braille from the lowest to the highest, of the left and of the right half.
    private static let bits: [[UInt8]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]

    /// Each half has a dot at its height, and dots up or down to the height of the half before.
    private static func line(_ heights: [Float?]) -> [UInt8] {
        var line = [UInt8](repeating: 0, count: heights.count / 2)
        var before: Int?
        for (half, height) in heights.enumerated() {
            let level = height.map { min(3, Int($0 * 4)) }
            if let level {
                let next = before.map { $0 < level ? $0 + 1 : $0 > level ? $0 - 1 : level } ?? level
                for dot in min(next, level)...max(next, level) {
                    line[half / 2] |= bits[half % 2][dot]
                }
            }
            before = level
        }
        return line
    }
}
