/// Writes alerts to an SQLite file; runs on a queue of its own.
actor SQLiteAlertJournal: AlertJournal {
    private let path: String
    private let clock: any WallClock
    private nonisolated let executor = QueueExecutor("alerts")
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    private var connection: Connection
    /// How rules stand as the file has it; `nil` before that was read.
    private var memory: AlertMemoryRows?
    /// The damage of the file, in words: nothing is written until loading has recovered it.
    private var damage: String?
    /// The alerts of a file that was moved aside, until a new file has them.
    private var rescued: StoredAlerts?

    /// Opens the file, or makes it; damage is found again, and mended, by `load`.
    init(path: String, clock: any WallClock) throws(StoreError) {
        self.path = path
        self.clock = clock
        do throws(SQLiteError) {
            connection = try AlertSchema.opened(path, bringingUp: true)
        } catch {
            guard error.isDamage else { throw StoreError(writing: path, error) }
            // Also what is no database: the name is this store's own, and moved aside nothing is lost.
            connection = try SQLiteJournal.inMemory(path)
            damage = error.words
        }
    }

    func load(records: Int) throws(StoreError) -> StoredAlerts {
        if let rescued { return try beginAnew(with: rescued).newest(records) }
        if let damage {
            let readable = (try? SQLiteAlertStore.readable(path)) ?? StoredAlerts()
            return try recover(readable, reason: damage).newest(records)
        }
        let stored: StoredAlerts
        do throws(SQLiteError) {
            stored = try StoredAlerts(reading: connection, records: records)
        } catch {
            throw StoreError(reading: path, error)
        }
        if let damage = stored.damage {
            let all = (try? SQLiteAlertStore.readable(path)) ?? stored
            return try recover(all, reason: damage).newest(records)
        }
        memory = AlertMemoryRows(stored.memory)
        return stored
    }

    /// Moves the damaged file aside and goes on with a new one that has what could be read.
    private func recover(
        _ readable: StoredAlerts, reason: String
    ) throws(StoreError) -> StoredAlerts {
        // Closed before it is moved: SQLite must not write to a file that has another name.
        connection = try SQLiteJournal.inMemory(path)
        damage = reason
        let moved = try StoreFile.moveAside(path, at: clock.now)
        var stored = readable
        stored.damage = nil
        stored.recovery = "damaged store of alerts kept as \(moved) (\(reason))"
        rescued = stored
        return try beginAnew(with: stored)
    }

    private func beginAnew(with stored: StoredAlerts) throws(StoreError) -> StoredAlerts {
        do throws(SQLiteError) {
            connection = try AlertSchema.opened(path, bringingUp: true)
        } catch {
            throw StoreError(writing: path, error)
        }
        damage = nil
        memory = AlertMemoryRows(AlertMemory())
        try commit(AlertChange(allOf: stored))
        rescued = nil
        return stored
    }

    func known(among events: [AlertEvent]) throws(StoreError) -> Set<AlertEvent.Key> {
        do throws(SQLiteError) {
            return try connection.known(among: events)
        } catch {
            throw StoreError(reading: path, error)
        }
    }

    func notes() throws(StoreError) -> AlertNotes {
        do throws(SQLiteError) {
            return try connection.notes()
        } catch {
            throw StoreError(reading: path, error)
        }
    }

    func commit(_ change: AlertChange) throws(StoreError) {
        if let damage { throw .damaged(place: path, reason: damage) }
        do throws(SQLiteError) {
            var new: AlertMemoryRows?
            try connection.transaction { () throws(SQLiteError) in
                if let wanted = change.memory.map(AlertMemoryRows.init) {
                    if memory == nil { memory = AlertMemoryRows(try connection.standings()) }
                    try connection.write(wanted, over: memory ?? wanted)
                    new = wanted
                }
                try connection.write(change)
            }
            if let new { memory = new }
        } catch {
            if error.isDamage { damage = error.words }
            throw StoreError(writing: path, error)
        }
    }
}

extension SQLiteAlertStore {
    /// Everything that can be read of a damaged file.
    fileprivate static func readable(
        _ path: String
    ) throws(SQLiteError) -> StoredAlerts {
        let connection = try Connection(path: path, mode: .readOnly)
        return try StoredAlerts(
            reading: connection, records: AlertChange.mostRecords, alsoWaiting: true)
    }
}

extension StoredAlerts {
    /// The same with so many of the newest records.
    fileprivate func newest(_ count: Int) -> StoredAlerts {
        var result = self
        result.records = records.suffix(count)
        return result
    }
}

extension AlertChange {
    /// Everything that was read of another store.
    init(allOf stored: StoredAlerts) {
        self.init()
        records = stored.records
        memory = stored.memory
        for row in stored.waiting { rows[row.row.key] = row }
        for record in stored.records {
            for told in record.deliveries where told.state != .waiting {
                let row = OutboxRow(told, of: record.event)
                rows[row.key] = StoredRow(row)
            }
        }
        for row in stored.waiting { rows[row.row.key] = row }
        channels = stored.channels
        counters = stored.counters
        notes = stored.notes.silences.map { .silence($0) }
        if stored.notes.seenThrough > 0 { notes.append(.see(through: stored.notes.seenThrough)) }
    }
}

extension OutboxRow {
    /// A row of which only the outcome is known.
    fileprivate init(_ told: AlertRecord.Delivered, of event: AlertEvent) {
        self.init(
            channel: told.channel, event: event, isUrgent: false, since: event.minute.start)
        state = told.state
        reply = told.reply
    }
}
