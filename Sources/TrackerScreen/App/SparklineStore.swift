import Synchronization
import TrackerEngine

/// The sparklines of a window, each worked out when it is first drawn.
///
/// A key draws the rows of the list anew, and most of them were drawn before: unpacking their days
/// is a fifth of its time. A window that changes gets a store of its own.
final class SparklineStore: Sendable {
    private struct Place: Hashable {
        let instrument: Instrument
        let columns: Int
    }

    private let known = Mutex<[Place: Sparkline]>([:])

    /// The most that are kept, more than any screen shows; then the store begins anew.
    private static let most = 2000

    /// `make` is called where it was not asked for before; `nil` is asked again.
    func sparkline(
        of instrument: Instrument, columns: Int, _ make: () -> Sparkline?
    ) -> Sparkline? {
        let place = Place(instrument: instrument, columns: columns)
        if let sparkline = known.withLock({ $0[place] }) { return sparkline }
        guard let made = make() else { return nil }
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[place] = made
        }
        return made
    }
}
