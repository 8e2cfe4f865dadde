import Synchronization

/// The newest requests of a source; from any thread.
final class RequestLog: Sendable {
    private let kept = Mutex<[RequestRecord]>([])

    /// Oldest first.
    var records: [RequestRecord] { kept.withLock { $0 } }

    func note(_ record: RequestRecord) {
        kept.withLock { records in
            if records.count == RequestRecord.kept { records.removeFirst() }
            records.append(record)
        }
    }
}
