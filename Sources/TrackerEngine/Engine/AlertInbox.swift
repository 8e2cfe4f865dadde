import Synchronization

/// What the post is to deal with; anybody may put things in, from any thread.
final class AlertInbox: Sendable {
    enum Item: Sendable {
        /// The engine has seen something.
        case batch(AlertBatch)
        case order(AlertOrder)
        case setup(AlertSetup)
        case answered(OutboxMessage, DeliveryReport)
        case beat(Delivery)
        case tested(outlet: String, DeliveryReport)
        /// The time that was waited for has come.
        case alarm(Timestamp)
    }

    private struct State {
        var items: [Item] = []
        /// The number of batches that have come, that were given out, and that are kept.
        var (come, given, kept) = (0, 0, 0)
    }
    private let state = Mutex(State())
    private let bell = Bell()
    /// Rung when batches are kept.
    private let keptBell = Bell()

    func put(_ item: Item) {
        state.withLock { state in
            state.items.append(item)
            if case .batch = item { state.come += 1 }
        }
        bell.ring()
    }

    /// Everything that has come, in order.
    func removeAll() -> [Item] {
        state.withLock { state in
            defer { state.items = [] }
            state.given = state.come
            return state.items
        }
    }

    /// Takes note that the batches which were given out are kept, as far as they can be.
    func noteKept() {
        state.withLock { $0.kept = $0.given }
        keptBell.ring()
    }

    /// Returns when the batches that have come so far are kept, or when the task is cancelled.
    func settle() async {
        let count = state.withLock { $0.come }
        while state.withLock({ $0.kept }) < count, !Task.isCancelled { await keptBell.wait() }
    }

    /// Returns when something has come, or when the task is cancelled.
    func wait() async { await bell.wait() }
}
