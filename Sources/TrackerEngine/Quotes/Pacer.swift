import Synchronization

/// Keeps the requests to one server apart, whoever makes them.
final class Pacer: Sendable {
    /// The least time between the starts of two requests.
    let pause: Duration
    private let clock: any WallClock
    private let state = Mutex(State())

    private struct State {
        /// The next turn that nobody has been given.
        var next: Timestamp?
        /// When the last one was taken.
        var last: Timestamp?
    }

    init(pause: Duration, clock: any WallClock) {
        self.pause = pause
        self.clock = clock
    }

    /// The time that the clock shows.
    var now: Timestamp { clock.now }

    /// Waits for a turn; returns at its time, or earlier where the task is cancelled.
    func turn() async {
        var slot = reserve()
        while true {
            while clock.now < slot, slot - clock.now <= longestWait {
                do { try await clock.sleep(until: slot) } catch { return }
            }
            guard let later = start() else { return }
            slot = later
        }
    }

    /// A turn further ahead was given before the clock was set back.
    private var longestWait: Duration { .seconds(60) + pause * 16 }

    private func reserve() -> Timestamp {
        state.withLock { state in
            let now = clock.now
            let isFar = state.next.map { $0 - now > longestWait } ?? true
            let slot = isFar ? now : max(now, state.next ?? now)
            state.next = slot + pause
            return slot
        }
    }

    /// Takes the turn; where another task took its own a moment ago, because it was late or the
    /// clock has jumped, gives the time to wait for instead.
    private func start() -> Timestamp? {
        state.withLock { state in
            let now = clock.now
            if let last = state.last, last <= now, now < last + pause { return last + pause }
            state.last = now
            return nil
        }
    }
}
