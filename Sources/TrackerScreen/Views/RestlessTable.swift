import TrackerEngine

/// The ranked pairs, a row each, the chosen one marked.
struct RestlessTable {
    let entries: [RestlessRanking.Entry]
    /// The place of the chosen one among them.
    let row: Int
    let measure: RestlessRanking.Measure
    let isEverywhere: Bool
    let layout: RestlessLayout

    func draw(_ state: State, on canvas: inout Canvas) {
        let columns = Columns(width: layout.rows.width, isEverywhere: isEverywhere)
        canvas.draw(in: layout.heads) { drawHeads(columns, on: &$0) }
        let top = layout.top(row, of: entries.count)
        let most = entries.first?.figure.magnitude ?? 0
        for line in 0..<layout.rows.height where top + line < entries.count {
            let rect = Rect(
                x: layout.rows.x, y: layout.rows.y + line, width: layout.rows.width, height: 1)
            canvas.draw(in: rect) { part in
                drawRow(entries[top + line], in: columns, most: most, state, on: &part)
                guard top + line == row else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { $0.on(.selection) }
            }
        }
    }

    private struct Columns {
        let place: Range<Int>
        let name: Range<Int>
        let figure: Range<Int>
        let last: Range<Int>?
        let change: Range<Int>?
        let rank: Range<Int>?
        /// The bar that shows the figure; `nil` without room for it.
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
        _ columns: Columns, on canvas: inout Canvas
    ) {
        let figure =
            switch measure {
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
        _ entry: RestlessRanking.Entry, in columns: Columns, most: Double, _ state: State,
        on canvas: inout Canvas
    ) {
        let instrument = entry.instrument
        let statistics = state.statistics(of: instrument)
        let age = PriceAge(of: instrument, in: state.window)
        let isOld = age?.isOld ?? false
        func write(_ text: String, in range: Range<Int>?, style: Style, align: Alignment) {
            guard let range else { return }
            canvas.write(
                text, at: Point(range.lowerBound, 0), style: style, width: range.count, align: align
            )
        }
        write(Numbers.count(entry.place), in: columns.place, style: .dim, align: .right)
        if state.favourites.isStarred(instrument) {
            canvas.put(
                canvas.symbols.star, at: Point(columns.name.lowerBound - 1, 0), style: .accent)
        }
        let title = state.snapshot.title(of: instrument, room: columns.name.count)
        let name = isEverywhere ? "\(title) \(instrument.market.name)" : title
        write(name, in: columns.name, style: isOld ? .dim : .strong, align: .left)
        let style: Style =
            switch measure {
            case .move, .change: ChangeText(entry.figure).style
            case .variance, .volatility: .plain
            }
        write(measure.text(entry.figure), in: columns.figure, style: style, align: .right)
        let price = statistics.map { PriceText($0).text($0.last) }
        write(
            price ?? Numbers.missing, in: columns.last, style: isOld ? .dim : .plain, align: .right)
        let change = ChangeText(statistics?.change, age: age)
        write(change.text, in: columns.change, style: change.style, align: .right)
        let rank = FigureText.rank(of: instrument, state)
        write(rank ?? Numbers.missing, in: columns.rank, style: .dim, align: .right)
        if let bar = columns.bar, most > 0 {
            canvas.draw(
                in: Rect(x: bar.lowerBound, y: 0, width: bar.count, height: 1)
            ) { GrowingBar(entry.figure.magnitude / most).draw(on: &$0, style: .accent) }
        }
    }
}

/// The places of everything on the board of restless pairs.
struct RestlessLayout: Hashable, Sendable {
    let title: Rect
    let heads: Rect
    let rows: Rect
    /// A column of lines before what is at the right; empty where there is nothing.
    let separator: Rect
    /// The histogram and the ranks by the hour.
    let side: Rect

    private static let sideWidth = 44

    init(in size: Size) {
        let rest: Rect
        (title, rest) = Rect(size).splitTop(1)
        // Narrow screens have it below, low ones not at all.
        let isBeside = size.width >= 100
        let left: Rect
        if isBeside {
            let parts = rest.splitRight(Self.sideWidth + 1)
            left = parts.rest
            (separator, side) = parts.right.splitLeft(1)
        } else {
            separator = Rect(.zero)
            (left, side) = rest.splitBottom(rest.height >= 16 ? 9 : 0)
        }
        (heads, rows) = left.splitTop(left.height >= 4 ? 1 : 0)
    }

    /// The first row to show, so that the chosen one is in the middle where it can be.
    func top(_ row: Int, of count: Int) -> Int {
        max(0, min(row - rows.height / 2, count - rows.height))
    }
}
