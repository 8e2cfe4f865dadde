import TrackerEngine

/// The ranked pairs, a row each, the chosen one marked.
struct RestlessTable {
    let rows: [RestlessAnswer.Row]
    /// The place of the chosen one among them.
    let row: Int
    let measure: RestlessRanking.Measure
    let isEverywhere: Bool
    let layout: RestlessLayout

    func draw(_ state: State, on canvas: inout Canvas) {
        let columns = Columns(width: layout.rows.width, isEverywhere: isEverywhere)
        canvas.draw(in: layout.heads) { drawHeads(columns, on: &$0) }
        let top = layout.top(row, of: rows.count)
        let most = rows.first?.figure.magnitude ?? 0
        for line in 0..<layout.rows.height where top + line < rows.count {
            let rect = Rect(
                x: layout.rows.x, y: layout.rows.y + line, width: layout.rows.width, height: 1)
            canvas.draw(in: rect) { part in
                drawRow(rows[top + line], in: columns, most: most, state, on: &part)
                guard top + line == row else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { $0.on(.selection) }
            }
        }
    }

    /// The places of the columns: place, name, figure and change; bar, last and rank where there is
    /// room.
    private struct Columns {
        let place: Range<Int>
        let name: Range<Int>
        /// The bar that shows the figure; `nil` without room for it.
        let bar: Range<Int>?
        let figure: Range<Int>
        let change: Range<Int>?
        let rank: Range<Int>?
        let last: Range<Int>?

        init(width: Int, isEverywhere: Bool) {
            let least = isEverywhere ? 20 : width < 44 ? 13 : 15
            var rest = width - 2 - 5 - least - 11
            func room(_ columns: Int) -> Bool {
                guard rest >= columns else { return false }
                rest -= columns
                return true
            }
            let hasChange = room(9)
            let hasRank = hasChange && room(7)
            let hasBar = room(9)
            let hasLast = room(24)
            // What is left goes to the bar first, then to the name.
            let more = hasLast ? 12 : 0
            let wider = hasBar ? min(rest + more, 20) : 0
            let extra = max(0, min(rest + more - wider, 10))
            var at = 2
            func column(_ columns: Int) -> Range<Int> {
                defer { at += columns }
                return min(at, width)..<max(min(at, width), min(at + columns, width))
            }
            place = column(4)
            at += 1
            name = column(least + extra)
            at += hasBar ? 1 : 0
            bar = hasBar ? column(8 + wider) : nil
            figure = column(11)
            change = hasChange ? column(9) : nil
            rank = hasRank ? column(7) : nil
            last = hasLast ? column(12) : nil
        }
    }

    private func drawHeads(_ columns: Columns, on canvas: inout Canvas) {
        let heads: [(String, Range<Int>?, Alignment, Style)] = [
            ("#", columns.place, .right, .label), ("pair", columns.name, .left, .label),
            (measure.head, columns.figure, .right, .accent),
            ("24 h", measure == .change ? nil : columns.change, .right, .label),
            ("rank", columns.rank, .right, .label), ("last", columns.last, .right, .label),
        ]
        for (title, range, alignment, style) in heads {
            guard let range else { continue }
            canvas.write(
                title, at: Point(range.lowerBound, 0), style: style, width: range.count,
                align: alignment)
        }
    }

    private func drawRow(
        _ entry: RestlessAnswer.Row, in columns: Columns, most: Double, _ state: State,
        on canvas: inout Canvas
    ) {
        let instrument = entry.instrument
        let statistics = state.statistics(of: instrument)
        let age = PriceAge(of: instrument, in: state.window)
        let isOld = age?.isOld ?? false
        func write(_ text: String, in range: Range<Int>?, style: Style) {
            guard let range else { return }
            canvas.write(
                text, at: Point(range.lowerBound, 0), style: style, width: range.count,
                align: .right)
        }
        write(Numbers.count(entry.place), in: columns.place, style: .dim)
        drawName(of: entry, in: columns.name, isOld: isOld, state, on: &canvas)
        let heat = HeatStep(place: entry.place, of: rows.count).style
        let change = ChangeText(statistics?.change, age: age)
        let style: Style =
            switch measure {
            case .move, .change: ChangeText(entry.figure).style
            case .variance, .volatility: heat
            }
        write(measure.text(entry.figure), in: columns.figure, style: style)
        write(
            measure == .change ? "" : change.text, in: columns.change, style: change.style)
        let rank = FigureText.rank(of: instrument, state)
        write(rank ?? Numbers.missing, in: columns.rank, style: .dim)
        let price = statistics.map { PriceText($0).text($0.last) }
        write(price ?? Numbers.missing, in: columns.last, style: isOld ? .dim : .plain)
        guard let bar = columns.bar, most > 0 else { return }
        canvas.draw(in: Rect(x: bar.lowerBound, y: 0, width: bar.count, height: 1)) {
            Bar((entry.figure.magnitude / most).squareRoot()).draw(on: &$0, style: heat)
        }
    }

    private func drawName(
        of entry: RestlessAnswer.Row, in range: Range<Int>, isOld: Bool, _ state: State,
        on canvas: inout Canvas
    ) {
        let instrument = entry.instrument
        if state.favourites.isStarred(instrument) {
            canvas.put(canvas.symbols.star, at: Point(range.lowerBound - 1, 0), style: .accent)
        }
        let same = entry.pairs > 1 ? " ×\(Numbers.count(entry.pairs))" : ""
        let market = isEverywhere ? " \(instrument.market.name)" : ""
        canvas.draw(in: Rect(x: range.lowerBound, y: 0, width: range.count, height: 1)) { part in
            let room = max(6, part.width - same.cellWidth - min(market.cellWidth, 8))
            let title = state.snapshot.title(of: instrument, room: room)
            let base = title.firstIndex(of: "/") ?? title.endIndex
            var x = part.write(
                String(title[..<base]), at: .zero, style: isOld ? .dim : .strong)
            x += part.write(String(title[base...]), at: Point(x, 0), style: .dim)
            x += part.write(same, at: Point(x, 0), style: .dim)
            part.write(market, at: Point(x, 0), style: .plain, width: max(0, part.width - x))
        }
    }
}

/// The places of everything on the board of restless pairs.
struct RestlessLayout: Hashable, Sendable {
    /// The list, with its frame.
    let list: Rect
    let heads: Rect
    let rows: Rect
    /// The map of the market at the right, and the chosen pair's chart below it; empty where there is
    /// no room for them.
    let map: Rect
    let chart: Rect
    let hasSides: Bool

    private static let widths = (beside: 100, least: 50, most: 76)

    init(in size: Size) {
        hasSides = BoardBox.hasSides(in: size)
        let right: Rect
        if size.width >= Self.widths.beside, hasSides {
            let width = min(max(size.width / 2, Self.widths.least), Self.widths.most)
            (list, right) = Rect(size).splitLeft(width)
        } else {
            (list, right) = (Rect(size), Rect(.zero))
        }
        (map, chart) = right.splitBottom(right.height >= 24 ? right.height * 2 / 5 : 0)
        let inside = BoardBox.inside(list, hasSides: hasSides)
        (heads, rows) = inside.splitTop(inside.height >= 3 ? 1 : 0)
    }

    /// The first row to show of a list with a chosen row.
    func top(_ row: Int, of count: Int) -> Int {
        SeenRows.top(of: row, height: rows.height, count: count)
    }
}
