import Synchronization
import TrackerEngine

/// A clock that stands still until a test sets it.
final class StillClock: WallClock {
    private let time: Mutex<Timestamp>

    init(_ now: Timestamp) { time = Mutex(now) }

    var now: Timestamp { time.withLock { $0 } }

    func set(_ now: Timestamp) { time.withLock { $0 = now } }

    func sleep(until time: Timestamp) async throws {}
}
