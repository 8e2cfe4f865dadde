import TrackerEngine

/// The pairs of the chosen market: name, last price, change, figures, sparkline.
///
/// A pair whose price is old is faint, and has the age in place of the change.
struct PairsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let hasHeads = canvas.height >= 3
        let columns = state.pairColumns(width: canvas.width)
        if hasHeads { drawHeads(columns, state.sort, on: &canvas) }
        let list = canvas.bounds.splitTop(hasHeads ? 1 : 0).rest
        guard !state.pairList.isEmpty else {
            if state.chosenListing != nil {
                let text =
                    state.listedCount == 0
                    ? "No pairs" : state.filterFault ?? "No pair matches the filter"
                canvas.write(
                    text, at: Point(2, list.y), style: .dim, width: max(0, canvas.width - 2))
            }
            return
        }
        for line in 0..<list.height {
            let row = state.tops.pairs + line
            guard row < state.pairList.count else { break }
            let rect = Rect(x: 0, y: list.y + line, width: canvas.width, height: 1)
            canvas.draw(in: rect) { drawRow(row, in: columns, state, on: &$0) }
        }
    }

    private func drawHeads(
        _ columns: PairColumns, _ sort: PairSort, on canvas: inout Canvas
    ) {
        let heads: [(String, PairSort.Column?, Range<Int>?, Alignment)] = [
            ("pair", .name, columns.name, .left), ("last", .price, columns.price, .right),
            ("24 h", .change, columns.change, .right),
            (sort.figure.head, sort.figure, columns.figure, .right),
            (sort.otherFigure.title, sort.otherFigure, columns.other, .right),
            (columns.sparkTitle, nil, columns.spark, .left),
        ]
        for (title, column, range, alignment) in heads {
            guard let range else { continue }
            let isSorted = column == sort.column
            let arrow = sort.isAscending ? canvas.symbols.up : canvas.symbols.down
            canvas.write(
                isSorted ? (range.count < 8 ? "\(title)\(arrow)" : "\(title) \(arrow)") : title,
                at: Point(range.lowerBound, 0),
                style: isSorted ? .accent : .label, width: range.count, align: alignment)
        }
    }

    private func drawRow(
        _ row: Int, in columns: PairColumns, _ state: State, on canvas: inout Canvas
    ) {
        let instrument = state.pairList[row]
        let statistics = state.statistics(of: instrument)
        let age = PriceAge(of: instrument, in: state.window)
        let isOld = age?.isOld ?? false
        let isChosen = row == state.pairSelection.row
        if isChosen { canvas.put(canvas.symbols.pointer, at: .zero, style: .accent) }
        func write(_ text: String, in range: Range<Int>?, style: Style) {
            guard let range, !range.isEmpty else { return }
            canvas.write(
                text, at: Point(range.lowerBound, 0), style: style, width: range.count,
                align: .right)
        }
        drawName(
            of: instrument, in: columns.name, style: isOld ? .dim : .strong, state, on: &canvas)
        let price = statistics.map {
            PriceText($0).text($0.last, room: columns.price.count - 1)
        }
        write(price ?? Numbers.missing, in: columns.price, style: isOld ? .dim : .plain)
        let change = ChangeText(statistics?.change, age: age)
        write(change.text, in: columns.change, style: change.style)
        for (figure, place) in [
            (state.sort.figure, columns.figure), (state.sort.otherFigure, columns.other),
        ] where place != nil {
            let text = FigureText(figure, of: instrument, state).text
            write(text ?? "\(canvas.symbols.missing)", in: place, style: .dim)
        }
        drawSparkline(of: instrument, in: columns.spark, style: change.trail, state, on: &canvas)
        guard isChosen else { return }
        let ground = Style.Ground.selection(focused: state.focus == .pairs)
        canvas.restyle(canvas.bounds) { $0.on(ground) }
    }

    private func drawSparkline(
        of instrument: Instrument, in place: Range<Int>?, style: Style, _ state: State,
        on canvas: inout Canvas
    ) {
        guard let place else { return }
        let sparkline = state.shown.sparklines.sparkline(of: instrument, columns: place.count) {
            state.window.series(of: instrument)
                .map { Sparkline($0.amounts, columns: place.count) }
        }
        sparkline?.draw(on: &canvas, at: Point(place.lowerBound, 0), style: style)
    }

    /// Draws a pair's name with its star, and with its market if the list goes across markets.
    private func drawName(
        of instrument: Instrument, in range: Range<Int>, style: Style, _ state: State,
        on canvas: inout Canvas
    ) {
        if state.favourites.isStarred(instrument), state.chosenListing != .starred {
            canvas.put(canvas.symbols.star, at: Point(range.lowerBound - 1, 0), style: .accent)
        }
        let title = state.snapshot.title(of: instrument, room: range.count)
        canvas.draw(in: Rect(x: range.lowerBound, y: 0, width: range.count, height: 1)) { part in
            let x = part.write(title, at: .zero, style: style) + 1
            guard state.chosenListing?.market == nil, x + 3 < part.width else { return }
            part.write(
                instrument.market.name, at: Point(x, 0), style: .dim, width: part.width - x)
        }
    }
}
