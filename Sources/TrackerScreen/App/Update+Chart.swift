import TrackerEngine

extension State {
    /// All minutes that the chart may show.
    var windowMinutes: ClosedRange<Minute> { window.first...window.last }

    mutating func performOnChart(_ action: ChartAction) {
        makeRoomForCandles()
        switch action {
        case .earlier: moveCursor(-1, on: chartPlan()?.plan)
        case .later: moveCursor(1, on: chartPlan()?.plan)
        case .first: chart.setCursor(windowMinutes.lowerBound, window: windowMinutes)
        case .last: chart.setCursor(windowMinutes.upperBound, window: windowMinutes)
        case .mark: mark()
        case .zoomIn: chart.zoom(in: true, window: windowMinutes)
        case .zoomOut: chart.zoom(in: false, window: windowMinutes)
        case .panEarlier: chart.pan(later: false, window: windowMinutes)
        case .panLater: chart.pan(later: true, window: windowMinutes)
        case .candles: chart.candle = Self.next(chart.candle, in: ChartView.candles)
        case .axis: chart.axis = Self.next(chart.axis, in: PriceAxis.Kind.allCases)
        case .mean: chart.mean = Self.next(chart.mean, in: ChartView.Mean.allCases)
        case .priceMap: chart.hasPriceMap.toggle()
        case .pin: pin()
        }
        makeRoomForCandles()
        chart.follow(windowMinutes)
    }

    private mutating func makeRoomForCandles() {
        guard let statistics = chosenInstrument.flatMap({ statistics(of: $0) }) else { return }
        chart = roomyChart(for: statistics)
    }

    /// Moves the cursor by a candle, or by a column of dots, so that every step is seen; by a minute
    /// if those are wider.
    ///
    /// `plan`: the chart that it is seen on; `nil`: none.
    mutating func moveCursor(_ direction: Int, on plan: Chart.Plan?) {
        if let candle = chart.candle {
            return chart.moveCursor(byCandles: direction, of: candle, window: windowMinutes)
        }
        let dots = max(1, (plan?.plot.width ?? 1) * 2)
        let shown = plan?.shown.count ?? chart.span.minutes
        chart.moveCursor(by: direction * max(1, shown / dots), window: windowMinutes)
    }

    private mutating func mark() {
        guard chart.cursor != nil else {
            let cursor = [Action.chart(.earlier), .chart(.later)].compactMap {
                keys.keys(of: $0).first
            }
            let signs = KeyName.signs(cursor).map { " (\($0))" } ?? ""
            notice = "Move the cursor first\(signs)."
            return
        }
        chart.mark()
    }

    /// Makes the chosen pair the reference of comparisons, or ends that if it is.
    private mutating func pin() {
        guard let instrument = chosenInstrument else { return }
        if chart.other == instrument {
            chart.other = nil
            notice = "No pair is compared now."
        } else {
            chart.other = instrument
            let name = "\(instrument.market.name) \(snapshot.title(of: instrument))"
            notice = "\(name) is the reference now. Choose a pair to compare with it."
        }
    }

    private static func next<Value: Equatable>(_ value: Value, in all: [Value]) -> Value {
        let place = all.firstIndex(of: value).map { $0 + 1 } ?? 0
        return all[place % all.count]
    }

    /// A click on the chart: the cursor goes there.
    mutating func readChart(at point: Point) {
        guard let (plan, origin, minutes) = chartPlan(),
            let offset = plan.offset(at: point.x - origin.x)
        else { return }
        makeRoomForCandles()
        chart.setCursor(minutes.lowerBound.advanced(by: offset), window: windowMinutes)
    }
}

// MARK: - Time travel

extension State {
    /// Shows everything as it was so many minutes before or after what is shown now; 0 is now.
    mutating func travel(by minutes: Int) {
        let shown = moment ?? snapshot.window.last
        travel(to: minutes == 0 ? nil : shown.advanced(by: minutes))
    }
}
