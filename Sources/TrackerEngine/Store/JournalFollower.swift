/// Reads a journal that another program writes, and takes over when that program is gone.
public protocol JournalFollower: StoredDayParts {
    /// The place of the store, in words for a person: a path, a host with its database.
    var location: String { get }

    /// Reads what has come since the last call, `nil` for nothing; the first call reads everything
    /// from `first` on.
    func changes(from first: Minute) async throws(StoreError) -> StoredDay?

    /// The journal, to write from now on; `nil` while the other program has it.
    func takeOver() async throws(StoreError) -> (any MinuteJournal)?
}
