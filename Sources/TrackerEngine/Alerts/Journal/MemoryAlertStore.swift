import Synchronization

/// Alerts that are gone with the program: of simulated prices, of a program without a home.
public final class MemoryAlertStore: AlertStore {
    private let contents = Mutex(Contents())

    struct Contents: Sendable {
        var stored = StoredAlerts()
        var rows: [OutboxRow.Key: StoredRow] = [:]
    }

    public init() {}

    public var location: String { "memory" }

    public var isShared: Bool { false }

    public var exists: Bool { true }

    public func claim() -> AlertClaim? { AlertClaim() }

    public func journal() -> any AlertJournal { MemoryAlertJournal(self) }

    public func read(records: Int) -> StoredAlerts { contents.withLock { $0.read(records) } }

    public func note(_ note: AlertNote) { contents.withLock { $0.stored.notes.add(note) } }

    fileprivate func change<R: Sendable>(_ body: (inout Contents) -> R) -> R {
        contents.withLock { body(&$0) }
    }
}

/// Writes alerts to a store in memory.
struct MemoryAlertJournal: AlertJournal {
    private let store: MemoryAlertStore

    init(_ store: MemoryAlertStore) { self.store = store }

    func load(records: Int) -> StoredAlerts { store.read(records: records) }

    func known(among events: [AlertEvent]) -> Set<AlertEvent.Key> {
        let wanted = Set(events.map(\.key))
        return store.change { contents in
            wanted.intersection(contents.stored.records.lazy.map(\.event.key))
        }
    }

    func commit(_ change: AlertChange) { store.change { $0.write(change) } }

    func notes() -> AlertNotes { store.change { $0.stored.notes } }
}

extension MemoryAlertStore.Contents {
    fileprivate func read(_ count: Int) -> StoredAlerts {
        var result = stored
        let deliveries = Dictionary(grouping: rows.values, by: \.row.event.key)
        result.records = stored.records.suffix(count).map { record in
            var record = record
            record.isSeen = record.sequence <= stored.notes.seenThrough
            record.deliveries = (deliveries[record.event.key] ?? []).map(\.row.delivered)
                .sorted { Name.precedes($0.channel, $1.channel) }
            return record
        }
        result.waiting = rows.values.filter { $0.row.state == .waiting }
            .sorted(by: StoredRow.precedes)
        result.threads = threads
        return result
    }

    private var threads: [AlertThread: MailForm.Identity] {
        let fired = Set(
            stored.memory.standings.filter { $0.standing.phase == .fired }
                .map { AlertThread.Episode(rule: $0.rule, subject: $0.subject) })
        let told = rows.values.filter { entry in
            entry.row.state == .accepted && entry.row.event.kind == .fire
                && fired.contains(
                    AlertThread.Episode(
                        rule: entry.row.event.rule, subject: entry.row.event.subject))
        }.sorted { $0.row.event.minute < $1.row.event.minute }
        var result: [AlertThread: MailForm.Identity] = [:]
        for entry in told {
            result[AlertThread(entry.row.channel, entry.row.event)] = entry.identity
        }
        return result
    }

    fileprivate mutating func write(_ change: AlertChange) {
        if !change.records.isEmpty {
            let known = Set(stored.records.map(\.event.key))
            stored.records += change.records.filter { !known.contains($0.event.key) }
        }
        if let memory = change.memory { stored.memory = memory }
        rows.merge(change.rows) { $1 }
        stored.channels.merge(change.channels) { $1 }
        if let counters = change.counters { stored.counters = counters }
        for note in change.notes { stored.notes.add(note) }
        if let now = change.pruning { prune(at: now) }
    }

    private mutating func prune(at now: Timestamp) {
        stored.notes.prune(at: now)
        let (oldest, oldestRow) = (
            AlertChange.oldestRecord(at: now), AlertChange.oldestRow(at: now)
        )
        let waiting = Set(rows.values.filter { $0.row.state == .waiting }.map(\.row.event.key))
        let surplus = stored.records.count - AlertChange.mostRecords
        stored.records = stored.records.enumerated().filter { place, record in
            place >= surplus && record.event.minute >= oldest
                || waiting.contains(record.event.key)
        }.map(\.element)
        let kept = Set(stored.records.map(\.event.key))
        rows = rows.filter { _, entry in
            kept.contains(entry.row.event.key)
                && !(entry.row.state == .accepted && entry.row.since < oldestRow)
        }
    }
}

extension OutboxRow {
    /// The row as readers of a record see it.
    var delivered: AlertRecord.Delivered {
        AlertRecord.Delivered(channel: channel, state: state, reply: reply)
    }
}
