package import TrackerEngine

/// What the key `w` writes: a picture of the chart and the prices of the day.
package struct SavedChart: Hashable, Sendable {
    /// Of both files, without what comes after the dot: letters, digits and dashes.
    package let name: String
    package let svg: String
    /// As `tracker-tui export` writes it.
    package let csv: [UInt8]

    /// The chart of a pair as the screen shows it; `nil` for a pair without a price.
    package init?(_ instrument: Instrument, _ state: State) {
        guard let subject = ChartSubject(instrument, state),
            let statistics = state.statistics(of: instrument)
        else { return nil }
        let time = state.window.last.unixSeconds
        let clock = state.localTime.clock(at: time).filter { $0 != ":" }
        let mark = state.snapshot.isSimulated ? ["simulated"] : []
        name = (mark + [
            instrument.market.name, instrument.pair.name, state.localTime.isoDate(at: time), clock,
        ]).map(Self.plain).joined(separator: "-")
        let change = ChangeText(statistics.change)
        svg =
            ChartSVG(
                subject, title: state.snapshot.fullTitle(of: instrument),
                facts: PairLine(instrument, state).text, time: state.localTime,
                isRising: change.style != .falling
            ).text
        csv = state.window.csv(of: instrument)
    }

    /// What every file system takes; names come from outside.
    private static func plain(_ name: String) -> String {
        let text = String(
            name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }
                .prefix(40))
        return text.isEmpty ? "_" : text
    }
}
