import TrackerEngine

/// The pairs of the shown market that moved most, a coin once: gains from above, losses below.
struct MoversPanel: Panel {
    /// The change that has a bar of the whole length; what moved more has a mark at its end.
    ///
    /// One that moved tenfold would leave nothing to see of the others.
    private static let longest = 0.35

    func draw(_ state: State, on canvas: inout Canvas) {
        let hasHeads = canvas.height >= 3
        let list = canvas.bounds.splitTop(hasHeads ? 1 : 0).rest
        let movers = state.movers
        guard !movers.isEmpty else {
            canvas.write("No pair has moved yet.", at: Point(2, list.y), style: .dim)
            return
        }
        let columns = Columns(width: canvas.width)
        if hasHeads {
            canvas.write("coin", at: Point(columns.name.lowerBound, 0), style: .label)
            canvas.write(
                "24 h", at: Point(columns.change.lowerBound, 0), style: .label,
                width: columns.change.count, align: .right)
        }
        let chosen = state.focus == .movers ? state.moverRow : nil
        for (row, mover) in movers.prefix(list.height).enumerated() {
            let rect = Rect(x: 0, y: list.y + row, width: canvas.width, height: 1)
            canvas.draw(in: rect) { line in
                drawRow(mover, columns, state, on: &line)
                guard row == chosen else { return }
                line.put(line.symbols.pointer, at: .zero, style: .accent)
                line.restyle(line.bounds) { $0.on(.selection(focused: true)) }
            }
        }
    }

    private func drawRow(
        _ mover: Mover, _ columns: Columns, _ state: State, on canvas: inout Canvas
    ) {
        let name = columns.name
        let pieces = state.pieces(of: mover.instrument)
        canvas.draw(in: Rect(x: name.lowerBound, y: 0, width: name.count, height: 1)) { part in
            var x = 0
            for (text, style) in columns.hasQuotes ? pieces[...] : pieces.prefix(1) {
                x += part.write(text, at: Point(x, 0), style: style)
            }
        }
        let change = ChangeText(mover.change)
        canvas.write(
            change.text, at: Point(columns.change.lowerBound, 0), style: change.style,
            width: columns.change.count, align: .right)
        let share = mover.change.magnitude / Self.longest
        let place = Rect(x: columns.bar.lowerBound, y: 0, width: columns.bar.count, height: 1)
        canvas.draw(in: place) {
            Bar(share.squareRoot(), .line).draw(on: &$0, style: change.style)
        }
    }

    /// The places of the columns in a pane of some width.
    private struct Columns {
        let name: Range<Int>
        let change: Range<Int>
        let bar: Range<Int>
        /// Whether there is room for more than the coin.
        let hasQuotes: Bool

        init(width: Int) {
            hasQuotes = width >= 50
            name = 2..<2 + (hasQuotes ? 16 : 8)
            change = name.upperBound..<name.upperBound + ChangeText.widest + 2
            let start = change.upperBound + 2
            bar = start..<max(start, width - 1)
        }
    }
}
