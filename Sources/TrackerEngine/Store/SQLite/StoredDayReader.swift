/// Reads the day out of a store, as much of it as can be read.
struct StoredDayReader {
    private(set) var day = StoredDay()
    /// The first thing that could not be read, in words.
    private(set) var damage: String?
    private(set) var instruments: [Int: Instrument] = [:]
    /// The newest hour that each id has a price in.
    private(set) var newestHour: [Int: Int] = [:]
    /// How far it has read.
    private(set) var place: Place
    /// See `named`.
    private var last: (ids: [Int], instruments: [Instrument], hour: Int) = ([], [], .min)

    /// How far a store was read.
    struct Place: Sendable {
        /// The newest rows of `minute` and of `backfill`.
        var minuteRow = 0
        var backfillRow = 0
        var hour = Int.min
    }

    /// Everything from `first` on that came after `place`.
    ///
    /// - Throws: what is no damage: a lock, an I/O error.
    init(
        _ connection: borrowing Connection, from first: Minute, after place: Place = Place()
    ) throws(SQLiteError) {
        self.place = place
        // What lies further ahead was written under a wrong clock, or is no minute at all.
        let end = first.advanced(by: 2 * RollingDay.minutes)
        // One moment for all tables: an hour that is packed meanwhile would be in none.
        try connection.run("BEGIN")
        defer { try? connection.run("COMMIT") }
        try readInstruments(connection)
        let firstHour = max(first.hour, place.hour == .min ? .min : place.hour + 1)
        try readHours(connection, from: firstHour, through: end.hour)
        try readBackfills(connection, in: first...end)
        try readMinutes(connection, in: first...end)
        noteNewest()
    }

    private mutating func note(_ error: SQLiteError) throws(SQLiteError) {
        guard error.isDamage else { throw error }
        damage = damage ?? error.message
    }

    private mutating func readInstruments(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            let rows = try connection.prepare("SELECT id, market, pair FROM instrument")
            while try rows.step() {
                guard let market = try? Market(rows.text(1)), let pair = try? Pair(rows.text(2))
                else {
                    damage = damage ?? "a name that is none"
                    continue
                }
                instruments[rows.int(0)] = Instrument(market: market, pair: pair)
            }
        } catch {
            try note(error)
        }
    }

    private mutating func readHours(
        _ connection: borrowing Connection, from first: Int, through last: Int
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            let rows = try connection.prepare(
                "SELECT hour, chunks FROM hour WHERE hour >= ?1 AND hour <= ?2 ORDER BY hour")
            try rows.bind(first, at: 1)
            try rows.bind(last, at: 2)
            while try rows.step() { take(rows.blob(1), ofHour: rows.int(0)) }
        } catch {
            try note(error)
        }
    }

    private mutating func take(_ blob: [UInt8], ofHour hour: Int) {
        place.hour = max(place.hour, hour)
        guard let packed = StoreCodec.hour(from: blob) else {
            damage = damage ?? "an hour that does not fit its checksum"
            return
        }
        let instruments = named(packed.map(\.id), in: hour)
        var known = packed
        if instruments.count < packed.count {
            damage = damage ?? "prices without a name"
            known = packed.filter { self.instruments[$0.id] != nil }
        }
        guard let market = instruments.first?.market else { return }
        var chunks = PackedChunks()
        for entry in known { chunks.append(entry.chunk) }
        day.hours.append(
            SealedHour(hour: hour, market: market, pairs: instruments.map(\.pair), chunks: chunks))
    }

    /// The instruments of those ids that have a name, and a note that they have a price in the hour.
    ///
    /// Free where the ids are those of the last call, as they are for nearly every hour and minute.
    private mutating func named(_ ids: [Int], in hour: Int) -> [Instrument] {
        if ids == last.ids, hour >= last.hour {
            last.hour = hour
            return last.instruments
        }
        noteNewest()
        last = (ids, ids.compactMap { instruments[$0] }, hour)
        return last.instruments
    }

    private mutating func noteNewest() {
        for id in last.ids { noteNewest(id, last.hour) }
    }

    private mutating func noteNewest(_ id: Int, _ hour: Int) {
        guard instruments[id] != nil else { return }
        newestHour[id] = max(newestHour[id] ?? hour, hour)
    }

    private mutating func readMinutes(
        _ connection: borrowing Connection, in window: ClosedRange<Minute>
    ) throws(SQLiteError) {
        var minutes: [Minute: [(id: Int, amount: Double)]] = [:]
        do throws(SQLiteError) {
            let rows = try connection.prepare(
                """
                SELECT seq, minute, quotes FROM minute
                WHERE seq > ?1 AND minute >= ?2 AND minute <= ?3 ORDER BY seq
                """)
            try rows.bind(place.minuteRow, at: 1)
            try rows.bind(window.lowerBound.index, at: 2)
            try rows.bind(window.upperBound.index, at: 3)
            while try rows.step() {
                place.minuteRow = max(place.minuteRow, rows.int(0))
                guard let quotes = StoreCodec.minute(from: rows.blob(2)) else {
                    damage = damage ?? "a minute that does not fit its checksum"
                    continue
                }
                let minute = Minute(index: rows.int(1))
                minutes[minute] = minutes[minute].map { Self.merged($0, quotes) } ?? quotes
            }
        } catch {
            try note(error)
        }
        for minute in minutes.keys.sorted() { take(minutes[minute] ?? [], of: minute) }
    }

    /// Both with ids rising; the later price wins.
    private static func merged(
        _ earlier: [(id: Int, amount: Double)], _ later: [(id: Int, amount: Double)]
    ) -> [(id: Int, amount: Double)] {
        var prices = Dictionary(earlier.map { ($0.id, $0.amount) }, uniquingKeysWith: { $1 })
        for (id, amount) in later { prices[id] = amount }
        return prices.sorted { $0.key < $1.key }.map { (id: $0.key, amount: $0.value) }
    }

    private mutating func take(_ prices: [(id: Int, amount: Double)], of minute: Minute) {
        let instruments = named(prices.map(\.id), in: minute.hour)
        var known = prices
        if instruments.count < prices.count {
            damage = damage ?? "prices without a name"
            known = prices.filter { self.instruments[$0.id] != nil }
        }
        let quotes = zip(instruments, known).map { Quote($0, Price(stored: $1.amount)) }
        day.minutes.append(Batch(minute: minute, quotes: quotes))
    }
}

// MARK: - What was fetched afterwards

extension StoredDayReader {
    private mutating func readBackfills(
        _ connection: borrowing Connection, in window: ClosedRange<Minute>
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            guard try StoreSchema.hasBackfills(connection) else { return }
            let rows = try connection.prepare(
                """
                SELECT seq, instrument, last, coarse, prices FROM backfill
                WHERE seq > ?1 AND last >= ?2 AND first <= ?3 ORDER BY seq
                """)
            try rows.bind(place.backfillRow, at: 1)
            try rows.bind(window.lowerBound.index, at: 2)
            try rows.bind(window.upperBound.index, at: 3)
            while try rows.step() {
                place.backfillRow = max(place.backfillRow, rows.int(0))
                let last = min(Minute(index: rows.int(2)), window.upperBound)
                noteNewest(rows.int(1), last.hour)
                let series = StoreCodec.backfill(from: rows.blob(4), in: window)
                take(series, of: rows.int(1), isCoarse: rows.int(3) != 0)
            }
        } catch {
            try note(error)
        }
    }

    /// `series`: `nil` for what cannot be read.
    private mutating func take(_ series: Series?, of id: Int, isCoarse: Bool) {
        guard let series else {
            damage = damage ?? "a backfill that does not fit its checksum"
            return
        }
        guard let instrument = instruments[id] else {
            damage = damage ?? "prices without a name"
            return
        }
        guard !series.amounts.isEmpty else { return }
        day.backfills.append(Backfill(instrument, series, isCoarse: isCoarse))
    }
}
