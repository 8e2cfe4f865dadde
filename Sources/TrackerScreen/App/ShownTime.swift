import TrackerEngine

/// The time that the screen shows: now, or a minute of the day that is held.
struct ShownTime: Sendable {
    /// The minute that is looked at instead of the newest one; `nil`: now.
    private(set) var moment: Minute?
    /// The window that is shown: the newest one, or that of `moment`.
    private(set) var window: DayWindow
    /// The sparklines of `window`, as far as they were drawn.
    private(set) var sparklines = SparklineStore()
    /// The moves of the pairs whose chart was enlarged on `window`.
    private(set) var moves = WindowStore<Instrument, MinuteMoves>(most: 16)

    init(_ newest: DayWindow) { window = newest }

    /// Shows a moment of the newest window; a moment that has left it becomes its oldest minute.
    ///
    /// Only when one of them has changed: a window keeps what was worked out from it.
    mutating func show(_ wish: Minute?, of newest: DayWindow) {
        moment = wish.flatMap { $0 < newest.last ? max($0, newest.first) : nil }
        window = moment.map { newest.advanced(to: $0) } ?? newest
        sparklines = SparklineStore()
        moves = WindowStore(most: 16)
    }
}

/// The surroundings of the screen, which do not change while it runs.
struct Surroundings: Sendable {
    let localTime: LocalTime
    /// The address at which the JSON port listens; `nil` while it does not.
    let port: String?
    /// The proxies that are asked, a line each.
    let proxies: [String]
    /// About the terminal and the locale.
    var terminal = TerminalReport()
}
