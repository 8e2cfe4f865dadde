import TrackerEngine

/// The chart of the chosen pair, and a line of what is read off it.
struct ChartPanel: Panel {
    let subject: ChartSubject
    let statistics: PairStatistics

    func draw(_ state: State, on canvas: inout Canvas) {
        let places = ChartPlaces(in: canvas.bounds, hasReading: state.hasReading)
        canvas.draw(in: places.reading) {
            ReadingText(subject, state, symbols: $0.symbols).draw(on: &$0)
        }
        let style = ChangeText(statistics.change).chartStyle
        canvas.draw(in: places.chart) { part in
            let chart = subject.chart(
                time: state.localTime, style: style, fill: state.chartFill)
            guard let plan = chart.plan(in: part.size) else {
                part.write("No price in these minutes.", at: Point(1, 0), style: .dim)
                return
            }
            chart.draw(plan, on: &part)
        }
    }
}
