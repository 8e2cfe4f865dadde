import Synchronization

/// Keeps the requests to one server apart, whoever makes them.
final class Pacer: Sendable {
    /// Between the starts of two requests.
    let pause: Duration
    private let clock: any WallClock
    private let next = Mutex<Timestamp?>(nil)

    init(pause: Duration, clock: any WallClock) {
        self.pause = pause
        self.clock = clock
    }

    /// What the clock shows.
    var now: Timestamp { clock.now }

    /// Waits for a turn; returns at its time, or earlier where the task is cancelled.
    func turn() async {
        let slot = next.withLock { next in
            let now = clock.now
            // A turn far ahead was given before the clock was set back.
            let isFar = next.map { $0 - now > .seconds(60) + pause * 16 } ?? true
            let slot = isFar ? now : max(now, next ?? now)
            next = slot + pause
            return slot
        }
        while clock.now < slot, slot - clock.now <= .seconds(60) + pause * 16 {
            do { try await clock.sleep(until: slot) } catch { return }
        }
    }
}
