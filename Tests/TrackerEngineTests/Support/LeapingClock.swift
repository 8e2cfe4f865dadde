import Synchronization

@testable import TrackerEngine

/// A clock that shows at once the time that somebody waits for: pauses cost nothing.
final class LeapingClock: WallClock {
    private let time: Mutex<Timestamp>

    init(_ now: Timestamp) { time = Mutex(now) }

    var now: Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }

    func sleep(until time: Timestamp) async throws {
        try Task.checkCancellation()
        self.time.withLock { $0 = max($0, time) }
    }
}
