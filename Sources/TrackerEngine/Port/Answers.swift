import Synchronization

/// The answers made from one snapshot: each worked out once a minute, then shared.
///
/// Of the snapshot before it those are taken over whose market has no new prices.
///
/// Windows move with the time of the request, so that a minute that has left is not served even
/// where no newer snapshot came.
final class Answers: Sendable {
    let snapshot: Snapshot
    private let current: Mutex<Day>

    /// What is known of the day as it is at one minute.
    private struct Day {
        var window: DayWindow
        var bodies: AnswerCache
        var minutesHeld: Int?
    }

    /// `limit` is what the bodies that are kept weigh at the most, in bytes; `earlier` are the
    /// answers of the snapshot before this one.
    init(_ snapshot: Snapshot, limit: Int = 32 << 20, after earlier: Answers? = nil) {
        self.snapshot = snapshot
        var day = Day(window: snapshot.window, bodies: AnswerCache(limit: limit))
        if let known = earlier?.current.withLock({ $0 }) {
            let window = day.window
            day.bodies = known.bodies.filtered { window.isUnchanged($0, since: known.window) }
        }
        current = Mutex(day)
    }

    /// What the bodies weigh that are kept, in bytes.
    var weight: Int { current.withLock { $0.bodies.weight } }

    /// The day as it is at a minute.
    func window(at minute: Minute) -> DayWindow {
        // A thousand bodies may go with the old minute: freed when the others need not wait.
        var gone: AnswerCache?
        defer { withExtendedLifetime(gone) {} }
        return current.withLock { day in
            guard day.window.last != minute else { return day.window }
            gone = day.bodies
            day = Day(
                window: snapshot.window.advanced(to: minute),
                bodies: AnswerCache(limit: day.bodies.limit))
            return day.window
        }
    }

    /// The answer for an instrument, `nil` where there is no price; packed where it is asked for
    /// and the body is not too small for it.
    ///
    /// Worked out without the lock: two clients that ask at the same moment may both work.
    func body(
        of instrument: Instrument, at minute: Minute, as coding: ContentCoding = .identity
    ) -> PortBody? {
        let key = AnswerCache.Key(instrument: instrument, coding: coding)
        if let body = kept(key, at: minute) { return body }
        guard coding == .gzip else {
            return PairAnswer.portBody(of: instrument, in: window(at: minute)).map {
                keep($0, key, at: minute)
            }
        }
        guard let plain = body(of: instrument, at: minute) else { return nil }
        guard plain.count >= GzipPacking.least, let packed = GzipPacking.packed(plain) else {
            return plain
        }
        return keep(packed, key, at: minute)
    }

    private func kept(_ key: AnswerCache.Key, at minute: Minute) -> PortBody? {
        current.withLock { $0.window.last == minute ? $0.bodies.body(key) : nil }
    }

    private func keep(_ body: PortBody, _ key: AnswerCache.Key, at minute: Minute) -> PortBody {
        current.withLock { if $0.window.last == minute { $0.bodies.keep(body, key) } }
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
