import TrackerEngine

/// The chosen pair: its price, its day, its rank.
struct PairPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let subject = ChartSubject(state)
        let places = PairPlaces(in: canvas.size)
        guard let instrument = state.chosenInstrument, let subject,
            let statistics = state.statistics(of: instrument)
        else {
            canvas.draw(in: canvas.bounds) { part in
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

    private func reason(_ state: State) -> String {
        if state.listings.isEmpty { return "No market matches the filter." }
        if state.pairList.isEmpty, !state.pairFilter.isEmpty {
            return "No pair matches the filter."
        }
        return "No price of it came in the last 24 hours."
    }
}
