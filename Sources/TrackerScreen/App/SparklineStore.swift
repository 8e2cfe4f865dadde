import TrackerEngine

/// The sparklines of a window, each worked out when it is first drawn.
///
/// A key draws the rows of the list anew, and most of them were drawn before: unpacking their days
/// is a fifth of its time.
struct SparklineStore: Sendable {
    private struct Place: Hashable {
        let instrument: Instrument
        let columns: Int
    }

    private let known = WindowStore<Place, Sparkline>(most: 2000)

    /// `make` is called where it was not asked for before; `nil` is asked again.
    func sparkline(
        of instrument: Instrument, columns: Int, _ make: () -> Sparkline?
    ) -> Sparkline? {
        let place = Place(instrument: instrument, columns: columns)
        if let sparkline = known[place] { return sparkline }
        guard let made = make() else { return nil }
        known[place] = made
        return made
    }
}
