import TrackerEngine

extension State {
    /// Whether the chart has a line of what is read off it.
    var hasReading: Bool { chart.cursor != nil || !chart.marks.isEmpty || chart.other != nil }

    /// The place of the chart's prices on the screen, and the minutes that its columns stand for.
    ///
    /// - Returns: `nil` where no chart is drawn.
    func chartPlan() -> (plan: Chart.Plan, origin: Point, minutes: ClosedRange<Minute>)? {
        guard layout.panes[.chart] != nil, let subject = ChartSubject(self) else { return nil }
        let pane = layout.inside(.chart)
        let places = PairPlaces(in: pane.size, digits: subject.head.digits)
        let place = ChartPlaces(in: places.chart, hasReading: hasReading).chart
        let chart = subject.chart(time: localTime, style: .plain)
        guard let plan = chart.plan(in: place.size) else { return nil }
        let origin = Point(pane.x + place.x, pane.y + place.y)
        return (plan, origin, subject.minutes)
    }
}
