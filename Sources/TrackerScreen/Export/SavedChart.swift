package import TrackerEngine

/// A picture of a chart and the prices of its day, to be written to files.
package struct SavedChart: Hashable, Sendable {
    /// The name that both files are to have, without what comes after the dot; at most 240 bytes.
    ///
    /// Of names that come from outside: no name of another folder, nothing invisible.
    package let name: String
    package let svg: String
    /// The day as `tracker-tui export` writes it.
    package let csv: [UInt8]

    init(name: String, svg: String, csv: [UInt8]) {
        self.name = name
        self.svg = svg
        self.csv = csv
    }

    /// The chart of a pair as the screen shows it; `nil` for a pair without a price.
    package init?(_ instrument: Instrument, _ state: State) {
        guard let subject = ChartSubject(instrument, state),
            let statistics = state.statistics(of: instrument)
        else { return nil }
        let time = state.window.last.unixSeconds
        let clock = state.localTime.clock(at: time).filter { $0 != ":" }
        let mark = state.snapshot.isSimulated ? ["simulated"] : []
        let names = [instrument.market.name, instrument.pair.name].map(Self.plain)
        name = (mark + names + [state.localTime.isoDate(at: time), clock]).joined(separator: "-")
        let change = ChangeText(statistics.change)
        svg =
            ChartSVG(
                subject, title: state.snapshot.fullTitle(of: instrument),
                lines: [PairLine(instrument, state).facts] + Self.readings(subject, state),
                time: state.localTime, isRising: !change.isDown
            ).text
        csv = state.window.csv(of: instrument)
    }

    /// How the chart looks at the day, where it is not as usual, and what is read off it.
    private static func readings(_ subject: ChartSubject, _ state: State) -> [String] {
        let other = subject.other.map { "with \($0.name(in: state.snapshot))" }
        let ways = [ViewText(state.chart).text, other ?? ""].filter { !$0.isEmpty }
        let parts = ReadingText(subject, state, symbols: .unicode).parts.map(\.text)
        let lines = [ways.joined(separator: ", "), parts.joined(separator: "  ")]
        let line = lines.filter { !$0.isEmpty }.joined(separator: ": ").plain(upTo: 400)
        return line.isEmpty ? [] : [line]
    }

    /// How many bytes of a file's name a market or a pair may take: with the rest of it, a number
    /// and an ending they stay below the 255 that file systems allow.
    private static let longestPart = 96

    /// A name as a part of a file's name: letters of every script stay, what could lead elsewhere
    /// or cannot be seen becomes `_`.
    ///
    /// Nor does it begin with a dot, which hides a file, or with a dash, which commands take for an
    /// option. Two names may become one: whoever writes the files sees to that.
    private static func plain(_ name: String) -> String {
        var text = String.UnicodeScalarView()
        var bytes = 0
        for scalar in name.unicodeScalars {
            let kept = isVisible(scalar) && !(text.isEmpty && ".-".contains(Character(scalar)))
            let next: Unicode.Scalar = kept ? scalar : "_"
            bytes += UTF8.width(next)
            if bytes > longestPart { break }
            text.append(next)
        }
        return text.isEmpty ? "_" : String(text)
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar != "/" else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
