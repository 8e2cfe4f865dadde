import TrackerEngine

/// The list of markets: how many pairs rise and fall, what moved most, how the source does.
struct MarketsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let hasHeads = canvas.height >= 3
        let columns = MarketColumns(width: canvas.width)
        if hasHeads { drawHeads(columns, on: &canvas) }
        let list = canvas.bounds.splitTop(hasHeads ? 1 : 0).rest
        if let empty = EmptyText.markets(state) {
            return canvas.draw(in: list) { empty.draw(on: &$0) }
        }
        for line in 0..<list.height {
            let row = state.tops.markets + line
            guard row < state.listings.count else { break }
            let rect = Rect(x: 0, y: list.y + line, width: canvas.width, height: 1)
            canvas.draw(in: rect) { part in
                drawName(row, columns, state, on: &part)
                if let market = state.listings[row].market {
                    MarketRow(market, columns, state).draw(state, on: &part)
                }
                guard row == state.listing.row else { return }
                let ground = Style.Ground.selection(focused: state.focus == .markets)
                part.restyle(part.bounds) { $0.on(ground) }
            }
        }
    }

    private func drawHeads(_ columns: MarketColumns, on canvas: inout Canvas) {
        canvas.write("market", at: Point(2, 0), style: .label, width: columns.name.count)
        for (title, place) in columns.heads {
            let isTrend = place == columns.trend
            canvas.write(
                title, at: Point(place.lowerBound + 1, 0), style: .label, width: place.count - 1,
                align: isTrend ? .left : .right)
        }
    }

    private func drawName(
        _ row: Int, _ columns: MarketColumns, _ state: State, on canvas: inout Canvas
    ) {
        let listing = state.listings[row]
        if row == state.listing.row {
            canvas.put(canvas.symbols.pointer, at: .zero, style: .accent)
        }
        canvas.write(
            listing.title, at: Point(columns.name.lowerBound, 0),
            style: listing.market == nil ? .accent : .plain, width: columns.name.count)
        let count =
            listing.market.map { state.pairCounts[$0] ?? 0 }
            ?? state.favourites.pairs(of: listing)?.count ?? 0
        guard let pairs = columns.pairs else { return }
        canvas.write(
            Numbers.count(count), at: Point(pairs.lowerBound, 0), style: .dim, width: pairs.count,
            align: .right)
    }
}
