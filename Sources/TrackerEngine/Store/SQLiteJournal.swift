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
    private var names = StoreNames()
    /// By market: what its next minute is written against.
    private var pens: [Market: MinutePen] = [:]

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
                throw .cannotOpen(place: path, reason: "it is a file of another kind")
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
            throw .cannotOpen(place: path, reason: error.words)
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
            ? .tooNew(place: path, version: Int(error.message) ?? 0)
            : .cannotOpen(place: path, reason: error.words)
    }
}

// MARK: - Writing

extension SQLiteJournal {
    public func append(_ batch: Batch) throws(StoreError) {
        try write { () throws(SQLiteError) in try insert(batch, isNewest: true) }
    }

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
            for hour in Set(day.hours.map(\.hour)) { try sweep(hour) }
            for part in day.backfills { try insert(part) }
            for batch in day.minutes where !batch.quotes.isEmpty { try insert(batch) }
        }
    }

    public func prune(before first: Minute) throws(StoreError) {
        try write { () throws(SQLiteError) in
            // By whole hours: a minute must not outlive the one that it is written against.
            try delete("DELETE FROM minute WHERE minute < ?1", first.hour * SeriesCodec.minutes)
            try delete("DELETE FROM hour WHERE hour < ?1", first.hour)
            try delete("DELETE FROM backfill WHERE last < ?1", first.index)
            for id in names.removeLeaving(before: first.hour) {
                try delete("DELETE FROM instrument WHERE id = ?1", id)
            }
        }
    }

    /// Nobody takes a file over while its lock is held: this only gives the lock back.
    public func stepDown() -> any JournalFollower {
        lock = nil
        return SQLiteFollower(path: location, kind: kind, clock: clock)
    }

    private func delete(_ sql: StaticString, _ value: Int) throws(SQLiteError) {
        let rows = try connection.prepare(sql)
        try rows.bind(value, at: 1)
        try rows.run()
    }

    /// `isNewest`: whether the next minutes may be written against it.
    private func insert(_ batch: Batch, isNewest: Bool = false) throws(SQLiteError) {
        let row = try connection.prepare(
            "INSERT INTO minute (minute, market, base, quotes) VALUES (?1, ?2, ?3, ?4)")
        for (market, runs) in batch.quotes.byMarket {
            try row.bind(batch.minute.index, at: 1)
            try row.bind(market.name, at: 2)
            if isNewest, let pen = pens[market], pen.reaches(batch.minute),
                let (amounts, others) = pen.split(runs)
            {
                let prices = try numbered(others, of: market, batch.minute.hour)
                try row.bind(pen.key.seq, at: 3)
                try row.bind(
                    StoreCodec.minute(amounts, others: prices, against: pen.key), at: 4)
                try row.run()
            } else {
                let quotes = runs.flatMap(\.self)
                let prices = try numbered(quotes, of: market, batch.minute.hour)
                try row.bindNull(at: 3)
                try row.bind(StoreCodec.minute(prices), at: 4)
                try row.run()
                guard isNewest else { continue }
                let key = MinuteKey(
                    seq: connection.newestRow, minute: batch.minute, prices: prices)
                pens[market] = MinutePen(key, runs, ids: names.ids(of: quotes, in: market))
            }
        }
    }

    /// With ids, rising; where one comes twice, the later one.
    private func numbered(
        _ quotes: [Quote], of market: Market, _ hour: Int
    ) throws(SQLiteError) -> [StoredPrice] {
        let ids = try number(quotes.map(\.instrument.pair), of: market, hour)
        var guess = 0
        let prices = zip(ids, quotes).map {
            StoredPrice(id: $0, amount: $1.price.amount, guess: &guess)
        }
        // Pairs come in the order that they were numbered in, but for new ones.
        if zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) { return prices }
        return Dictionary(prices.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            .values.sorted { $0.id < $1.id }
    }

    /// The ids of pairs; gives new ones an id, and notes that they have a price in the hour.
    private func number(
        _ pairs: [Pair], of market: Market, _ hour: Int
    ) throws(SQLiteError) -> [Int] {
        let (ids, added) = names.number(pairs, of: market, hour)
        guard !added.isEmpty else { return ids }
        let row = try connection.prepare(
            "INSERT INTO instrument (id, market, pair) VALUES (?1, ?2, ?3)")
        for (id, pair) in added {
            try row.bind(id, at: 1)
            try row.bind(market.name, at: 2)
            try row.bind(pair.name, at: 3)
            try row.run()
        }
        return ids
    }

    private func insert(_ sealed: SealedHour) throws(SQLiteError) {
        let hour = sealed.withoutGaps
        let ids = try number(hour.pairs, of: hour.market, hour.hour)
        let row = try connection.prepare(
            """
            INSERT OR REPLACE INTO hour (hour, market, through, chunks)
            VALUES (?1, ?2, (SELECT coalesce(max(seq), 0) FROM minute), ?3)
            """)
        try row.bind(hour.hour, at: 1)
        try row.bind(hour.market.name, at: 2)
        try row.bind(Self.blob(ids, hour.chunks), at: 3)
        try row.run()
        // What it was written against is gone.
        if pens[hour.market]?.key.minute.hour == hour.hour { pens[hour.market] = nil }
    }

    /// Deletes the single minutes of an hour when all of them are packed.
    ///
    /// Cost: a look at each row of `minute`, below 1 ms.
    private func sweep(_ hour: Int) throws(SQLiteError) {
        let rows = try connection.prepare(
            """
            DELETE FROM minute WHERE minute >= ?1 AND minute < ?1 + 60 AND NOT EXISTS (
                SELECT 1 FROM minute AS other WHERE other.minute >= ?1 AND other.minute < ?1 + 60
                AND other.seq > coalesce((SELECT through FROM hour
                    WHERE hour.market = other.market AND hour.hour = ?2), 0))
            """)
        try rows.bind(hour * SeriesCodec.minutes, at: 1)
        try rows.bind(hour, at: 2)
        try rows.run()
    }

    private static func blob(_ ids: [Int], _ chunks: PackedChunks) -> [UInt8] {
        if zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) { return StoreCodec.hour(ids, chunks) }
        let places = ids.indices.sorted { ids[$0] < ids[$1] }
        return StoreCodec.hour(places.map { ids[$0] }, chunks.only(places))
    }

    private func insert(_ part: Backfill) throws(SQLiteError) {
        guard let series = part.series.trimmed else { return }
        let last = series.end.advanced(by: -1)
        let row = try connection.prepare(
            """
            INSERT INTO backfill (instrument, first, last, coarse, prices)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """)
        let ids = try number([part.instrument.pair], of: part.instrument.market, last.hour)
        for id in ids {
            try row.bind(id, at: 1)
            try row.bind(series.start.index, at: 2)
            try row.bind(last.index, at: 3)
            try row.bind(part.isCoarse ? 1 : 0, at: 4)
            try row.bind(StoreCodec.backfill(series), at: 5)
            try row.run()
        }
    }

    /// One synced transaction; what is known of ids goes back with it when it fails.
    private func write(_ body: () throws(SQLiteError) -> Void) throws(StoreError) {
        let before = (names, pens)
        do throws(SQLiteError) {
            try connection.transaction(body)
        } catch {
            (names, pens) = before
            throw .cannotWrite(place: location, reason: error.words)
        }
    }
}

// MARK: - Reading

extension SQLiteJournal {
    public func contents() throws(StoreError) -> [StoredMarket] {
        // The whole of it is to be read then, to see what can be.
        if let damage = damageAtOpening { throw .damaged(place: location, reason: damage) }
        do throws(SQLiteError) {
            let contents = try StoredDayReader.contents(connection)
            (names, pens) = (StoreNames(), [:])
            names.reserve(through: contents.newestID)
            return contents.markets
        } catch {
            throw error.isDamage
                ? .damaged(place: location, reason: error.words)
                : .cannotRead(place: location, reason: error.words)
        }
    }

    public func load(_ markets: [Market], from first: Minute) throws(StoreError) -> StoredDay {
        do throws(SQLiteError) {
            let reader = try StoredDayReader(connection, from: first, of: markets)
            names.add(reader.names)
            var day = reader.day
            day.damage = reader.damage
            return day
        } catch {
            throw .cannotRead(place: location, reason: error.words)
        }
    }

    public func load(from first: Minute) throws(StoreError) -> StoredDay {
        if let damage = damageAtOpening {
            let readable = try? StoreFile.read(path: location, kind: kind, from: first)
            return try recover(readable ?? StoredDay(), reason: damage)
        }
        let reader: StoredDayReader
        do throws(SQLiteError) {
            reader = try StoredDayReader(connection, from: first)
        } catch {
            throw .cannotRead(place: location, reason: error.words)
        }
        if let damage = reader.damage { return try recover(reader.day, reason: damage) }
        names = StoreNames()
        names.add(reader.names)
        pens = [:]
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
        (names, pens) = (StoreNames(), [:])
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
