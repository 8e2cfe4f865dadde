import TrackerEngine

extension DayWindow {
    /// Where the minutes of an instrument come from; `nil` for one without a price in the window.
    func coverage(of instrument: Instrument) -> Coverage? {
        series(of: instrument).map { series in
            Coverage(polled: series.amounts.reduce(0) { $0 + ($1.isNaN ? 0 : 1) })
        }
    }
}
