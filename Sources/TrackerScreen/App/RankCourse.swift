import TrackerEngine

/// The ranks of a market's pairs through the day, for the pane of the chosen pair.
struct RankCourse: Sendable {
    let history: RankHistory
}

/// The course that is known, and what was asked for last.
struct RankCourses: Sendable {
    private var known: RankHistory?
    private var asked: (market: Market, last: Minute)?

    /// Whether a market's course at a minute has to be asked for; asks once.
    mutating func asks(for market: Market, at last: Minute) -> Bool {
        guard asked?.market != market || asked?.last != last else { return false }
        asked = (market, last)
        return true
    }

    mutating func receive(_ course: RankCourse) { known = course.history }

    /// A pair's ranks, an hour apart; empty while they are not known for the minute.
    func ranks(of instrument: Instrument, at last: Minute) -> [Float?] {
        guard let known, known.market == instrument.market, known.last == last else { return [] }
        return known[instrument.pair]
    }
}
