import Glibc

/// The day in an SQLite file.
///
/// Runs on a queue of its own. It holds the lock of the store: nobody else writes.
public actor SQLiteJournal: MinuteJournal {
    public nonisolated let location: String
    private nonisolated let executor = QueueExecutor("store")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    let kind: StoreKind
    private var lock: StoreLock?
    let clock: any WallClock
    var connection: Connection
    var ledger = StoreLedger()
    var tallies = StoreTallies()
    /// The parts of the store that are read one after the other; `nil` once something was written.
    var parts: StoreParts?
    /// Counts the rows that go into a new file in the place of a damaged one.
    var meter: RowMeter?
    /// The damage of the file, in words: nothing is written until loading has recovered it.
    var damage: String?
    /// The day of a file that was moved aside, until a new file has it.
    var rescued: (day: StoredDay, recovery: StoredDay.Recovery)?

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

    static func inMemory(_ path: String) throws(StoreError) -> Connection {
        do throws(SQLiteError) {
            return try Connection(path: ":memory:", mode: .readWrite)
        } catch {
            throw .cannotOpen(place: path, reason: error.words)
        }
    }

    static func opened(
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

    static func openError(_ error: SQLiteError, _ path: String) -> StoreError {
        if case .tooNew(let version) = error { return .tooNew(place: path, version: version) }
        return .cannotOpen(place: path, reason: error.words)
    }
}

// MARK: - Writing

extension SQLiteJournal {
    public func append(_ batch: Batch, noting report: StoreReport) throws(StoreError) {
        try write { $0.append(batch, noting: report) }
    }

    public func amend(_ batches: [Batch]) throws(StoreError) { try write { $0.amend(batches) } }

    public func backfill(_ parts: [Backfill]) throws(StoreError) {
        try write(StoredDay(backfills: parts))
    }

    public func seal(_ hours: [SealedHour]) throws(StoreError) {
        try write(StoredDay(hours: hours))
    }

    public func write(_ day: StoredDay) throws(StoreError) { try write { $0.write(day) } }

    public func note(_ report: StoreReport) throws(StoreError) { try write { $0.note(report) } }

    public func prune(before first: Minute) throws(StoreError) {
        try write { $0.prune(before: first) }
    }

    /// Gives the lock back; while it is held nobody else takes the file over.
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

    /// Writes the rows that a ledger makes in one synced transaction; if it fails, ledger and
    /// tallies go back to what they were.
    private func write(_ make: (inout StoreLedger) -> StoreChanges) throws(StoreError) {
        if let damage { throw .damaged(place: location, reason: damage) }
        let before = (ledger, tallies)
        do throws(SQLiteError) {
            try connection.transaction { () throws(SQLiteError) in
                if !ledger.knowsNames { ledger.learnAll(try StoredNames.all(in: connection)) }
                if !ledger.knowsOpenHours { ledger.learn(try OpenHours(connection)) }
                try put(make(&ledger))
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

    private func put(_ changes: StoreChanges) throws(SQLiteError) {
        try connection.insert(changes.names)
        meter?.all = changes.hours.count + changes.backfills.count + changes.minutes.count
        try removeHours(like: changes.hours)
        try connection.insert(changes.hours) { meter?.add() }
        for hour in changes.sweptHours {
            try delete(
                "DELETE FROM minute WHERE minute >= ?1 AND minute < ?1 + 60",
                hour.start.index, from: .minute)
        }
        try connection.insert(changes.backfills) { meter?.add() }
        try connection.insert(changes.minutes) { meter?.add() }
        tallies[.instrument].rows += changes.names.count
        tallies[.hour].rows += changes.hours.count
        tallies[.backfill].rows += changes.backfills.count
        tallies[.minute].rows += changes.minutes.count
        try put(changes.tickers, changes.sources)
        if let pruned = changes.pruned { try prune(pruned) }
    }

    private func put(_ tickers: [TickerRow], _ sources: SourceRow?) throws(SQLiteError) {
        try removeTickers(of: tickers.map(\.market))
        try connection.insert(tickers)
        tallies[.ticker].rows += tickers.count
        guard let sources else { return }
        try delete("DELETE FROM source WHERE seq < ?1", sources.seq, from: .source)
        try connection.insert([sources])
        tallies[.source].rows += 1
    }

    private func prune(_ pruned: StoreChanges.Pruning) throws(SQLiteError) {
        let first = pruned.before
        try delete("DELETE FROM minute WHERE minute < ?1", first.hour.start.index, from: .minute)
        try delete("DELETE FROM hour WHERE hour < ?1", first.hour.index, from: .hour)
        try delete("DELETE FROM backfill WHERE last < ?1", first.index, from: .backfill)
        for id in pruned.names {
            try delete("DELETE FROM instrument WHERE id = ?1", id, from: .instrument)
        }
        try removeTickers(of: pruned.markets)
    }

    private func removeTickers(of markets: [Market]) throws(SQLiteError) {
        guard !markets.isEmpty else { return }
        let rows = try connection.prepare("DELETE FROM ticker WHERE market = ?1")
        for market in markets {
            try rows.bind(market.name, at: 1)
            try rows.run()
            tallies[.ticker].rows -= connection.changedRows
        }
    }

    private func removeHours(like hours: [HourRow]) throws(SQLiteError) {
        guard !hours.isEmpty else { return }
        let rows = try connection.prepare("DELETE FROM hour WHERE market = ?1 AND hour = ?2")
        for hour in hours {
            try rows.bind(hour.market.name, at: 1)
            try rows.bind(hour.hour.index, at: 2)
            try rows.run()
            tallies[.hour].rows -= connection.changedRows
        }
    }
}
