import TrackerEngine

/// The chart of the chosen pair with the screen to itself.
struct EnlargedPanel: Panel {
    let subject: ChartSubject
    let statistics: PairStatistics

    func draw(_ state: State, on canvas: inout Canvas) {
        let places = EnlargedPlaces(
            in: canvas.size, digits: subject.head.digits, hasMap: state.chart.hasPriceMap)
        let instrument = subject.instrument
        canvas.draw(in: places.quote) {
            QuotePanel(
                subject: subject, statistics: statistics,
                age: PriceAge(of: instrument, in: state.window),
                turnover: state.window.turnover(of: instrument)
            ).draw(state, on: &$0)
        }
        canvas.draw(in: places.facts) { drawFacts(state, on: &$0) }
        var chart = subject.chart(
            time: state.localTime, style: ChangeText(statistics.change).chartStyle,
            fill: state.chartFill)
        chart.columnsBeside = places.map
        guard let plan = chart.plan(in: places.chart.size) else {
            return canvas.draw(in: places.chart) {
                $0.write("No price in these minutes.", at: Point(1, 0), style: .dim)
            }
        }
        canvas.draw(in: places.chart) { part in
            chart.draw(plan, on: &part)
            drawMap(plan, on: &part)
            drawLegend(plan, at: chart.cursor, state, on: &part)
        }
        canvas.draw(in: places.moves) { drawMoves(plan, state, on: &$0) }
    }

    /// The range, the volatility and the pairs of the market.
    private func drawFacts(_ state: State, on canvas: inout Canvas) {
        let rows = (0..<canvas.height).map {
            Rect(x: 2, y: $0, width: canvas.width - 2, height: 1)
        }
        guard rows.count >= 3 else { return }
        canvas.draw(in: rows[0]) {
            RangePanel(subject: subject, statistics: statistics).draw(state, on: &$0)
        }
        let place = MarketPlace(
            of: subject.instrument, statistics,
            in: state.window.board(of: subject.instrument.market), state)
        canvas.draw(in: rows[1], place.drawVolatility)
        canvas.draw(in: rows[2], place.drawStrip)
    }

    private func drawMap(_ plan: Chart.Plan, on canvas: inout Canvas) {
        guard plan.free.width > 1 else { return }
        let map = PriceMap(
            subject.minutes(in: plan.shown, rows: plan.plot.height) { plan.row(of: $0) })
        let place = Rect(
            x: plan.free.x + 1, y: plan.free.y, width: plan.free.width - 1,
            height: plan.free.height)
        canvas.draw(in: place) { map.draw(on: &$0) }
        guard plan.below.height > 1 else { return }
        for (row, words) in ["minutes at", "each price"].enumerated() {
            canvas.write(
                words, at: Point(place.x, plan.below.y + row), style: .dim, width: place.width)
        }
    }

    /// What the cursor reads, beside it.
    private func drawLegend(
        _ plan: Chart.Plan, at cursor: Int?, _ state: State, on canvas: inout Canvas
    ) {
        let text = legend(state, symbols: canvas.symbols)
        guard !text.isEmpty else { return }
        let column = cursor.flatMap { plan.column(of: $0) } ?? 0
        let words = " \(text) ".cut(to: plan.plot.width)
        let room = plan.plot.width - column - 2
        let x = words.cellWidth <= room ? column + 2 : max(0, column - words.cellWidth - 1)
        canvas.write(
            words, at: Point(plan.plot.x + x, plan.plot.y + min(1, plan.plot.height - 1)),
            style: .plain.on(.selection))
    }

    private func legend(_ state: State, symbols: Symbols) -> String {
        let view = subject.view
        guard let cursor = view.cursor, view.marks.isEmpty, view.candle == nil, view.other == nil,
            let price = subject.price(at: cursor), let base = subject.base,
            let newest = statistics.newest
        else {
            return ReadingText(subject, state, symbols: symbols).parts.map(\.text)
                .joined(separator: "  ")
        }
        let start = state.localTime.clock(at: subject.minutes.lowerBound.unixSeconds)
        let since = ChangeText(price.amount / base.amount - 1).text
        let on = ChangeText(newest.amount / price.amount - 1).text
        return "\(since) since \(start) \(symbols.separator) \(on) to now"
    }

    private func drawMoves(_ plan: Chart.Plan, _ state: State, on canvas: inout Canvas) {
        guard canvas.height > 0 else { return }
        let bars = subject.moveBars(
            in: plan.shown, columns: plan.plot.width, keptIn: state.shown.moves)
        let hasWords = canvas.height > 2
        let place = Rect(
            x: plan.plot.x, y: hasWords ? 1 : 0, width: plan.plot.width,
            height: canvas.height - (hasWords ? 1 : 0))
        canvas.draw(in: place) { bars.draw(on: &$0) }
        func percent(_ share: Double) -> String { Numbers.unsignedPercent(share, decimals: 3) }
        if hasWords {
            let x = plan.plot.x
            let end = x + canvas.write("moves a minute, median ", at: Point(x, 0), style: .dim)
            canvas.write(percent(bars.usual), at: Point(end, 0))
        }
        guard plan.beside.width > 0 else { return }
        canvas.write(
            percent(bars.largest) + " ", at: Point(plan.beside.x, place.y), style: .axis,
            width: plan.beside.width, align: .right)
    }
}
