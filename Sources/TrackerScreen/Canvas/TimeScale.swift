/// The round clock times on a time axis, and their columns.
struct TimeScale: Hashable, Sendable {
    struct Label: Hashable, Sendable {
        /// The column of the axis, from 0.
        let column: Int
        /// `09:00`, or the date at midnight.
        let text: String
        let isMidnight: Bool
    }

    /// Earliest first, never two closer than `closest` columns.
    let labels: [Label]

    /// The least distance between two marks, in columns.
    static let closest = 8
    /// The distances between marks that are round, in minutes.
    private static let steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440]

    /// A scale for `minutes`, the first of which begins at `start` in Unix seconds.
    init(start: Int, minutes: Int, columns: Int, time: LocalTime) {
        guard minutes > 0, columns > 0,
            let step = Self.steps.first(where: { $0 * columns >= Self.closest * minutes })
        else {
            labels = []
            return
        }
        var labels: [Label] = []
        var offset = 0
        for minute in 0..<minutes {
            let now = start + minute * 60
            // The system's answer is not cheap, and offsets change on quarters of an hour.
            if minute == 0 || now / 60 % 15 == 0 { offset = time.offset(now) }
            let local = (now + offset) / 60
            guard local.isMultiple(of: step) else { continue }
            let column = minute * columns / minutes
            // An hour that a change of clocks repeats or leaves out.
            if let last = labels.last, column - last.column < Self.closest { continue }
            let isMidnight = local.isMultiple(of: 1440)
            let text = isMidnight ? time.date(at: now) : time.clock(at: now)
            labels.append(Label(column: column, text: text, isMidnight: isMidnight))
        }
        self.labels = labels
    }
}
