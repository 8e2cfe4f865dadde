import TrackerEngine

/// The parts of the chosen pair's pane, from top to bottom, below its title.
struct PairPlaces: Hashable, Sendable {
    let quote: Rect
    let chart: Rect
    /// Empty where rows are few.
    let rank: Rect

    /// The rows that the rank and what belongs to it make use of.
    static let rankHeight = 6

    init(in size: Size) {
        let inside = Rect(size)
        let rows = inside.height >= 16 ? Self.rankHeight : inside.height >= 11 ? 2 : 0
        let upper: Rect
        (upper, rank) = inside.splitBottom(rows)
        (quote, chart) = upper.splitTop(Self.quoteHeight(upper.height))
    }

    private static func quoteHeight(_ height: Int) -> Int {
        height >= 14 ? BigText.height + 2 : height >= 7 ? 2 : min(1, height)
    }
}

/// The parts of the chart.
struct ChartPlaces: Hashable, Sendable {
    /// A line of what is read off the chart; empty while there is nothing to read.
    let reading: Rect
    let chart: Rect

    init(in rect: Rect, hasReading: Bool) {
        let inside = rect.inset(columns: 1)
        (reading, chart) = inside.splitTop(hasReading && rect.height >= 3 ? 1 : 0)
    }
}

extension State {
    /// Whether the chart has a line of what is read off it.
    var hasReading: Bool { chart.cursor != nil || !chart.marks.isEmpty || chart.other != nil }

    /// The place of the chart's prices on the screen, and the minutes that its columns stand for.
    ///
    /// - Returns: `nil` where no chart is drawn.
    func chartPlan() -> (plan: Chart.Plan, origin: Point, minutes: ClosedRange<Minute>)? {
        guard layout.panes[.chart] != nil, let subject = ChartSubject(self) else { return nil }
        let pane = layout.inside(.chart)
        let place = ChartPlaces(in: PairPlaces(in: pane.size).chart, hasReading: hasReading).chart
        let chart = subject.chart(time: localTime, style: .plain)
        guard let plan = chart.plan(in: place.size) else { return nil }
        let origin = Point(pane.x + place.x, pane.y + place.y)
        return (plan, origin, subject.minutes)
    }
}
