/// How long ago a price was polled.
package struct PriceAge: Hashable, Sendable {
    package let minutes: Int

    /// The minutes from which on a price is old: lists say its age in place of its change, and the
    /// filter finds it by `stale:yes`.
    package static let limit = 5

    package var isOld: Bool { minutes >= Self.limit }

    /// The age in words, rounded down: `47 min`, `16 h`, `2 d`.
    package var text: String {
        switch minutes {
        case ..<60: "\(minutes) min"
        case ..<(48 * 60): "\(minutes / 60) h"
        default: "\(minutes / Minute.perDay) d"
        }
    }

    package init(minutes: Int) { self.minutes = minutes }

    /// The age of an instrument's newest price at the end of a window; `nil` without one.
    package init?(of instrument: Instrument, in window: DayWindow) {
        guard let latest = window.latest(of: instrument) else { return nil }
        minutes = max(0, latest.minute.distance(to: window.last))
    }
}
