import TrackerEngine

/// The pairs of the chosen market: name, last price, change, rank, sparkline.
struct PairsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        drawTitle(state, on: &canvas)
        let hasHeads = canvas.height >= 4
        let columns = state.pairColumns(width: canvas.width)
        if hasHeads { drawHeads(columns, state.sort, on: &canvas) }
        let list = canvas.bounds.splitTop(hasHeads ? 2 : canvas.height >= 2 ? 1 : 0).rest
        guard !state.pairList.isEmpty else {
            if state.chosenListing != nil {
                let text = state.listedCount == 0 ? "No pairs" : "No pair matches the filter"
                canvas.write(text, at: Point(2, list.y), style: .dim)
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

    private func drawTitle(_ state: State, on canvas: inout Canvas) {
        let all = state.listedCount
        let filter = state.pairFilter.isEmpty ? "" : "/\(state.pairFilter.text)  "
        let row = state.pairList.isEmpty ? 0 : state.pairSelection.row + 1
        let count =
            state.pairList.count == all
            ? "\(row) of \(Numbers.count(all))" : "\(row) of \(state.pairList.count)/\(all)"
        let title =
            switch state.chosenListing {
            case nil: "Pairs"
            case .market(let market)?: "Pairs of \(market.name)"
            case let listing?: listing.title
            }
        PaneTitle.draw(title, note: filter + count, of: .pairs, state, on: &canvas)
    }

    private func drawHeads(
        _ columns: PairColumns, _ sort: PairSort, on canvas: inout Canvas
    ) {
        // One column for both: the rank, or the volatility that the list is sorted by.
        let figure: PairSort.Column = sort.column == .volatility ? .volatility : .rank
        let heads: [(String, PairSort.Column?, Range<Int>?, Alignment)] = [
            ("pair", .name, columns.name, .left), ("last", .price, columns.price, .right),
            ("24 h", .change, columns.change, .right),
            (sort.column == .volatility ? "vol" : "rank", figure, columns.rank, .right),
            ("the last 24 hours", nil, columns.spark, .left),
        ]
        for (title, column, range, alignment) in heads {
            guard let range else { continue }
            let isSorted = column == sort.column
            let arrow = sort.isAscending ? canvas.symbols.up : canvas.symbols.down
            canvas.write(
                isSorted ? (range.count < 8 ? "\(title)\(arrow)" : "\(title) \(arrow)") : title,
                at: Point(range.lowerBound, 1),
                style: isSorted ? .accent : .label, width: range.count, align: alignment)
        }
    }

    private func drawRow(
        _ row: Int, in columns: PairColumns, _ state: State, on canvas: inout Canvas
    ) {
        let instrument = state.pairList[row]
        let board = state.window.board(of: instrument.market)
        let statistics = board[instrument.pair]
        let isChosen = row == state.pairSelection.row
        if isChosen { canvas.put(canvas.symbols.pointer, at: .zero, style: .accent) }
        func write(_ text: String, in range: Range<Int>?, style: Style, align: Alignment) {
            guard let range else { return }
            canvas.write(
                text, at: Point(range.lowerBound, 0), style: style, width: range.count, align: align
            )
        }
        drawName(of: instrument, in: columns.name, state, on: &canvas)
        let price = statistics.map {
            PriceText($0).text($0.last, room: columns.price.count - 1)
        }
        write(price ?? Numbers.missing, in: columns.price, style: .plain, align: .right)
        let change = ChangeText(statistics?.change)
        write(change.text, in: columns.change, style: change.style, align: .right)
        let figure =
            state.sort.column == .volatility
            ? statistics?.volatility.map { Numbers.fixed($0 * 100, decimals: $0 < 1 ? 1 : 0) + "%" }
            : board.byVariance.rank(of: instrument.pair).map { Numbers.fixed($0, decimals: 3) }
        write(figure ?? "\(canvas.symbols.missing)", in: columns.rank, style: .dim, align: .right)
        if isChosen {
            let style = Style.selection(focused: state.focus == .pairs)
            canvas.restyle(canvas.bounds) { _ in style }
        }
        guard let spark = columns.spark,
            let sparkline = state.shown.sparklines.sparkline(
                of: instrument, columns: spark.count,
                {
                    state.window.series(of: instrument)
                        .map { Sparkline($0.amounts, columns: spark.count) }
                })
        else { return }
        let style = isChosen ? Style.selection(focused: state.focus == .pairs) : change.style
        sparkline.draw(on: &canvas, at: Point(spark.lowerBound, 0), style: style)
    }

    /// Draws a pair's name with its star, and with its market if the list goes across markets.
    private func drawName(
        of instrument: Instrument, in range: Range<Int>, _ state: State, on canvas: inout Canvas
    ) {
        if state.favourites.isStarred(instrument), state.chosenListing != .starred {
            canvas.put(canvas.symbols.star, at: Point(range.lowerBound - 1, 0), style: .accent)
        }
        let title = state.snapshot.title(of: instrument, room: range.count)
        canvas.draw(in: Rect(x: range.lowerBound, y: 0, width: range.count, height: 1)) { part in
            let x = part.write(title, at: .zero, style: .strong) + 1
            guard state.chosenListing?.market == nil, x + 3 < part.width else { return }
            part.write(
                instrument.market.name, at: Point(x, 0), style: .dim, width: part.width - x)
        }
    }
}
