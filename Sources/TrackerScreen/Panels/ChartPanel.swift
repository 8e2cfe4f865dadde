import TrackerEngine

/// The chart of the chosen pair's 24 hours.
struct ChartPanel: Panel {
    let series: Series
    let statistics: PairStatistics

    func draw(_ state: State, on canvas: inout Canvas) {
        let change = ChangeText(statistics.change, canvas.symbols)
        let style: Style =
            switch change.style {
            case .rising: .chartRising
            case .falling: .chartFalling
            default: .chartLine
            }
        let chart = Chart(
            values: series.amounts, start: series.start.unixSeconds, time: state.localTime,
            style: style, lastPrice: PriceText(statistics).text(statistics.last, room: 14))
        canvas.draw(in: canvas.bounds.inset(columns: 1)) { chart.draw(on: &$0) }
    }
}
