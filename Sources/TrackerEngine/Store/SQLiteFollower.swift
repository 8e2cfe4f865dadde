/// Reads a store that another program writes.
public actor SQLiteFollower: JournalFollower {
    public nonisolated let location: String
    private nonisolated let executor = QueueExecutor("store")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    private let kind: StoreKind
    private let clock: any WallClock
    private var open: Open?

    /// A connection cannot be copied, and so not be looked at inside of an optional.
    private final class Open {
        let connection: Connection

        init(_ path: String, _ kind: StoreKind) throws(SQLiteError) {
            connection = try StoreFile.openToRead(path, kind)
        }
    }
    /// `PRAGMA data_version` at the last look: it changes with every foreign commit.
    private var version: Int?
    private var place = StoredDayReader.Place()
    /// The parts that are read one after the other, while nothing is written meanwhile.
    private var parts: StoreParts?

    init(path: String, kind: StoreKind = .real, clock: any WallClock) {
        location = path
        self.kind = kind
        self.clock = clock
    }

    public func changes(from first: Minute) throws(StoreError) -> StoredDay? {
        try reading { connection throws(SQLiteError) in
            let now = try connection.number("PRAGMA data_version")
            guard now != version else { return nil }
            let reader = try StoredDayReader(connection, from: first, after: place)
            version = now
            place = reader.place
            return reader.day
        }
    }

    private func reading<R>(
        _ body: (borrowing Connection) throws(SQLiteError) -> R
    ) throws(StoreError) -> R {
        do throws(SQLiteError) {
            return try body(try opened().connection)
        } catch {
            // The file may be another one by now: opened anew at the next look.
            open = nil
            version = nil
            parts = nil
            place = StoredDayReader.Place()
            throw .cannotRead(place: location, reason: error.words)
        }
    }

    private func opened() throws(SQLiteError) -> Open {
        if let open { return open }
        let new = try Open(location, kind)
        open = new
        return new
    }

    public func contents() throws(StoreError) -> [StoredMarket] {
        try reading { connection throws(SQLiteError) in
            let now = try connection.number("PRAGMA data_version")
            let format = try StoreSchema.format(connection)
            let isSealed = format >= StoreSchema.sealed
            let markets = try StoredNames.contents(of: connection, isSealed: isSealed)
            // Nothing is missed that comes while the parts are read: it is read again.
            version = now
            place = try StoredDayReader.Place(connection)
            parts = nil
            if isSealed {
                parts = StoreParts(
                    markets.map(\.market), try StoreTallies(connection, format: format),
                    format: format)
            }
            return markets
        }
    }

    public func load(_ markets: [Market], from first: Minute) throws(StoreError) -> StoredDay {
        try reading { connection throws(SQLiteError) in
            let reader = try StoredDayReader(connection, from: first, of: markets)
            var day = reader.day
            // Another commit would have brought rows that were not counted.
            if try connection.number("PRAGMA data_version") != version { parts = nil }
            if let missing = parts?.read(markets, reader.counts) {
                day.damage = day.damage ?? missing
            }
            return day
        }
    }

    public func takeOver() throws(StoreError) -> (any MinuteJournal)? {
        guard let lock = try StoreLock.tryAcquire(for: location) else { return nil }
        open = nil
        return try SQLiteJournal(path: location, kind: kind, lock: lock, clock: clock)
    }
}
