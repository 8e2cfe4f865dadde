import Synchronization

/// Hands every snapshot to every reader; from any thread.
final class Publisher: EffectChannel {
    private struct State {
        var newest: Snapshot
        var readers: [Int: AsyncStream<Snapshot>.Continuation] = [:]
        var nextReader = 0
    }
    private let state: Mutex<State>
    private let isSimulated: Bool

    init(_ first: Snapshot) {
        isSimulated = first.isSimulated
        state = Mutex(State(newest: first))
    }

    /// Publishes one snapshot for all effects of an event.
    func accept(_ effects: [EngineEffect], from state: inout EngineState) {
        guard effects.contains(where: \.isPublish) else { return }
        publish(state.snapshot(isSimulated: isSimulated))
    }

    var newest: Snapshot { state.withLock { $0.newest } }

    func publish(_ snapshot: Snapshot) {
        let readers = state.withLock { state in
            state.newest = snapshot
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield(snapshot) }
    }

    /// The newest snapshot, then each one that follows; a slow reader skips.
    func stream() -> AsyncStream<Snapshot> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Snapshot.self, bufferingPolicy: .bufferingNewest(1))
        let reader = state.withLock { state in
            state.nextReader += 1
            state.readers[state.nextReader] = continuation
            continuation.yield(state.newest)
            return state.nextReader
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.readers[reader] = nil }
        }
        return stream
    }
}
