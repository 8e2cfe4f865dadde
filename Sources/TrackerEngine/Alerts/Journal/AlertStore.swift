/// The alerts on disk: what fired, how rules stand, what is still to be told.
///
/// One program writes it: the one that writes the day (`StoreLock`) and has the claim. Others may read
/// it at any time, and note what a person wants.
public protocol AlertStore: Sendable {
    /// The place of the store, in words for a person.
    var location: String { get }

    /// Whether other programs reach it, so that only the one that writes the day may write it.
    var isShared: Bool { get }

    /// Whether somebody has made it.
    var exists: Bool { get }

    /// The right to tell what fires, whether or not it can be written; `nil` while another program has
    /// it.
    ///
    /// - Throws: `StoreError`, where nobody can say whether another one has it.
    func claim() async throws(StoreError) -> AlertClaim?

    /// Opens it to write, or makes it: for the program that writes the day.
    ///
    /// - Throws: `StoreError`; a store of a later version, or of another program, is not touched.
    func journal() async throws(StoreError) -> any AlertJournal

    /// Reads it at any time, whoever writes it meanwhile.
    ///
    /// - Throws: `StoreError`, with `StoreError.noneYet` where nobody has made it.
    func read(records: Int) async throws(StoreError) -> StoredAlerts

    /// Writes what a person wants, whoever writes the rest meanwhile.
    func note(_ note: AlertNote) async throws(StoreError)
}

/// The right to tell what fires: two programs that have no store would tell everything twice.
///
/// It ends with the value, and with the process, however that ends.
public final class AlertClaim: Sendable {
    private let lock: StoreLock?

    /// `lock`: `nil` for a store that no other program reaches.
    init(_ lock: StoreLock? = nil) { self.lock = lock }
}

/// The alerts on disk, for the one program that writes them.
///
/// What it has done when it returns survives a kill and a power cut; nothing is done when it throws.
public protocol AlertJournal: Sendable {
    /// Reads everything to go on with, and the newest records.
    ///
    /// A damaged store is moved aside; what can be read of it goes on in a new one, and
    /// `StoredAlerts.recovery` says so.
    func load(records: Int) async throws(StoreError) -> StoredAlerts

    /// Those of some events that are kept already.
    func known(among events: [AlertEvent]) async throws(StoreError) -> Set<AlertEvent.Key>

    /// Writes a change in one transaction.
    func commit(_ change: AlertChange) async throws(StoreError)

    /// What persons have noted, here or elsewhere.
    func notes() async throws(StoreError) -> AlertNotes
}

/// A small thing that a person wants, which any program may write.
public enum AlertNote: Hashable, Sendable {
    /// In place of another silence of the same rule and subject.
    case silence(AlertSilence)
    /// Ends the silence of a rule about a subject; `nil` for the one about everything.
    case unsilence(rule: String, subject: AlertSubject?)
    /// Acknowledges every event up to this sequence number.
    case see(through: Int)
}

/// What persons have noted so far.
public struct AlertNotes: Hashable, Sendable {
    /// By rule and subject.
    public var silences: [AlertSilence] = []
    /// Events up to this sequence number have been acknowledged.
    public var seenThrough = 0

    public init() {}

    /// Takes one more.
    mutating func add(_ note: AlertNote) {
        switch note {
        case .silence(let silence):
            silences.removeAll { $0.rule == silence.rule && $0.subject == silence.subject }
            silences.append(silence)
            silences.sort { Self.precedes($0, $1) }
        case .unsilence(let rule, let subject):
            silences.removeAll { $0.rule == rule && $0.subject == subject }
        case .see(let sequence): seenThrough = max(seenThrough, sequence)
        }
    }

    private static func precedes(_ left: AlertSilence, _ right: AlertSilence) -> Bool {
        if left.rule != right.rule { return Name.precedes(left.rule, right.rule) }
        guard let one = left.subject, let other = right.subject else {
            return left.subject == nil && right.subject != nil
        }
        return one < other
    }

    /// Forgets silences that ended more than a day ago.
    mutating func prune(at now: Timestamp) {
        silences.removeAll { $0.until.map { $0 < now + .seconds(-86_400) } ?? false }
    }
}
