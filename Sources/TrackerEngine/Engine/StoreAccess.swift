/// What the engine has of the day on disk.
public enum StoreAccess: Sendable {
    /// Nothing; `reason` for a person.
    case none(reason: String)
    /// It is the one that writes.
    case writer(any MinuteJournal)
    /// Another program writes; this one reads along.
    case follower(any JournalFollower)
    /// The file could not be opened; `reason` for a person, `reopen` tries again.
    case failed(
        path: String, reason: String,
        reopen: @Sendable () throws(StoreError) -> StoreAccess)

    /// Whether there is a stored day to be read first.
    var isToBeRead: Bool {
        switch self {
        case .writer, .follower: true
        case .none, .failed: false
        }
    }
}

/// Reads a journal that another program writes, and takes over when that one is gone.
public protocol JournalFollower: StoredDayParts {
    /// Where it is, for a person: a path.
    var location: String { get }

    /// What has come since the last call, `nil` for nothing; the first call gives everything from
    /// `first` on.
    func changes(from first: Minute) async throws(StoreError) -> StoredDay?

    /// The journal, to write from now on; `nil` while the other program has it.
    func takeOver() async throws(StoreError) -> (any MinuteJournal)?
}
