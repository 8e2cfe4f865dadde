import TrackerEngine

/// The markets of a pair, a row each: last price, distance from the reference, a bar of it.
struct CompareTable {
    let board: SpreadBoard
    /// The place of the chosen market among all.
    let chosen: Int
    let layout: CompareLayout

    func draw(_ state: State, on canvas: inout Canvas) {
        let top = layout.top(chosen, of: board.rows.count)
        canvas.draw(in: layout.list) { drawFrame(from: top, state, on: &$0) }
        let columns = Columns(width: layout.rows.width)
        canvas.draw(in: layout.heads) { drawHeads(columns, on: &$0) }
        // All with the decimals of the reference: they are compared. No other market is ranked for it.
        let known = [board.reference] + board.others.filter { $0.last != nil }.map(\.instrument)
        let prices = known.lazy.compactMap { state.statistics(of: $0) }.first.map { PriceText($0) }
        for line in 0..<layout.rows.height where top + line < board.rows.count {
            let place = Rect(
                x: layout.rows.x, y: layout.rows.y + line, width: layout.rows.width, height: 1)
            let row = board.rows[top + line]
            canvas.draw(in: place) { part in
                draw(row, in: columns, prices, state, on: &part)
                guard top + line == chosen, row.instrument != board.reference else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { $0.on(.selection) }
            }
        }
        canvas.draw(in: layout.summary) { drawSummary(state, on: &$0) }
        guard board.rows.indices.contains(chosen) else { return }
        canvas.draw(in: layout.distances) {
            CompareDistances(row: board.rows[chosen]).draw(on: &$0)
        }
    }

    private func drawFrame(from top: Int, _ state: State, on canvas: inout Canvas) {
        let pair = state.pieces(of: board.reference)
        let count = board.rows.count
        let markets = count == 1 ? "one market" : "\(Numbers.count(count)) markets"
        let note = PaneTitle.Note([
            [("to ", .dim), (board.reference.market.name, .accent)]
        ])
        var box = PaneBox(
            title: PaneTitle(
                names: [pair + [(" on \(markets)", .strong)], pair],
                notes: count > 1 ? [note] : [],
                count: count > layout.rows.height
                    ? SeenRows.counted(from: top, height: layout.rows.height, of: count) : nil),
            digit: nil, isFocused: true)
        box.seen = (top..<min(count, top + layout.rows.height), count)
        // Below the rows there may be the summary: the track would not end where they do.
        if !layout.summary.isEmpty { box.seen = nil }
        box.draw(on: &canvas)
    }

    /// The places of the columns: market, last price and distance; the bar where there is room.
    private struct Columns {
        let name: Range<Int>
        let last: Range<Int>
        let distance: Range<Int>
        /// Of an odd width, 0 in its middle; `nil` without room for it.
        let bar: Range<Int>?

        init(width: Int) {
            let name = min(max(8, width - 21), width < 44 ? 10 : width < 56 ? 11 : 14)
            self.name = 2..<2 + name
            last = self.name.upperBound..<self.name.upperBound + 11
            distance = last.upperBound..<last.upperBound + 8
            let room = width - distance.upperBound - 2
            let odd = min(room - (room + 1) % 2, 31)
            bar = odd >= 5 ? distance.upperBound + 2..<distance.upperBound + 2 + odd : nil
        }
    }

    private func drawHeads(_ columns: Columns, on canvas: inout Canvas) {
        canvas.write("market", at: Point(columns.name.lowerBound, 0), style: .label)
        for (title, place) in [("last", columns.last), ("bp", columns.distance)] {
            canvas.write(
                title, at: Point(place.lowerBound, 0), style: .label, width: place.count,
                align: .right)
        }
        guard let bar = columns.bar, bar.count >= 9 else { return }
        let limit = Numbers.fixed(SpreadSeries.limit, decimals: 0)
        let middle = bar.lowerBound + bar.count / 2
        canvas.write(Numbers.minus + limit, at: Point(bar.lowerBound, 0), style: .label)
        canvas.write("0", at: Point(middle, 0), style: .label)
        canvas.write(limit, at: Point(bar.upperBound - limit.count, 0), style: .label)
    }

    private func draw(
        _ row: SpreadBoard.Row, in columns: Columns, _ prices: PriceText?, _ state: State,
        on canvas: inout Canvas
    ) {
        let isReference = row.instrument == board.reference
        let age = PriceAge(of: row.instrument, in: state.window)
        let isOld = age?.isOld ?? true
        canvas.write(
            row.instrument.market.name, at: Point(columns.name.lowerBound, 0),
            style: isReference ? .accent : isOld ? .dim : .plain, width: columns.name.count)
        canvas.write(
            prices?.text(row.last, room: columns.last.count - 1) ?? Numbers.missing,
            at: Point(columns.last.lowerBound, 0),
            style: isOld ? .dim : .plain, width: columns.last.count, align: .right)
        let isWide = row.now.map { $0.magnitude > SpreadSeries.limit } ?? false
        // The age of what both know, else that of what the market knows alone.
        let stale = row.now == nil ? (row.age ?? age)?.text : nil
        let text = isReference ? stale : row.now.map { Numbers.bp($0) } ?? stale
        canvas.write(
            text ?? Numbers.missing, at: Point(columns.distance.lowerBound, 0),
            style: isWide ? .warning : row.now == nil || isReference ? .dim : .plain,
            width: columns.distance.count, align: .right)
        guard let bar = columns.bar, let now = row.now else { return }
        canvas.draw(in: Rect(x: bar.lowerBound, y: 0, width: bar.count, height: 1)) {
            BalanceBar(now / SpreadSeries.limit).draw(on: &$0, style: isWide ? .warning : .accent)
        }
    }

    /// The cheapest market, the dearest one, and the largest distance of the day.
    private func drawSummary(_ state: State, on canvas: inout Canvas) {
        var lines: [(word: String, row: Instrument, bp: Double, minute: Minute?)] = []
        for (word, row) in [("cheapest", board.cheapest), ("dearest", board.dearest)] {
            guard let row, let now = row.now else { continue }
            lines.append((word, row.instrument, now, nil))
        }
        if let widest = board.widest {
            lines.append(("widest", widest.instrument, widest.bp, widest.minute))
        }
        let end = Columns(width: canvas.width).distance.upperBound
        for (y, line) in lines.enumerated() {
            let figure = Numbers.bp(line.bp)
            let x = end - figure.cellWidth
            canvas.write(line.word, at: Point(2, y), style: .label)
            canvas.write(line.row.market.name, at: Point(12, y), width: max(0, x - 13))
            canvas.write(figure, at: Point(x, y))
            guard let minute = line.minute else { continue }
            let time = " at \(state.localTime.clock(at: minute.unixSeconds))"
            if end + time.cellWidth <= canvas.width {
                canvas.write(time, at: Point(end, y), style: .dim)
            }
        }
    }
}
