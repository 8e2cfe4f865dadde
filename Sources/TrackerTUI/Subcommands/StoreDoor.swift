import TrackerEngine

/// How a subcommand gets at the store at a path.
struct StoreDoor: Sendable {
    /// For a person, too.
    let path: String
    /// Everything held from a minute on, also while another program writes; makes no file.
    let read: @Sendable (_ first: Minute) async throws(StoreError) -> StoredDay
    /// The journal, to write; `StoreError.busy` while another program has it.
    let open: @Sendable () async throws(StoreError) -> any MinuteJournal
}

extension StoreDoor {
    /// The day that is held, as it is at a time.
    func day(at now: Timestamp) async throws(SubcommandError) -> RollingDay {
        do {
            var day = RollingDay()
            day.restore(try await read(DayCSV.window(at: now).lowerBound))
            return day
        } catch {
            throw .store(error)
        }
    }
}
