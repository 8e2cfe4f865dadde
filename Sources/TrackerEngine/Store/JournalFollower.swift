/// Reads a journal that another program writes, and takes over when that program is gone.
public protocol JournalFollower: StoredDayParts {
    /// Where the store is, in words for a person.
    var location: String { get }

    /// Everything that has come since the last call, `nil` for nothing; the first call gives
    /// everything from `first` on.
    func changes(from first: Minute) async throws(StoreError) -> StoredDay?

    /// The journal, to write from now on; `nil` while the other program has it.
    func takeOver() async throws(StoreError) -> (any MinuteJournal)?
}
