import TrackerEngine

/// The chosen pair: its price, its day, its rank.
struct PairPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let name =
            state.chosenInstrument
            .map { "\($0.market.name) \(state.snapshot.title(of: $0))" } ?? "Chart"
        PaneTitle.draw(
            name, note: note(beside: name, state, canvas), of: .chart, state, on: &canvas)
        let places = PairPlaces(in: canvas.size)
        guard let instrument = state.chosenInstrument,
            let subject = ChartSubject(state),
            let statistics = state.statistics(of: instrument)
        else {
            canvas.draw(in: canvas.bounds.splitTop(1).rest) { part in
                part.write("No data", at: Point(2, 1), style: .strong)
                part.write(reason(state), at: Point(2, 2), style: .dim)
            }
            return
        }
        canvas.draw(in: places.quote) { QuotePanel(statistics: statistics).draw(state, on: &$0) }
        canvas.draw(in: places.chart) {
            ChartPanel(subject: subject, statistics: statistics).draw(state, on: &$0)
        }
        canvas.draw(in: places.rank.inset(columns: 2)) { RankPanel().draw(state, on: &$0) }
    }

    /// The progress of the pair's history while that is fetched, else the way the chart looks at
    /// the day.
    private func note(beside title: String, _ state: State, _ canvas: Canvas) -> String {
        let view = ViewText(state.chart).text
        let backfill = state.snapshot.backfill
        guard let pair = backfill.pair, pair == state.chosenInstrument else { return view }
        return FetchText(count: backfill.requests, symbols: canvas.symbols)
            .text(room: PaneTitle.room(beside: title, width: canvas.width))
    }

    private func reason(_ state: State) -> String {
        if state.listings.isEmpty { return "No market matches the filter." }
        if state.pairList.isEmpty, !state.pairFilter.isEmpty {
            return "No pair matches the filter."
        }
        return "No price of it came in the last 24 hours."
    }
}
