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
    ///
    /// What of it cannot be read is told at the console.
    func day(
        at now: Timestamp, telling console: Console
    ) async throws(SubcommandError) -> (prices: RollingDay, kind: StoreKind) {
        do {
            let stored = try await read(DayCSV.window(at: now).lowerBound)
            if let damage = stored.damage {
                console.say("tracker-tui: a part of \(path) cannot be read: \(damage)")
            }
            var day = RollingDay()
            day.restore(stored)
            return (day, stored.kind)
        } catch {
            throw .store(error)
        }
    }

    /// The day that is held, seen at a time.
    func window(
        at now: Timestamp, telling console: Console
    ) async throws(SubcommandError) -> DayWindow {
        let day = try await day(at: now, telling: console)
        return DayWindow(day.prices, through: Minute(containing: now), kind: day.kind)
    }
}
