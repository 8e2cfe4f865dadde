import Synchronization

/// What the post is to deal with; anybody may put things in, from any thread.
final class AlertInbox: Sendable {
    enum Item: Sendable {
        /// The engine has seen something.
        case batch(AlertBatch)
        case order(AlertOrder)
        case setup(AlertSetup)
        case answered(OutboxMessage, DeliveryReport)
        case tested(outlet: String, DeliveryReport)
        /// The time that was waited for has come.
        case alarm
    }

    private let items = Mutex<[Item]>([])
    private let bell = Bell()

    func put(_ item: Item) {
        items.withLock { $0.append(item) }
        bell.ring()
    }

    /// Everything that has come, in order.
    func removeAll() -> [Item] {
        items.withLock { items in
            defer { items = [] }
            return items
        }
    }

    /// Returns when something has come, or when the task is cancelled.
    func wait() async { await bell.wait() }
}
