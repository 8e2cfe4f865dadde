import TrackerEngine

/// The chart of the chosen pair, and a line of what is read off it.
struct ChartPanel: Panel {
    let subject: ChartSubject
    let statistics: PairStatistics

    func draw(_ state: State, on canvas: inout Canvas) {
        let places = Places(in: canvas.bounds, hasReading: state.hasReading)
        canvas.draw(in: places.reading) {
            ReadingText(subject, state, $0.symbols).draw(on: &$0)
        }
        let change = ChangeText(statistics.change, canvas.symbols)
        let style: Style =
            switch change.style {
            case .rising: .chartRising
            case .falling: .chartFalling
            default: .chartLine
            }
        canvas.draw(in: places.chart) { part in
            let chart = subject.chart(time: state.localTime, style: style)
            guard chart.plan(in: part.size) != nil else {
                part.write("No price in these minutes.", at: Point(1, 0), style: .dim)
                return
            }
            chart.draw(on: &part)
        }
    }

    struct Places {
        /// Empty while there is nothing to read.
        let reading: Rect
        let chart: Rect

        init(in rect: Rect, hasReading: Bool) {
            let inside = rect.inset(columns: 1)
            (reading, chart) = inside.splitTop(hasReading && rect.height >= 3 ? 1 : 0)
        }
    }
}

extension State {
    /// Whether the chart has a line of what is read off it.
    var hasReading: Bool { chart.cursor != nil || !chart.marks.isEmpty || chart.other != nil }

    /// Where the prices of the chart are drawn on the screen, and which minute a column stands for.
    ///
    /// - Returns: `nil` where no chart is drawn.
    func chartPlan() -> (plan: Chart.Plan, origin: Point, minutes: ClosedRange<Minute>)? {
        guard let pane = layout.panes[.chart], let subject = ChartSubject(self) else { return nil }
        let inPane = PairPanel.Places(in: pane.size).chart
        let place = ChartPanel.Places(in: inPane, hasReading: hasReading).chart
        let chart = subject.chart(time: localTime, style: .plain)
        guard let plan = chart.plan(in: place.size) else { return nil }
        let origin = Point(pane.x + place.x, pane.y + place.y)
        return (plan, origin, subject.minutes)
    }
}
