import Synchronization

/// Wakes the one task that waits for it; from any thread.
///
/// A ring that nobody waits for is kept for the next wait, once.
final class Bell: Sendable {
    private enum State {
        case silent
        case rung
        case awaited(CheckedContinuation<Void, Never>)
    }
    private let state = Mutex(State.silent)

    func ring() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            if case .awaited(let continuation) = state {
                state = .silent
                return continuation
            }
            state = .rung
            return nil
        }
        waiting?.resume()
    }

    /// Returns at the next ring, or when the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRung = state.withLock { state in
                    if case .rung = state {
                        state = .silent
                        return true
                    }
                    state = .awaited(continuation)
                    return false
                }
                if isRung { continuation.resume() }
                if Task.isCancelled { stop() }
            }
        } onCancel: {
            stop()
        }
    }

    private func stop() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard case .awaited(let continuation) = state else { return nil }
            state = .silent
            return continuation
        }
        waiting?.resume()
    }
}
