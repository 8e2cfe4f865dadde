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
    private let lock: StoreLock?
    private let clock: any WallClock
    private var connection: Connection
    private var ids: [Instrument: Int] = [:]
    private var nextID = 1
    /// The newest hour that each id has a price in: names leave with their last price.
    private var newestHour: [Int: Int] = [:]

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
            connection = try Self.openChecked(path, kind)
        } catch {
            guard error.isDamage else { throw Self.openError(error, path) }
            guard StoreFile.mayBeStore(path) else {
                throw .cannotOpen(path: path, reason: "it is a file of another kind")
            }
            // Loading finds it again, and recovers.
            connection = try Self.inMemory(path)
            damageAtOpening = error.message
        }
    }
    private var damageAtOpening: String?

    private static func inMemory(_ path: String) throws(StoreError) -> Connection {
        do throws(SQLiteError) {
            return try Connection(path: ":memory:", mode: .readWrite)
        } catch {
            throw .cannotOpen(path: path, reason: error.words)
        }
    }

    private static func openChecked(
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
        case .foreign:
            throw SQLiteError(
                code: 0, message: "it is a database of another program", statement: "")
        case .tooNew(let version):
            throw SQLiteError(code: -1, message: "\(version)", statement: "")
        case .ours(let held) where held != kind:
            throw SQLiteError(code: 0, message: "it holds \(held) prices", statement: "")
        case .empty, .ours:
            try StoreSchema.configure(connection)
            try StoreSchema.create(kind, in: connection)
        }
        return connection
    }

    private static func openError(_ error: SQLiteError, _ path: String) -> StoreError {
        error.code == -1
            ? .tooNew(path: path, version: Int(error.message) ?? 0)
            : .cannotOpen(path: path, reason: error.words)
    }
}

// MARK: - Writing

extension SQLiteJournal {
    public func append(_ batch: Batch) throws(StoreError) { try amend([batch]) }

    public func amend(_ batches: [Batch]) throws(StoreError) {
        try write { () throws(SQLiteError) in
            for batch in batches where !batch.quotes.isEmpty { try insert(batch) }
        }
    }

    public func backfill(_ parts: [Backfill]) throws(StoreError) {
        try write(StoredDay(backfills: parts))
    }

    public func seal(_ hours: [SealedHour]) throws(StoreError) {
        try write(StoredDay(hours: hours))
    }

    public func write(_ day: StoredDay) throws(StoreError) {
        try write { () throws(SQLiteError) in
            for hour in day.hours { try insert(hour) }
            for part in day.backfills { try insert(part) }
            for batch in day.minutes where !batch.quotes.isEmpty { try insert(batch) }
        }
    }

    public func prune(before first: Minute) throws(StoreError) {
        let leaving = newestHour.filter { $0.value < first.hour }.keys
        try write { () throws(SQLiteError) in
            let minutes = try connection.prepare("DELETE FROM minute WHERE minute < ?1")
            try minutes.bind(first.index, at: 1)
            try minutes.run()
            let hours = try connection.prepare("DELETE FROM hour WHERE hour < ?1")
            try hours.bind(first.hour, at: 1)
            try hours.run()
            let backfills = try connection.prepare("DELETE FROM backfill WHERE last < ?1")
            try backfills.bind(first.index, at: 1)
            try backfills.run()
            let names = try connection.prepare("DELETE FROM instrument WHERE id = ?1")
            for id in leaving {
                try names.bind(id, at: 1)
                try names.run()
            }
        }
        let gone = Set(leaving)
        guard !gone.isEmpty else { return }
        ids = ids.filter { !gone.contains($0.value) }
        for id in gone { newestHour[id] = nil }
    }

    private func insert(_ batch: Batch) throws(SQLiteError) {
        let prices = try numbered(
            batch.quotes.map { ($0.instrument, $0.price.amount) }, batch.minute.hour)
        let row = try connection.prepare("INSERT INTO minute (minute, quotes) VALUES (?1, ?2)")
        try row.bind(batch.minute.index, at: 1)
        try row.bind(StoreCodec.minute(prices.map { (id: $0.0, amount: $0.1) }), at: 2)
        try row.run()
    }

    private func insert(_ hour: SealedHour) throws(SQLiteError) {
        let named = hour.pairs.indices.map {
            (Instrument(market: hour.market, pair: hour.pairs[$0]), Array(hour.chunks[$0]))
        }
        let chunks = try numbered(named, hour.hour)
        let row = try connection.prepare(
            "INSERT OR REPLACE INTO hour (hour, chunks, market) VALUES (?1, ?2, ?3)")
        try row.bind(hour.market.name, at: 3)
        try row.bind(hour.hour, at: 1)
        try row.bind(StoreCodec.hour(chunks.map { (id: $0.0, chunk: $0.1) }), at: 2)
        try row.run()
        let minutes = try connection.prepare(
            "DELETE FROM minute WHERE minute >= ?1 AND minute < ?2")
        try minutes.bind(hour.hour * 60, at: 1)
        try minutes.bind(hour.hour * 60 + 60, at: 2)
        try minutes.run()
    }

    private func insert(_ part: Backfill) throws(SQLiteError) {
        guard let series = part.series.trimmed else { return }
        let last = series.end.advanced(by: -1)
        let row = try connection.prepare(
            """
            INSERT INTO backfill (instrument, first, last, coarse, prices)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """)
        for (id, series) in try numbered([(part.instrument, series)], last.hour) {
            try row.bind(id, at: 1)
            try row.bind(series.start.index, at: 2)
            try row.bind(last.index, at: 3)
            try row.bind(part.isCoarse ? 1 : 0, at: 4)
            try row.bind(StoreCodec.backfill(series), at: 5)
            try row.run()
        }
    }

    /// With ids for instruments, rising; gives new ones an id.
    private func numbered<Value>(
        _ entries: [(Instrument, Value)], _ hour: Int
    ) throws(SQLiteError) -> [(Int, Value)] {
        var numbered: [(Int, Value)] = []
        numbered.reserveCapacity(entries.count)
        var added: [(Int, Instrument)] = []
        for (instrument, value) in entries {
            let id: Int
            if let known = ids[instrument] {
                id = known
            } else {
                id = nextID
                nextID += 1
                ids[instrument] = id
                added.append((id, instrument))
            }
            // Written once an hour: `write` keeps a copy, which every change would have to make.
            if (newestHour[id] ?? .min) < hour { newestHour[id] = hour }
            numbered.append((id, value))
        }
        if !added.isEmpty { try insert(added) }
        // Instruments come in the order that they were numbered in, but for new ones.
        if zip(numbered, numbered.dropFirst()).allSatisfy({ $0.0 < $1.0 }) { return numbered }
        return Dictionary(numbered, uniquingKeysWith: { $1 })
            .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func insert(_ names: [(Int, Instrument)]) throws(SQLiteError) {
        let row = try connection.prepare(
            "INSERT INTO instrument (id, market, pair) VALUES (?1, ?2, ?3)")
        for (id, instrument) in names {
            try row.bind(id, at: 1)
            try row.bind(instrument.market.name, at: 2)
            try row.bind(instrument.pair.name, at: 3)
            try row.run()
        }
    }

    /// One synced transaction; what is known of ids goes back with it when it fails.
    private func write(_ body: () throws(SQLiteError) -> Void) throws(StoreError) {
        let before = (ids, nextID, newestHour)
        do throws(SQLiteError) {
            try connection.transaction(body)
        } catch {
            (ids, nextID, newestHour) = before
            throw .cannotWrite(path: location, reason: error.words)
        }
    }
}

// MARK: - Reading

extension SQLiteJournal {
    public func load(from first: Minute) throws(StoreError) -> StoredDay {
        if let damage = damageAtOpening {
            return try recover(StoredDay(), reason: damage)
        }
        let reader: StoredDayReader
        do throws(SQLiteError) {
            reader = try StoredDayReader(connection, from: first)
        } catch {
            throw .cannotRead(path: location, reason: error.words)
        }
        if let damage = reader.damage { return try recover(reader.day, reason: damage) }
        ids = Dictionary(reader.instruments.map { ($1, $0) }, uniquingKeysWith: { $1 })
        nextID = (reader.instruments.keys.max() ?? 0) + 1
        newestHour = reader.newestHour
        // Names without a price in the window: the next pruning takes them.
        for id in reader.instruments.keys where newestHour[id] == nil { newestHour[id] = .min }
        return reader.day
    }

    /// Moves the damaged file aside and goes on with a new one that has what could be read.
    private func recover(_ readable: StoredDay, reason: String) throws(StoreError) -> StoredDay {
        // Closed before it is moved: SQLite must not write to a file that has another name.
        connection = try Self.inMemory(location)
        let moved = try StoreFile.moveAside(location, at: clock.now)
        do throws(SQLiteError) {
            connection = try Self.openChecked(location, kind)
        } catch {
            throw Self.openError(error, location)
        }
        damageAtOpening = nil
        (ids, nextID, newestHour) = ([:], 1, [:])
        var day = readable
        do throws(StoreError) {
            try write(readable)
        } catch {
            // The day in memory is worth more than none: it is on disk in the file that was moved.
            day.damage = error.description
        }
        day.recovery = StoredDay.Recovery(movedTo: moved, reason: reason)
        return day
    }
}
