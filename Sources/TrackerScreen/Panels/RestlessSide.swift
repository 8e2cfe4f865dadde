import TrackerEngine

/// Beside the board: how volatile the pairs are, and where the chosen one stood by the hour.
struct RestlessSide: Panel {
    let chosen: Instrument

    func draw(_ state: State, on canvas: inout Canvas) {
        guard let answer = state.restless else { return }
        let (upper, lower) = canvas.bounds.inset(columns: 1).splitBottom(3)
        canvas.draw(in: upper) { drawHistogram(answer, state, on: &$0) }
        canvas.draw(in: lower) { drawRanks(answer, state, on: &$0) }
    }

    /// A row for each bin, the chosen pair's marked.
    private func drawHistogram(_ answer: RestlessAnswer, _ state: State, on canvas: inout Canvas) {
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

    /// High bars are restless hours.
    private func drawRanks(_ answer: RestlessAnswer, _ state: State, on canvas: inout Canvas) {
        let title = state.snapshot.title(of: chosen)
        canvas.write("rank of \(title) by the hour", at: Point(0, 0), style: .label)
        guard let history = answer.history, history.market == chosen.market else { return }
        let shares = history[chosen.pair]
        let signs = canvas.symbols.risers
        for (x, share) in shares.enumerated() where x < canvas.width {
            guard let share else { continue }
            let level = min(signs.count - 1, Int((1 - share) * Float(signs.count)))
            canvas.put(signs[level], at: Point(x, 1), style: .accent)
        }
        let known = shares.compactMap { $0 }
        guard let last = known.last, let least = known.min(), let most = known.max() else { return }
        func text(_ share: Float) -> String { Numbers.fixed(Double(share), decimals: 2) }
        canvas.write(
            "\(text(last)) now, from \(text(least)) to \(text(most))", at: Point(0, 2), style: .dim,
            width: canvas.width)
    }
}
