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

    public func load(
        from first: Minute, telling: @escaping StoreProgressListener
    ) throws(StoreError) -> StoredDay {
        if let rescued { return try beginAnew(with: rescued, telling) }
        if let damage {
            return try recover(try readable(from: first, telling), reason: damage, telling)
        }
        let reader: StoredDayReader
        do throws(SQLiteError) {
            reader = try StoredDayReader(connection, from: first, telling: telling)
        } catch {
            throw .cannotRead(place: location, reason: error.words)
        }
        if let damage = reader.damage { return try recover(reader.day, reason: damage, telling) }
        ledger.forgetNames()
        ledger.learn(reader.names)
        ledger.noteAllNames()
        return reader.day
    }

    /// Reads what can be read of a file that cannot be written.
    private func readable(
        from first: Minute, _ telling: @escaping StoreProgressListener
    ) throws(StoreError) -> StoredDay {
        do throws(StoreError) {
            return try StoreFile.read(path: location, kind: kind, from: first, telling: telling)
        } catch .damaged {
            return StoredDay()
        }
    }

    /// Moves the damaged file aside and goes on with a new one that has what could be read.
    private func recover(
        _ readable: StoredDay, reason: String, _ telling: @escaping StoreProgressListener
    ) throws(StoreError) -> StoredDay {
        // Closed before it is moved: SQLite must not write to a file that has another name.
        connection = try Self.inMemory(location)
        damage = reason
        let moved = try StoreFile.moveAside(location, at: clock.now)
        let rescued = (readable, StoredDay.Recovery(movedTo: moved, reason: reason))
        self.rescued = rescued
        return try beginAnew(with: rescued, telling)
    }

    private func beginAnew(
        with rescued: (day: StoredDay, recovery: StoredDay.Recovery),
        _ telling: @escaping StoreProgressListener
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
        meter = RowMeter(.writing, telling)
        defer { meter = nil }
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
