/// The times under a chart: round local hours, the date where midnight falls.
struct TimeAxis: Sendable {
    struct Label: Hashable, Sendable {
        let column: Int
        let text: String
    }

    /// Two labels begin at least so many columns apart.
    static let leastGap = 8

    /// `start` in Unix seconds; `minutes` are spread over `columns`.
    static func labels(
        start: Int, minutes: Int, columns: Int, localTime: LocalTime
    ) -> [Label] {
        guard minutes > 0, columns > 0 else { return [] }
        let steps = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440]
        let step = steps.first { $0 * columns / minutes >= leastGap } ?? 1440
        return (0..<minutes).compactMap { minute in
            let time = start + minute * 60
            let ofDay = localTime.secondsOfDay(at: time) / 60
            guard ofDay.isMultiple(of: step) else { return nil }
            let text = ofDay == 0 ? localTime.date(at: time) : localTime.clock(at: time)
            return Label(column: minute * columns / minutes, text: text)
        }
    }
}
