import TrackerEngine

extension State {
    /// Whether the chart has a line of what is read off it.
    var hasReading: Bool {
        isEnlarged ? false : chart.cursor != nil || !chart.marks.isEmpty || chart.other != nil
    }

    /// The place of the chart's prices on the screen, and the minutes that its columns stand for.
    ///
    /// - Returns: `nil` where no chart is drawn.
    func chartPlan() -> (plan: Chart.Plan, origin: Point, minutes: ClosedRange<Minute>)? {
        guard layout.panes[.chart] != nil, let subject = ChartSubject(self) else { return nil }
        let pane = layout.inside(.chart)
        var chart = subject.chart(time: localTime, style: .plain)
        let place: Rect
        if isEnlarged {
            let places = EnlargedPlaces(
                in: pane.size, digits: subject.head.digits, hasMap: self.chart.hasPriceMap)
            (place, chart.columnsBeside) = (places.chart, places.map)
        } else {
            let places = PairPlaces(in: pane.size, digits: subject.head.digits)
            place = ChartPlaces(in: places.chart, hasReading: hasReading).chart
        }
        guard let plan = chart.plan(in: place.size) else { return nil }
        let origin = Point(pane.x + place.x, pane.y + place.y)
        return (plan, origin, subject.minutes)
    }
}

extension State {
    /// The chart's view with what there is room for, as candles take a column each.
    func roomyChart(for statistics: PairStatistics) -> ChartView {
        var view = chart
        view.room = nil
        guard let candle = view.candle, layout.panes[.chart] != nil else { return view }
        let prices = PriceText(statistics)
        let texts = [statistics.high, statistics.low].map { prices.text($0) }
        // As many as the labels take at the most, those of per cent too, with their blanks.
        let labels = max(texts.map(\.cellWidth).max() ?? 0, view.axis == .linear ? 0 : 8) + 2
        let pane = layout.inside(.chart).size
        let map =
            isEnlarged ? EnlargedPlaces(in: pane, digits: nil, hasMap: chart.hasPriceMap).map : 0
        let columns = pane.width - 2 - labels - map
        // The first candle and the last one may be cut.
        view.room = max(1, columns - 1) * candle
        return view
    }
}
