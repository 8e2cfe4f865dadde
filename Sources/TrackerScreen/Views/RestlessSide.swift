import TrackerEngine

/// Beside the board: how volatile the pairs are, and where the chosen one stood by the hour.
struct RestlessSide {
    let answer: RestlessAnswer
    let chosen: Instrument

    func draw(_ state: State, on canvas: inout Canvas) {
        let (upper, lower) = canvas.bounds.inset(columns: 1).splitBottom(3)
        canvas.draw(in: upper) { drawHistogram(state, on: &$0) }
        canvas.draw(in: lower) { drawRanks(state, on: &$0) }
    }

    /// A row for each bin, the chosen pair's marked.
    private func drawHistogram(_ state: State, on canvas: inout Canvas) {
        canvas.write("volatility a day, and how many pairs", at: .zero, style: .label)
        let bins = answer.histogram.bins
        let volatility = state.statistics(of: chosen)?.volatility
        let own = volatility.flatMap { answer.histogram.bin(of: $0) }
        let most = bins.map(\.count).max() ?? 0
        let rows = max(0, canvas.height - 1)
        // Where there are more than rows, those around the chosen one.
        let top = max(0, min((own ?? 0) - rows / 2, bins.count - rows))
        for (line, bin) in bins.enumerated().dropFirst(top).prefix(rows) {
            let y = 1 + line - top
            let isOwn = line == own
            if isOwn { canvas.put(canvas.symbols.pointer, at: Point(0, y), style: .accent) }
            let text =
                bin.high.isFinite ? "\(edge(bin.low))–\(edge(bin.high))%" : "\(edge(bin.low))%+"
            canvas.write(
                text, at: Point(1, y), style: isOwn ? .strong : .plain, width: 9, align: .right)
            canvas.write(
                Numbers.compact(bin.count), at: Point(11, y), style: .dim, width: 5, align: .right)
            guard most > 0, canvas.width > 18 else { continue }
            canvas.draw(in: Rect(x: 17, y: y, width: canvas.width - 17, height: 1)) { part in
                GrowingBar(Double(bin.count) / Double(most))
                    .draw(on: &part, style: isOwn ? .accent : .dim)
            }
        }
    }

    private func edge(_ percent: Double) -> String {
        Numbers.fixed(percent, decimals: percent < 1 && percent > 0 ? 1 : 0)
    }

    /// High bars are hours of a large variance among those of the market.
    private func drawRanks(_ state: State, on canvas: inout Canvas) {
        let title = state.snapshot.title(of: chosen)
        canvas.write("variance rank of \(title) by the hour", at: Point(0, 0), style: .label)
        guard let history = answer.history, history.market == chosen.market else { return }
        let shares = history[chosen.pair]
        let known = shares.compactMap { $0 }
        guard let last = known.last, let least = known.min(), let most = known.max() else { return }
        canvas.draw(in: Rect(x: 0, y: 1, width: shares.count, height: 1)) { line in
            drawLine(shares, between: least, and: most, on: &line)
        }
        func text(_ share: Float) -> String { Numbers.fixed(Double(share), decimals: 2) }
        canvas.write(
            "\(text(last)) now, from \(text(least)) to \(text(most))", at: Point(0, 2), style: .dim,
            width: canvas.width)
    }
}

extension RestlessSide {
    /// The least span of ranks that fills the height: one that hardly moves is a level line.
    private static let leastSpan: Float = 0.1

    /// Draws an hour a column, the smallest rank on top.
    private func drawLine(
        _ shares: [Float?], between least: Float, and most: Float, on canvas: inout Canvas
    ) {
        guard canvas.width > 0, canvas.height > 0 else { return }
        var dots = DotGrid(canvas.size, symbols: canvas.symbols)
        let span = max(most - least, Self.leastSpan)
        let middle = (least + most) / 2
        for (x, share) in shares.enumerated() {
            guard let share else { continue }
            let height = 0.5 - (share - middle) / span
            let row = min(
                max(0, Int((height * Float(dots.height - 1)).rounded())), dots.height - 1)
            for column in 0..<dots.columnsPerCell where x < canvas.width {
                dots.setColumn(x * dots.columnsPerCell + column, from: row, through: row)
            }
        }
        dots.draw(on: &canvas, at: .zero, style: .accent)
    }
}

/// A bar from the left, as long as a share of the canvas, to an eighth of a cell.
struct GrowingBar {
    private let share: Double

    /// A bar of a share in [0, 1]; a share outside counts as the nearer end.
    init(_ share: Double) { self.share = min(max(share, 0), 1) }

    func draw(on canvas: inout Canvas, style: Style) {
        let signs = canvas.symbols.bars
        let parts = Int((share * Double(canvas.width * signs.count)).rounded())
        guard let full = signs.last else { return }
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: signs.count)
        for x in 0..<whole { canvas.put(full, at: Point(x, 0), style: style) }
        if rest > 0 { canvas.put(signs[rest - 1], at: Point(whole, 0), style: style) }
    }
}
