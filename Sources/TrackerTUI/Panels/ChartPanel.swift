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
            values: series.chartable, start: series.start.unixSeconds, localTime: state.localTime,
            tag: PriceText(statistics).text(statistics.last, room: 14))
        canvas.draw(in: canvas.bounds.inset(columns: 1)) { chart.draw(on: &$0, style: style) }
    }
}

extension Series {
    /// For drawing: a price of 0 means "no price" and is a hole.
    var chartable: [Double] { amounts.map { $0 == 0 ? .nan : $0 } }
}
