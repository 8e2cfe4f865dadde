import Dispatch
import Glibc
import Synchronization

/// The clock of this machine.
public struct SystemClock: WallClock {
    public init() {}

    public var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
    }

    public func sleep(until time: Timestamp) async throws {
        let left = time - now
        guard left > .zero else { return try Task.checkCancellation() }
        let alarm = Alarm()
        try await withTaskCancellationHandler {
            await withCheckedContinuation { alarm.start($0, at: time, after: left) }
            try Task.checkCancellation()
        } onCancel: {
            alarm.ring()
        }
    }
}

/// Rings at a wall-clock time, or when the time that seemed left has gone by, whichever comes first.
///
/// The first covers a machine that was suspended and a clock that was set forward; the second one
/// that was set back. Both come at the same moment otherwise, so an idle program wakes once.
private final class Alarm: Sendable {
    private enum State {
        case new
        case waiting(Sleeper)
        case done
    }
    // A timer source may be cancelled from any thread; libdispatch only does not say so in Swift.
    private struct Sleeper: @unchecked Sendable {
        let continuation: CheckedContinuation<Void, Never>
        let timers: [any DispatchSourceTimer]
    }
    private let state = Mutex(State.new)
    private static let queue = DispatchQueue(label: "clock")

    func start(
        _ continuation: CheckedContinuation<Void, Never>, at time: Timestamp, after left: Duration
    ) {
        let seconds = time.milliseconds.dividedFloor(by: 1000)
        let rest = time.milliseconds - seconds * 1000
        let moment = DispatchWallTime(
            timespec: timespec(tv_sec: seconds, tv_nsec: rest * 1_000_000))
        let timers = [0, 1].map { _ in DispatchSource.makeTimerSource(queue: Self.queue) }
        timers[0].schedule(wallDeadline: moment, leeway: .milliseconds(1))
        timers[1].schedule(
            deadline: .now() + .milliseconds(left.wholeMilliseconds + 1), leeway: .milliseconds(5))
        for timer in timers { timer.setEventHandler { self.ring() } }
        let isLate = state.withLock { state in
            if case .done = state { return true }
            state = .waiting(Sleeper(continuation: continuation, timers: timers))
            return false
        }
        for timer in timers { timer.activate() }
        if isLate {
            for timer in timers { timer.cancel() }
            continuation.resume()
        }
    }

    /// Wakes the sleeper; does nothing the second time.
    func ring() {
        let waiting = state.withLock { state in
            defer { state = .done }
            return state
        }
        guard case .waiting(let sleeper) = waiting else { return }
        for timer in sleeper.timers { timer.cancel() }
        sleeper.continuation.resume()
    }
}
