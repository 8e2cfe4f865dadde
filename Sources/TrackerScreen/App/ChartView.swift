import TrackerEngine

/// The part of a day that the chart shows, and how it does.
struct ChartView: Hashable, Sendable {
    /// The number of minutes that the chart shows.
    enum Span: Int, CaseIterable, Hashable, Sendable {
        case hour = 60
        case threeHours = 180
        case sixHours = 360
        case halfDay = 720
        case day = 1440

        var minutes: Int { rawValue }

        var title: String { "\(rawValue / 60) h" }
    }

    /// The lines that are worked out of the prices.
    enum Mean: CaseIterable, Hashable, Sendable {
        case none, mean, band

        /// The minutes that each mean is of.
        static let minutes = 60

        var title: String {
            switch self {
            case .none: "mean"
            case .mean: "mean 1 h"
            case .band: "mean and 2σ"
            }
        }
    }

    var mean = Mean.none
    /// Whether the chart alone shows how many minutes each price had.
    var hasPriceMap = true
    var span = Span.day
    /// The most minutes that there is room for; `nil`: all of the span.
    ///
    /// Candles take a column each. It depends on the size of the screen, which others know.
    var room: Int?
    /// The newest minute that it shows; `nil`: it follows the window.
    private(set) var end: Minute?
    /// The length of a candle in minutes; `nil`: a line.
    var candle: Int?
    var axis = PriceAxis.Kind.linear
    /// `nil` while nobody reads.
    var cursor: Minute?
    /// The marks: none, one or two, in the order in which they were set.
    private(set) var marks: [Minute] = []
    /// The pair that others are compared with, whichever is chosen.
    var other: Instrument?

    /// The number of minutes that are shown.
    var length: Int { min(span.minutes, max(1, room ?? .max)) }

    static let candles: [Int?] = [nil, 5, 15, 60]

    /// The minutes that are shown of a window.
    func shown(of window: ClosedRange<Minute>) -> ClosedRange<Minute> {
        let earliest = window.lowerBound.advanced(by: length - 1)
        let last = end.map { min(max($0, earliest), window.upperBound) } ?? window.upperBound
        return last.advanced(by: 1 - length)...last
    }

    /// Whether it is as it was at the start.
    var isPlain: Bool {
        span == .day && end == nil && candle == nil && axis == .linear && other == nil
    }
}

// MARK: - Moving

extension ChartView {
    /// The next shorter span, or the next longer one, around the cursor where there is one.
    mutating func zoom(in isCloser: Bool, window: ClosedRange<Minute>) {
        let spans = Span.allCases
        guard let place = spans.firstIndex(of: span),
            spans.indices.contains(place + (isCloser ? -1 : 1))
        else { return }
        let before = shown(of: window)
        span = spans[place + (isCloser ? -1 : 1)]
        guard let cursor, before.contains(cursor) else {
            // The right edge stays where it is.
            return setEnd(before.upperBound, window)
        }
        setEnd(cursor.advanced(by: length / 2), window)
    }

    /// Moves by half of what is shown.
    mutating func pan(later: Bool, window: ClosedRange<Minute>) {
        // Whole candles.
        let unit = candle ?? 1
        let step = max(unit, length / 2 / unit * unit)
        let last = shown(of: window).upperBound
        setEnd(last.advanced(by: later ? step : -step), window)
        guard let cursor else { return }
        let now = shown(of: window)
        self.cursor = min(max(cursor, now.lowerBound), now.upperBound)
    }

    /// Moves the cursor; it appears at the newest minute, and takes the view along at an edge.
    mutating func moveCursor(by minutes: Int, window: ClosedRange<Minute>) {
        guard let cursor else { return self.cursor = shown(of: window).upperBound }
        setCursor(cursor.advanced(by: minutes), window: window)
    }

    mutating func setCursor(_ minute: Minute, window: ClosedRange<Minute>) {
        let minute = min(max(minute, window.lowerBound), window.upperBound)
        cursor = minute
        let now = shown(of: window)
        if minute > now.upperBound { setEnd(minute, window) }
        if minute < now.lowerBound { setEnd(minute.advanced(by: length - 1), window) }
    }

    /// Moves the cursor to a candle before or behind; it appears at the newest one.
    mutating func moveCursor(byCandles count: Int, of length: Int, window: ClosedRange<Minute>) {
        guard let cursor else { return self.cursor = shown(of: window).upperBound }
        let start = cursor.start(ofCandles: length)
        setCursor(start.advanced(by: count * length), window: window)
    }

    /// A mark at the cursor; a third one begins anew.
    mutating func mark() {
        guard let cursor else { return }
        if marks.count == 2 { marks = [] }
        if marks.last != cursor { marks.append(cursor) }
    }

    /// Takes cursor and marks away.
    ///
    /// - Returns: whether there were any.
    mutating func clear() -> Bool {
        guard cursor != nil || !marks.isEmpty else { return false }
        (cursor, marks) = (nil, [])
        return true
    }

    /// Follows the window: what has left it is not pointed at any longer.
    mutating func follow(_ window: ClosedRange<Minute>) {
        if let cursor { self.cursor = min(max(cursor, window.lowerBound), window.upperBound) }
        marks.removeAll { !window.contains($0) }
        if let end { setEnd(end, window) }
    }

    private mutating func setEnd(_ minute: Minute, _ window: ClosedRange<Minute>) {
        let earliest = window.lowerBound.advanced(by: length - 1)
        end =
            minute >= window.upperBound || earliest >= window.upperBound
            ? nil : max(minute, earliest)
    }
}

extension Minute {
    /// The first minute of the candle, so many minutes long, that a minute is in.
    func start(ofCandles length: Int) -> Minute {
        Minute(index: index.dividedFloor(by: length) * length)
    }
}
