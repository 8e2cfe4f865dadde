import TrackerEngine

/// Up to nine charts at once: of the favourites, or of the most restless pairs of the market.
struct GridPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .grid(let cursor) = state.overlay else { return }
        let layout = GridLayout(in: canvas.size)
        let pairs = state.gridPairs(cursor)
        guard !pairs.isEmpty else {
            canvas.write("No pair has moved enough to be shown.", at: Point(2, 1), style: .dim)
            return
        }
        for (place, instrument) in pairs.enumerated() {
            canvas.draw(in: layout.cell(place)) { cell in
                draw(instrument, isChosen: place == cursor.place, state, on: &cell)
            }
        }
    }

    private func draw(
        _ instrument: Instrument, isChosen: Bool, _ state: State, on canvas: inout Canvas
    ) {
        let statistics = state.statistics(of: instrument)
        let change = ChangeText(statistics?.change, canvas.symbols)
        drawTitle(instrument, change, isChosen: isChosen, state, on: &canvas)
        canvas.draw(in: canvas.bounds.splitTop(1).rest) { part in
            // Cursor, marks and company belong to the pair that was looked at.
            var alone = state
            _ = alone.chart.clear()
            alone.chart.other = nil
            guard let subject = ChartSubject(instrument, alone) else {
                part.write("No price in the last 24 hours", at: Point(1, 0), style: .dim)
                return
            }
            let style: Style =
                switch change.style {
                case .rising: .chartRising
                case .falling: .chartFalling
                default: .chartLine
                }
            subject.chart(time: state.localTime, style: style).draw(on: &part)
        }
    }

    private func drawTitle(
        _ instrument: Instrument, _ change: ChangeText, isChosen: Bool, _ state: State,
        on canvas: inout Canvas
    ) {
        let line = Rect(x: 0, y: 0, width: canvas.width, height: 1)
        canvas.fill(
            line, with: canvas.symbols.horizontal, style: isChosen ? .frameFocused : .frame)
        let mark = isChosen ? canvas.symbols.pointer : " "
        let room = max(0, canvas.width - change.text.cellWidth - 4)
        let name = "\(mark)\(state.snapshot.title(of: instrument)) "
        let taken = canvas.write(
            name, at: Point(1, 0), style: isChosen ? .title : .strong,
            width: min(name.cellWidth, room))
        let market = "\(instrument.market.name) "
        if taken + market.cellWidth < room {
            canvas.write(market, at: Point(1 + taken, 0), style: .dim)
        }
        canvas.write(
            " \(change.text) ", at: Point(canvas.width - change.text.cellWidth - 3, 0),
            style: change.style)
    }
}
