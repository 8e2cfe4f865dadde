import TrackerEngine

/// The most restless pairs of a market, or of all; the spread of their volatilities; where the
/// chosen one stood hour by hour.
struct RestlessPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .restless(let cursor) = state.overlay else { return }
        let layout = RestlessLayout(in: canvas.size)
        let (entries, row) = state.restlessRows(cursor)
        let scope = cursor.isEverywhere ? "all markets" : state.boardMarket?.name ?? "no market"
        RuleTitle.draw(
            "Restless pairs of \(scope) by \(cursor.measure.title)",
            note: note(entries, row, state.restlessAnswer(cursor)?.restless), .frameFocused,
            in: layout.title, &canvas)
        guard !entries.isEmpty else {
            let isKnown = state.restlessAnswer(cursor) != nil
            canvas.write(
                isKnown ? "No pair has enough prices to be ranked." : "Working it out.",
                at: Point(2, layout.rows.y), style: .dim, width: max(0, canvas.width - 2))
            return
        }
        let columns = Columns(width: layout.rows.width, isEverywhere: cursor.isEverywhere)
        canvas.draw(in: layout.heads) { drawHeads(columns, cursor, on: &$0) }
        let top = layout.top(row, of: entries.count)
        let most = entries.first?.figure.magnitude ?? 0
        for line in 0..<layout.rows.height where top + line < entries.count {
            let rect = Rect(
                x: layout.rows.x, y: layout.rows.y + line, width: layout.rows.width, height: 1)
            let entry = entries[top + line]
            canvas.draw(in: rect) { part in
                drawRow(entry, columns, cursor, most: most, state, on: &part)
                guard top + line == row else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { _ in .selection }
            }
        }
        canvas.fill(layout.separator, with: canvas.symbols.vertical, style: .frame)
        canvas.draw(in: layout.side) { side in
            RestlessSide(chosen: entries[row].instrument).draw(state, on: &side)
        }
    }

    private func note(_ entries: [Restless.Entry], _ row: Int, _ restless: Restless?) -> String {
        guard let restless else { return "" }
        let thin =
            restless.thin > 0 ? "\(Numbers.count(restless.thin)) with few prices left out  " : ""
        return entries.isEmpty ? thin : thin + "\(row + 1) of \(Numbers.count(entries.count))"
    }

    private struct Columns {
        let place: Range<Int>
        let name: Range<Int>
        let figure: Range<Int>
        let last: Range<Int>?
        let change: Range<Int>?
        let rank: Range<Int>?
        /// As long as the figure is large.
        let bar: Range<Int>?

        init(width: Int, isEverywhere: Bool) {
            var rest = width - 2 - 6 - 12
            let least = isEverywhere ? 18 : 12
            rest -= least
            func room(_ columns: Int) -> Bool {
                guard rest >= columns else { return false }
                rest -= columns
                return true
            }
            let (hasLast, hasChange, hasRank) = (room(13), room(10), room(7))
            let extra = max(0, min(rest, 12))
            rest -= extra
            var at = 2
            func column(_ columns: Int) -> Range<Int> {
                defer { at += columns }
                return at..<max(at, min(at + columns, width))
            }
            place = column(5)
            at += 1
            name = column(least + extra)
            figure = column(12)
            last = hasLast ? column(13) : nil
            change = hasChange ? column(10) : nil
            rank = hasRank ? column(7) : nil
            at += 2
            bar = rest >= 8 ? column(rest - 2) : nil
        }
    }

    private func drawHeads(
        _ columns: Columns, _ cursor: RestlessCursor, on canvas: inout Canvas
    ) {
        let figure =
            switch cursor.measure {
            case .variance: "variance"
            case .volatility: "volatility"
            case .move(let minutes): "\(minutes) min"
            case .change: "change"
            }
        let heads: [(String, Range<Int>?, Alignment)] = [
            ("#", columns.place, .right), ("pair", columns.name, .left),
            (figure, columns.figure, .right), ("last", columns.last, .right),
            ("24 h", columns.change, .right), ("rank", columns.rank, .right),
        ]
        for (title, range, alignment) in heads {
            guard let range else { continue }
            canvas.write(
                title, at: Point(range.lowerBound, 0), style: .label, width: range.count,
                align: alignment)
        }
    }

    private func drawRow(
        _ entry: Restless.Entry, _ columns: Columns, _ cursor: RestlessCursor, most: Double,
        _ state: State, on canvas: inout Canvas
    ) {
        let instrument = entry.instrument
        let board = state.window.board(of: instrument.market)
        let statistics = board[instrument.pair]
        func write(_ text: String, _ range: Range<Int>?, _ style: Style, _ align: Alignment) {
            guard let range else { return }
            canvas.write(
                text, at: Point(range.lowerBound, 0), style: style, width: range.count, align: align
            )
        }
        write(Numbers.count(entry.place), columns.place, .dim, .right)
        if state.favourites.isStarred(instrument) {
            canvas.put(
                canvas.symbols.star, at: Point(columns.name.lowerBound - 1, 0), style: .accent)
        }
        let title = state.snapshot.title(of: instrument, room: columns.name.count)
        let name = cursor.isEverywhere ? "\(title) \(instrument.market.name)" : title
        write(name, columns.name, .strong, .left)
        let style: Style =
            switch cursor.measure {
            case .move, .change: ChangeText(entry.figure, canvas.symbols).style
            case .variance, .volatility: .plain
            }
        write(cursor.measure.text(entry.figure), columns.figure, style, .right)
        let price = statistics.map { PriceText($0).text($0.last, room: 12) }
        write(price ?? Numbers.missing, columns.last, .plain, .right)
        let change = ChangeText(statistics?.change, canvas.symbols)
        write(change.text, columns.change, change.style, .right)
        let rank = board.byVariance.rank(of: instrument.pair)
        write(
            rank.map { Numbers.fixed($0, decimals: 3) } ?? Numbers.missing, columns.rank, .dim,
            .right)
        if let bar = columns.bar, most > 0 {
            canvas.draw(
                in: Rect(x: bar.lowerBound, y: 0, width: bar.count, height: 1)
            ) { GrowingBar(entry.figure.magnitude / most).draw(on: &$0, style: .accent) }
        }
    }
}

/// A bar from the left, as long as a share of the canvas, to an eighth of a cell.
struct GrowingBar {
    private let share: Double

    /// In [0, 1].
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
