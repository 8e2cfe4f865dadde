import Synchronization

@testable import TrackerEngine

/// A clock that stands still until it is moved.
final class ManualClock: WallClock {
    private struct Sleeper {
        let id: Int
        let time: Timestamp
        let continuation: CheckedContinuation<Void, any Error>
    }
    private struct State {
        var now: Timestamp
        var sleepers: [Sleeper] = []
        var nextID = 0
        var cancelled: Set<Int> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }
    private let state: Mutex<State>

    init(_ now: Timestamp) { state = Mutex(State(now: now)) }

    var now: Timestamp { state.withLock { $0.now } }

    func sleep(until time: Timestamp) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let early: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if time <= state.now { return .success(()) }
                    state.sleepers.append(Sleeper(id: id, time: time, continuation: continuation))
                    return nil
                }
                if let early { continuation.resume(with: early) }
                tellWatchers()
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Waits until so many tasks sleep on this clock.
    func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.watchers.append((count, continuation)) }
            tellWatchers()
        }
    }

    /// How many tasks sleep on this clock.
    var sleeping: Int { state.withLock { $0.sleepers.count } }

    /// The nearest time that somebody waits for.
    var nextAlarm: Timestamp? { state.withLock { $0.sleepers.map(\.time).min() } }

    /// Sets the clock; wakes those whose time has come.
    func set(_ time: Timestamp) {
        let due = state.withLock { state in
            state.now = time
            let due = state.sleepers.filter { $0.time <= time }
            state.sleepers.removeAll { $0.time <= time }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Wakes everybody, as a real clock does when it was set back.
    func wakeAll() {
        let all = state.withLock { state in
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in all { sleeper.continuation.resume() }
    }

    func advance(by duration: Duration) { set(now + duration) }

    private func tellWatchers() {
        let ready = state.withLock { state in
            let count = state.sleepers.count
            let ready = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return ready
        }
        for watcher in ready { watcher.continuation.resume() }
    }
}
