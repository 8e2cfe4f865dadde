/// How many minutes a price was at each row of a chart.
struct PriceMap: Sendable {
    /// The minutes of each row, the highest row first.
    let minutes: [Int]

    /// The share of all minutes that lies in the rows that stand out.
    private static let share = 0.7

    init(_ values: ArraySlice<Double>, rows: Int, row: (Double) -> Int, isThere: (Double) -> Bool) {
        var minutes = Array(repeating: 0, count: rows)
        for value in values where isThere(value) {
            let row = row(value)
            if minutes.indices.contains(row) { minutes[row] += 1 }
        }
        self.minutes = minutes
    }

    /// The rows of the most minutes that hold most of all minutes, the one with the most first.
    var outstanding: [Int] {
        let all = minutes.reduce(0, +)
        var (found, held) = ([Int](), 0)
        for row in minutes.indices.sorted(by: { minutes[$0] > minutes[$1] }) {
            guard Double(held) < Double(all) * Self.share, minutes[row] > 0 else { break }
            found.append(row)
            held += minutes[row]
        }
        return found
    }

    /// Draws a bar a row: the longest in the accent, the others drawn back.
    func draw(on canvas: inout Canvas) {
        let most = minutes.max() ?? 0
        guard most > 0 else { return }
        let outstanding = outstanding
        for (row, count) in minutes.enumerated() where count > 0 {
            let style: Style =
                row == outstanding.first
                ? .accent : Style(outstanding.contains(row) ? .accentBack : .accentFarBack)
            canvas.drawBar(
                Double(count) / Double(most),
                in: Rect(x: 0, y: row, width: canvas.width, height: 1),
                style: style)
        }
    }
}

extension Canvas {
    /// Draws a bar from the left, as long as a share of a row, to an eighth of a cell; at least the
    /// thinnest.
    mutating func drawBar(_ share: Double, in row: Rect, style: Style) {
        let signs = symbols.bars
        guard let full = signs.last else { return }
        let parts = max(1, Int((min(max(share, 0), 1) * Double(row.width * signs.count)).rounded()))
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: signs.count)
        for x in 0..<whole { put(full, at: Point(row.x + x, row.y), style: style) }
        if rest > 0, whole < row.width {
            put(signs[rest - 1], at: Point(row.x + whole, row.y), style: style)
        }
    }
}
