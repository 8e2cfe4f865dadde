import TrackerEngine

/// The chosen pair: its price, its day, its rank.
struct PairPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let name =
            state.chosenInstrument
            .map { "\($0.market.name) \(state.snapshot.title(of: $0))" } ?? "Chart"
        let subject = ChartSubject(state)
        PaneTitle.draw(
            [name], note: note(beside: name, subject, state, canvas), of: .chart, state,
            on: &canvas)
        let places = PairPlaces(in: canvas.size)
        guard let instrument = state.chosenInstrument, let subject,
            let statistics = state.statistics(of: instrument)
        else {
            canvas.draw(in: canvas.bounds.splitTop(1).rest) { part in
                part.write("No data", at: Point(2, 1), style: .strong)
                part.write(reason(state), at: Point(2, 2), style: .dim)
            }
            return
        }
        let age = PriceAge(of: instrument, in: state.window)
        canvas.draw(in: places.quote) {
            QuotePanel(
                statistics: statistics, age: age, turnover: state.window.turnover(of: instrument)
            ).draw(state, on: &$0)
        }
        canvas.draw(in: places.chart) {
            ChartPanel(subject: subject, statistics: statistics).draw(state, on: &$0)
        }
        canvas.draw(in: places.rank.inset(columns: 2)) { RankPanel().draw(state, on: &$0) }
    }

    /// The pair that is drawn behind this one; the progress of the pair's history while that is
    /// fetched, else the way the chart looks at the day.
    private func note(
        beside title: String, _ subject: ChartSubject?, _ state: State, _ canvas: Canvas
    ) -> PaneTitle.Note {
        let view = ViewText(state.chart).text
        let backfill = state.snapshot.backfill
        let isFetched = backfill.pair != nil && backfill.pair == state.chosenInstrument
        guard let other = subject?.other else {
            guard isFetched else { return .init([view]) }
            let room = PaneTitle.room(beside: title, width: canvas.width)
            return .init(
                [FetchText(count: backfill.requests, symbols: canvas.symbols).text(room: room)])
        }
        let name = other.name(in: state.snapshot)
        let ways = view.isEmpty ? [] : ["\(view), with \(name)"]
        return .init(ways + ["with \(name)", name], style: .accent)
    }

    private func reason(_ state: State) -> String {
        if state.listings.isEmpty { return "No market matches the filter." }
        if state.pairList.isEmpty, !state.pairFilter.isEmpty {
            return "No pair matches the filter."
        }
        return "No price of it came in the last 24 hours."
    }
}
