/// How a share went through the day: a dot a sample, the smallest on top.
struct CourseLine: Sendable {
    private let shares: [Float?]

    /// The least range that fills the height: what hardly moves is a level line.
    private static let leastRange: Float = 0.1

    /// Samples oldest first, at even distances; `nil` where there is none.
    init(_ shares: [Float?]) { self.shares = shares }

    /// The columns that it takes.
    func width(_ symbols: Symbols) -> Int {
        let samples = symbols.isASCII ? 1 : 2
        return (shares.count + samples - 1) / samples
    }

    func draw(on canvas: inout Canvas, style: Style) {
        let known = shares.compactMap { $0 }
        guard let least = known.min(), let most = known.max(), canvas.width > 0 else { return }
        var dots = DotGrid(Size(width: canvas.width, height: 1), symbols: canvas.symbols)
        let range = max(most - least, Self.leastRange)
        // Inside of 0 and 1, as the range.
        let top = min(max((least + most - range) / 2, 0), 1 - range)
        for (column, share) in shares.enumerated() where column < dots.width {
            guard let share else { continue }
            let height = 1 - (share - top) / range
            let row = min(max(0, Int((height * Float(dots.height - 1)).rounded())), dots.height - 1)
            dots.setColumn(column, from: row, through: row)
        }
        dots.draw(on: &canvas, at: .zero, style: style)
    }
}
