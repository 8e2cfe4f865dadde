import Glibc

/// The day in an SQLite file.
///
/// Runs on a queue of its own. The one who has it has the lock of the store: nobody else writes.
public actor SQLiteJournal: MinuteJournal {
    public nonisolated let location: String
    private nonisolated let executor = QueueExecutor("store")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    private let kind: StoreKind
    private var lock: StoreLock?
    private let clock: any WallClock
    private var connection: Connection
    private var ledger = StoreLedger()
    private var tallies = StoreTallies()
    /// The parts of the store that are read one after the other; `nil` once something was written.
    private var parts: StoreParts?
    /// What is wrong with the file, in words: nothing is written until it is loaded, and so recovered.
    private var damage: String?
    /// What was read of a file that has been moved aside, until a new one has it.
    private var rescued: (day: StoredDay, recovery: StoredDay.Recovery)?

    /// Opens a store, or makes one.
    ///
    /// A file that is no database at all is moved aside as a damaged one, when it is loaded.
    /// - Throws: `StoreError`; a database of another program, or of a later version, is not touched.
    init(
        path: String, kind: StoreKind = .real, lock: StoreLock?, clock: any WallClock
    ) throws(StoreError) {
        location = path
        self.kind = kind
        self.lock = lock
        self.clock = clock
        do throws(SQLiteError) {
            connection = try Self.opened(path, kind)
            tallies = try StoreTallies(connection)
            ledger = StoreLedger(newest: tallies.newest)
        } catch {
            guard error.isDamage else { throw Self.openError(error, path) }
            guard StoreFile.mayBeStore(path) else {
                throw .cannotOpen(place: path, reason: "it is a file of another kind")
            }
            // Loading finds it again, and recovers.
            connection = try Self.inMemory(path)
            damage = error.words
        }
    }

    private static func inMemory(_ path: String) throws(StoreError) -> Connection {
        do throws(SQLiteError) {
            return try Connection(path: ":memory:", mode: .readWrite)
        } catch {
            throw .cannotOpen(place: path, reason: error.words)
        }
    }

    private static func opened(
        _ path: String, _ kind: StoreKind
    ) throws(SQLiteError) -> Connection {
        if path != ":memory:" {
            // A log without its database is somebody else's past: SQLite would replay it.
            if unsafe access(path, F_OK) != 0 {
                for suffix in ["-wal", "-shm"] where unsafe access(path + suffix, F_OK) == 0 {
                    unsafe rename(path + suffix, path + suffix + ".orphan")
                }
            }
            // SQLite would make it readable for others.
            let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
        }
        let connection = try Connection(path: path, mode: .readWrite)
        switch try StoreSchema.finding(in: connection) {
        case .foreign: throw .foreign
        case .tooNew(let version): throw .tooNew(version: version)
        case .ours(let held) where held != kind: throw .holds(held)
        case .empty, .ours:
            try StoreSchema.configure(connection)
            try StoreSchema.create(kind, in: connection)
        }
        return connection
    }

    private static func openError(_ error: SQLiteError, _ path: String) -> StoreError {
        if case .tooNew(let version) = error { return .tooNew(place: path, version: version) }
        return .cannotOpen(place: path, reason: error.words)
    }
}

// MARK: - Writing

extension SQLiteJournal {
    public func append(_ batch: Batch) throws(StoreError) { try write { $0.append(batch) } }

    public func amend(_ batches: [Batch]) throws(StoreError) { try write { $0.amend(batches) } }

    public func backfill(_ parts: [Backfill]) throws(StoreError) {
        try write(StoredDay(backfills: parts))
    }

    public func seal(_ hours: [SealedHour]) throws(StoreError) {
        try write(StoredDay(hours: hours))
    }

    public func write(_ day: StoredDay) throws(StoreError) { try write { $0.write(day) } }

    public func prune(before first: Minute) throws(StoreError) {
        try transaction { () throws(SQLiteError) in
            // By whole hours: a minute must not outlive the one that it is written against.
            try delete(
                "DELETE FROM minute WHERE minute < ?1", first.hour * SeriesCodec.minutes,
                from: .minute)
            try delete("DELETE FROM hour WHERE hour < ?1", first.hour, from: .hour)
            try delete("DELETE FROM backfill WHERE last < ?1", first.index, from: .backfill)
            for id in ledger.prune(before: first) {
                try delete("DELETE FROM instrument WHERE id = ?1", id, from: .instrument)
            }
        }
    }

    /// Nobody takes a file over while its lock is held: this only gives the lock back.
    public func stepDown() -> any JournalFollower {
        lock = nil
        return SQLiteFollower(path: location, kind: kind, clock: clock)
    }

    private func delete(
        _ sql: StaticString, _ value: Int, from table: StoreTable
    ) throws(SQLiteError) {
        let rows = try connection.prepare(sql)
        try rows.bind(value, at: 1)
        try rows.run()
        tallies[table].rows -= connection.changedRows
    }

    private func write(
        _ make: (inout StoreLedger) -> StoreChanges
    ) throws(StoreError) {
        try transaction { () throws(SQLiteError) in
            if !ledger.knowsNames { ledger.learnAll(try StoredNames.all(in: connection)) }
            if !ledger.knowsOpenHours { ledger.learn(try OpenHours(connection)) }
            try put(make(&ledger))
        }
    }

    private func put(_ changes: StoreChanges) throws(SQLiteError) {
        try connection.insert(changes.names)
        try removeHours(like: changes.hours)
        try connection.insert(changes.hours)
        for hour in changes.sweptHours {
            try delete(
                "DELETE FROM minute WHERE minute >= ?1 AND minute < ?1 + 60",
                hour * SeriesCodec.minutes, from: .minute)
        }
        try connection.insert(changes.backfills)
        try connection.insert(changes.minutes)
        tallies[.instrument].rows += changes.names.count
        tallies[.hour].rows += changes.hours.count
        tallies[.backfill].rows += changes.backfills.count
        tallies[.minute].rows += changes.minutes.count
    }

    private func removeHours(like hours: [HourRow]) throws(SQLiteError) {
        guard !hours.isEmpty else { return }
        let rows = try connection.prepare("DELETE FROM hour WHERE market = ?1 AND hour = ?2")
        for hour in hours {
            try rows.bind(hour.market.name, at: 1)
            try rows.bind(hour.hour, at: 2)
            try rows.run()
            tallies[.hour].rows -= connection.changedRows
        }
    }

    /// One synced transaction; what is known of the store goes back with it when it fails.
    private func transaction(_ body: () throws(SQLiteError) -> Void) throws(StoreError) {
        if let damage { throw .damaged(place: location, reason: damage) }
        let before = (ledger, tallies)
        do throws(SQLiteError) {
            try connection.transaction { () throws(SQLiteError) in
                try body()
                tallies.note(ledger.newest)
                try tallies.write(to: connection, since: before.1)
            }
            parts = nil
        } catch {
            (ledger, tallies) = before
            guard error.isDamage else {
                throw .cannotWrite(place: location, reason: error.words)
            }
            damage = error.words
            throw .damaged(place: location, reason: error.words)
        }
    }
}

// MARK: - Reading

extension SQLiteJournal {
    public func contents() throws(StoreError) -> [StoredMarket] {
        // The whole of it is to be read then, to see what can be.
        if let damage { throw .damaged(place: location, reason: damage) }
        do throws(SQLiteError) {
            let markets = try StoredNames.contents(of: connection, isSealed: true)
            parts = StoreParts(markets.map(\.market), tallies)
            return markets
        } catch {
            throw readError(error)
        }
    }

    private func readError(_ error: SQLiteError) -> StoreError {
        error.isDamage
            ? .damaged(place: location, reason: error.words)
            : .cannotRead(place: location, reason: error.words)
    }

    public func load(_ markets: [Market], from first: Minute) throws(StoreError) -> StoredDay {
        if let damage { throw .damaged(place: location, reason: damage) }
        do throws(SQLiteError) {
            let reader = try StoredDayReader(connection, from: first, of: markets)
            ledger.learn(reader.names)
            var day = reader.day
            if let missing = parts?.read(markets, reader.counts) {
                day.damage = day.damage ?? missing
            }
            if parts?.areRead ?? false { ledger.noteAllNames() }
            return day
        } catch {
            throw .cannotRead(place: location, reason: error.words)
        }
    }

    public func load(from first: Minute) throws(StoreError) -> StoredDay {
        if let rescued { return try beginAnew(with: rescued) }
        if let damage { return try recover(try readable(from: first), reason: damage) }
        let reader: StoredDayReader
        do throws(SQLiteError) {
            reader = try StoredDayReader(connection, from: first)
        } catch {
            throw .cannotRead(place: location, reason: error.words)
        }
        if let damage = reader.damage { return try recover(reader.day, reason: damage) }
        ledger.forgetNames()
        ledger.learn(reader.names)
        ledger.noteAllNames()
        return reader.day
    }

    /// What can be read of a file that cannot be written.
    private func readable(from first: Minute) throws(StoreError) -> StoredDay {
        do throws(StoreError) {
            return try StoreFile.read(path: location, kind: kind, from: first)
        } catch .damaged {
            return StoredDay()
        }
    }

    /// Moves the damaged file aside and goes on with a new one that has what could be read.
    private func recover(_ readable: StoredDay, reason: String) throws(StoreError) -> StoredDay {
        // Closed before it is moved: SQLite must not write to a file that has another name.
        connection = try Self.inMemory(location)
        damage = reason
        let moved = try StoreFile.moveAside(location, at: clock.now)
        let rescued = (readable, StoredDay.Recovery(movedTo: moved, reason: reason))
        self.rescued = rescued
        return try beginAnew(with: rescued)
    }

    private func beginAnew(
        with rescued: (day: StoredDay, recovery: StoredDay.Recovery)
    ) throws(StoreError) -> StoredDay {
        do throws(SQLiteError) {
            connection = try Self.opened(location, kind)
            tallies = try StoreTallies(connection)
        } catch {
            throw Self.openError(error, location)
        }
        (damage, self.rescued, parts) = (nil, nil, nil)
        ledger = StoreLedger(newest: tallies.newest)
        var day = rescued.day
        do throws(StoreError) {
            try write(day)
            day.damage = nil
        } catch {
            // The day in memory is worth more than none: it is on disk in the file that was moved.
            day.damage = error.description
        }
        day.recovery = rescued.recovery
        return day
    }
}
