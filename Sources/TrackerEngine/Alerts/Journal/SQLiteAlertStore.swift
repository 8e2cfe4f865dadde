import Glibc

/// Alerts in an SQLite file beside that of the day.
public struct SQLiteAlertStore: AlertStore {
    private let path: String
    private let clock: any WallClock

    /// `day`: the path of the day's store, whose lock decides who writes.
    public init(besideDay day: String, clock: any WallClock) {
        path = day + ".alerts"
        self.clock = clock
    }

    public var location: String { path }

    public var isShared: Bool { true }

    public var exists: Bool { unsafe access(path, F_OK) == 0 }

    public func claim() throws(StoreError) -> AlertClaim? {
        try makeFolder()
        return try StoreLock.tryAcquire(for: path).map { AlertClaim($0) }
    }

    public func journal() throws(StoreError) -> any AlertJournal {
        try makeFolder()
        return try SQLiteAlertJournal(path: path, clock: clock)
    }

    public func read(records: Int) throws(StoreError) -> StoredAlerts {
        do throws(SQLiteError) {
            let connection = try AlertSchema.openedToRead(path)
            return try StoredAlerts(reading: connection, records: records)
        } catch {
            if !exists {
                throw .cannotOpen(place: path, reason: StoreError.noneYet)
            }
            throw StoreError(reading: path, error)
        }
    }

    /// Waits up to 2 s while another program writes.
    public func note(_ note: AlertNote) throws(StoreError) {
        try makeFolder()
        do throws(SQLiteError) {
            // Notes are the same in all versions, and an older program may be writing the rest.
            let connection = try AlertSchema.opened(path, bringingUp: false)
            try connection.transaction { () throws(SQLiteError) in try connection.write(note) }
        } catch {
            throw StoreError(writing: path, error)
        }
    }

    private func makeFolder() throws(StoreError) {
        do throws(FileError) {
            try Folder.make(Folder.containing(path))
        } catch {
            throw .cannotOpen(place: path, reason: "\(error)")
        }
    }
}

extension StoreError {
    /// What an error of SQLite means for who reads alerts.
    init(reading path: String, _ error: SQLiteError) {
        self = StoreError.general(path, error) ?? .cannotRead(place: path, reason: error.words)
    }

    /// What an error of SQLite means for who writes alerts.
    init(writing path: String, _ error: SQLiteError) {
        self = StoreError.general(path, error) ?? .cannotWrite(place: path, reason: error.words)
    }

    private static func general(_ path: String, _ error: SQLiteError) -> StoreError? {
        switch error {
        case .tooNew(let version): .tooNew(place: path, version: version)
        case .foreign, .empty, .holds: .cannotOpen(place: path, reason: error.words)
        case .damaged, .failed:
            error.isDamage ? .damaged(place: path, reason: error.words) : nil
        }
    }
}
