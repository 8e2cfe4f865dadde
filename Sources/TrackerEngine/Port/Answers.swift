import Synchronization

/// The answers made from one snapshot: each worked out once a minute, then shared.
///
/// Of the snapshot before it those are taken over whose market has no new prices.
///
/// Windows move with the time of the request, so that a minute that has left is not served even
/// where no newer snapshot came.
final class Answers: Sendable {
    let snapshot: Snapshot
    /// In bytes of bodies.
    private let limit: Int
    private let current: Mutex<Day>

    /// What is known of the day as it is at one minute.
    private struct Day {
        var window: DayWindow
        var bodies: [Instrument: PortBody] = [:]
        var weight = 0
        var minutesHeld: Int?
    }

    /// `limit` is how many bytes of bodies are kept at the most; `earlier` are the answers of the
    /// snapshot before this one.
    init(_ snapshot: Snapshot, limit: Int = 32 << 20, after earlier: Answers? = nil) {
        self.snapshot = snapshot
        self.limit = limit
        var day = Day(window: snapshot.window)
        if let known = earlier?.current.withLock({ $0 }) {
            day.bodies = known.bodies.filter {
                day.window.isUnchanged($0.key.market, since: known.window)
            }
            day.weight = day.bodies.values.reduce(0) { $0 + $1.count }
        }
        current = Mutex(day)
    }

    /// The bytes of bodies that are kept.
    var weight: Int { current.withLock { $0.weight } }

    /// The day as it is at a minute.
    func window(at minute: Minute) -> DayWindow {
        current.withLock { day in
            if day.window.last != minute {
                day = Day(window: snapshot.window.advanced(to: minute))
            }
            return day.window
        }
    }

    /// The answer for an instrument, `nil` where there is no price.
    ///
    /// Worked out without the lock: two clients that ask at the same moment may both work.
    func body(of instrument: Instrument, at minute: Minute) -> PortBody? {
        let window = window(at: minute)
        if let body = current.withLock({ $0.window.last == minute ? $0.bodies[instrument] : nil }) {
            return body
        }
        guard let bytes = PairAnswer.body(of: instrument, in: window) else { return nil }
        let body = PortBody(bytes)
        current.withLock { day in
            guard day.window.last == minute, day.bodies[instrument] == nil else { return }
            if day.weight + body.count > limit {
                // Someone reads everything: which answer goes does not matter, only that it ends.
                day.bodies = [:]
                day.weight = 0
            }
            guard body.count <= limit else { return }
            day.bodies[instrument] = body
            day.weight += body.count
        }
        return body
    }

    /// How many minutes of the day have a price.
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
