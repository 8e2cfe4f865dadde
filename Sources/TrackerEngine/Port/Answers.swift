import Synchronization

/// The answers made from one snapshot.
///
/// Windows move with the time of the request, so that a minute that has left the last 24 hours is not
/// served even if no newer snapshot came.
final class Answers: Sendable {
    let snapshot: Snapshot
    private let current: Mutex<Day>

    /// What is known of the day as it is at one minute.
    private struct Day {
        var window: DayWindow
        var minutesHeld: Int?
    }

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        current = Mutex(Day(window: snapshot.window))
    }

    /// The day as it is at a minute.
    func window(at minute: Minute) -> DayWindow {
        current.withLock { day in
            if day.window.last != minute {
                day = Day(window: snapshot.window.advanced(to: minute))
            }
            return day.window
        }
    }

    /// The form of a day of prices.
    enum Form: Hashable, Sendable {
        case json, csv
    }

    /// The day of an instrument, packed if that is asked for and the body is not too small.
    ///
    /// - Returns: `nil` for an instrument without a price. Cost: about 30 µs, 0.4 ms packed, and the
    ///   market's ranking if it was not asked for before.
    func body(
        of instrument: Instrument, at minute: Minute, as form: Form = .json,
        _ coding: ContentCoding = .identity
    ) -> PortBody? {
        plainBody(of: instrument, in: window(at: minute), as: form)?.packed(as: coding)
    }

    private func plainBody(
        of instrument: Instrument, in window: DayWindow, as form: Form
    ) -> PortBody? {
        switch form {
        case .json: PairAnswer.portBody(of: instrument, in: window)
        case .csv: window.latest(of: instrument).map { _ in PortBody(window.csv(of: instrument)) }
        }
    }

    /// The number of minutes of the day that have a price.
    func minutesHeld(at minute: Minute) -> Int {
        let window = window(at: minute)
        if let held = current.withLock({ $0.window.last == minute ? $0.minutesHeld : nil }) {
            return held
        }
        let held = window.minutesHeld
        current.withLock { if $0.window.last == minute { $0.minutesHeld = held } }
        return held
    }
}
