/// The access of a program to a stored day: it writes, reads along, or has none.
public enum StoreAccess: Sendable {
    /// No store; `reason` for a person.
    case none(reason: String)
    /// This program writes it.
    case writer(any MinuteJournal)
    /// Another program writes it; this one reads along.
    case follower(any JournalFollower)
    /// The store could not be opened; `reason` for a person, `reopen` tries again.
    case failed(
        place: String, reason: String,
        reopen: @Sendable () throws(StoreError) -> StoreAccess)

    /// Whether there is a stored day to be read first.
    var isToBeRead: Bool {
        switch self {
        case .writer, .follower: true
        case .none, .failed: false
        }
    }
}
