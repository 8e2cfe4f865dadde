import Synchronization

@testable import TrackerEngine

/// A channel that keeps what it is given, and answers as a test wants.
final class FakeChannel: AlertChannel {
    private struct State {
        var sent: [AlertMessage] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }
    private let state = Mutex(State())
    private let answer: @Sendable (AlertMessage) async -> Delivery

    init(
        _ answer: @escaping @Sendable (AlertMessage) async -> Delivery = { _ in .accepted("250 Ok")
        }
    ) {
        self.answer = answer
    }

    var place: String { "mail.example.org:587" }

    /// Everything that was handed over, in order.
    var sent: [AlertMessage] { state.withLock { $0.sent } }

    /// Waits until so many messages were handed over.
    func sent(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sent.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func send(_ message: AlertMessage) async -> DeliveryReport {
        let ready = state.withLock { state in
            state.sent.append(message)
            let ready = state.watchers.filter { $0.count <= state.sent.count }
            state.watchers.removeAll { $0.count <= state.sent.count }
            return ready
        }
        for watcher in ready { watcher.continuation.resume() }
        return DeliveryReport(await answer(message))
    }
}

/// A store of alerts whose writes fail while a test wants them to.
final class FailingAlertStore: AlertStore {
    let inner: any AlertStore
    private let error = Mutex<StoreError?>(nil)
    private let notesError = Mutex<StoreError?>(nil)

    init(_ inner: any AlertStore) { self.inner = inner }

    /// `nil`: it works again.
    func fail(_ error: StoreError?) { self.error.withLock { $0 = error } }

    /// The same for reading notes alone.
    func failNotes(_ error: StoreError?) { notesError.withLock { $0 = error } }

    func check() throws(StoreError) {
        if let error = error.withLock({ $0 }) { throw error }
    }

    func checkNotes() throws(StoreError) {
        try check()
        if let error = notesError.withLock({ $0 }) { throw error }
    }

    var location: String { inner.location }

    var isShared: Bool { inner.isShared }

    var exists: Bool { inner.exists && error.withLock { $0 == nil } }

    func claim() async throws(StoreError) -> AlertClaim? { try await inner.claim() }

    func journal() async throws(StoreError) -> any AlertJournal {
        try check()
        return FailingAlertJournal(store: self, inner: try await inner.journal())
    }

    func read(records: Int) async throws(StoreError) -> StoredAlerts {
        try check()
        return try await inner.read(records: records)
    }

    func note(_ note: AlertNote) async throws(StoreError) {
        try check()
        try await inner.note(note)
    }
}

private struct FailingAlertJournal: AlertJournal {
    let store: FailingAlertStore
    let inner: any AlertJournal

    func load(records: Int) async throws(StoreError) -> StoredAlerts {
        try store.check()
        return try await inner.load(records: records)
    }

    func known(among events: [AlertEvent]) async throws(StoreError) -> Set<AlertEvent.Key> {
        try store.check()
        return try await inner.known(among: events)
    }

    func commit(_ change: AlertChange) async throws(StoreError) {
        try store.check()
        try await inner.commit(change)
    }

    func notes() async throws(StoreError) -> AlertNotes {
        try store.checkNotes()
        return try await inner.notes()
    }
}
