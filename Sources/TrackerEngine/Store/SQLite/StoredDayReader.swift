/// Reads the day out of a store in SQLite, as much of it as can be read.
struct StoredDayReader {
    /// Makes the day of the rows.
    var assembly: DayAssembly
    /// The end of what it has read.
    var place: Place
    /// How many rows were read of each table.
    private(set) var counts: [StoreTable: Int] = [:]
    private var meter: RowMeter
    /// Whether every damage was made good by the copy in an index.
    private var isMended = false
    let markets: [Market]?
    /// The hours that are wanted; `nil` for all.
    private let hours: Set<Hour>?
    let format: Int

    /// The newest row of each table that was read.
    struct Place: Sendable, Hashable {
        var minute = 0
        var hour = 0
        var backfill = 0
        var ticker = 0
        var source = 0

        init() {}

        /// The end of all tables.
        init(_ connection: borrowing Connection) throws(SQLiteError) {
            let format = try StoreSchema.format(connection)
            minute = try connection.number("SELECT max(seq) FROM minute") ?? 0
            if format >= StoreSchema.byMarket {
                hour = try connection.number("SELECT max(seq) FROM hour") ?? 0
            }
            if format > 1 { backfill = try connection.number("SELECT max(seq) FROM backfill") ?? 0 }
            guard format >= StoreSchema.withTickers else { return }
            ticker = try connection.number("SELECT max(seq) FROM ticker") ?? 0
            source = try connection.number("SELECT max(seq) FROM source") ?? 0
        }
    }

    /// Reads everything from `first` on that came after `place`, of some markets or of all.
    ///
    /// - Throws: what is no damage: a lock, an I/O error.
    init(
        _ connection: borrowing Connection, from first: Minute, after place: Place = Place(),
        of markets: [Market]? = nil, in hours: Set<Hour>? = nil,
        telling: @escaping StoreProgressListener = { _ in }
    ) throws(SQLiteError) {
        meter = RowMeter(.reading, telling)
        self.place = place
        self.hours = hours
        self.markets = markets
        // One moment for all tables: an hour that is packed meanwhile would be in none.
        try connection.run("BEGIN")
        // Nothing was written; and SQLite commits no more once it has met damage.
        defer { connection.rollBack() }
        format = try StoreSchema.format(connection)
        assembly = DayAssembly(from: first, of: markets, isSealed: format >= StoreSchema.sealed)
        try read(connection)
    }

    var day: StoredDay {
        var day = assembly.day
        day.damage = isMended ? nil : assembly.damage
        return day
    }

    /// The first thing that was found wrong, in words, also when nothing is lost by it.
    var damage: String? { assembly.damage }

    /// The names by market, with the newest hour in which each has a price.
    var names: [Market: NameColumn] { assembly.names }

    private mutating func read(_ connection: borrowing Connection) throws(SQLiteError) {
        let isWhole = markets == nil && hours == nil && place == Place()
        var tallies: StoreTallies?
        try noting { reader throws(SQLiteError) in
            if reader.format >= StoreSchema.sealed {
                tallies = try StoreTallies(connection, format: reader.format)
            }
        }
        if isWhole, let tallies { meter.all = Self.metered.reduce(0) { $0 + tallies[$1].rows } }
        try readNames(connection, tallies)
        if format < StoreSchema.byMarket {
            try readOldRows(connection)
        } else {
            try noting { reader throws(SQLiteError) in try reader.readHours(connection) }
            try noting { reader throws(SQLiteError) in try reader.readBackfills(connection) }
            try noting { reader throws(SQLiteError) in try reader.readMinutes(connection) }
        }
        if format >= StoreSchema.withTickers {
            try noting { reader throws(SQLiteError) in try reader.readTickers(connection) }
            try noting { reader throws(SQLiteError) in try reader.readSources(connection) }
        }
        assembly.finish()
        guard isWhole, let tallies else { return }
        for table in StoreTallies.tables(in: format).dropFirst()
        where counts[table, default: 0] != tallies[table].rows { note("rows are missing") }
    }

    mutating func noting(
        _ body: (inout StoredDayReader) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            try body(&self)
        } catch {
            guard error.isDamage else { throw error }
            note(error.words)
        }
    }

    mutating func count(_ table: StoreTable) {
        counts[table, default: 0] += 1
        if Self.metered.contains(table) { meter.add() }
    }

    /// The tables with prices: names take no time.
    private static let metered: [StoreTable] = [.hour, .backfill, .minute]

    mutating func note(_ damage: String) {
        isMended = false
        assembly.note(damage: damage)
    }
}

// MARK: - Names

extension StoredDayReader {
    private mutating func readNames(
        _ connection: borrowing Connection, _ tallies: StoreTallies?
    ) throws(SQLiteError) {
        var names = StoredNames(isSealed: format >= StoreSchema.sealed)
        try names.read(markets, from: connection)
        let all = markets == nil ? tallies?[.instrument].rows : nil
        if let all, names.rows.count != all { names.note(damage: "names are missing") }
        if let damage = names.damage {
            note(damage)
            // The table and its index both have all names.
            try names.mend(markets, from: connection)
            isMended = names.rows.count == all
        }
        counts[.instrument] = names.rows.count
        assembly.add(names.rows)
    }
}

// MARK: - Rows

extension StoredDayReader {
    private mutating func readHours(_ connection: borrowing Connection) throws(SQLiteError) {
        // In the order of the table where all are wanted: it needs no index.
        let rows =
            markets == nil
            ? try connection.prepare(
                "SELECT seq, hour, market, through, chunks FROM hour WHERE seq > ?2 ORDER BY seq")
            : try connection.prepare(
                """
                SELECT seq, hour, market, through, chunks FROM hour
                WHERE market = ?1 AND seq > ?2 ORDER BY hour
                """)
        for market in markets.map({ $0.map(Optional.some) }) ?? [nil] {
            if let market { try rows.bind(market.name, at: 1) }
            try rows.bind(place.hour, at: 2)
            var newest = place.hour
            while try rows.step() {
                // Before its prices are read: they are nearly all of it.
                if let hours, !hours.contains(Hour(index: rows.int(1))) { continue }
                guard let market = try? Market.stored(rows.text(2)) else {
                    note("an invalid name")
                    continue
                }
                if markets == nil, rows.int(0) <= newest { note("rows are not in order") }
                newest = max(newest, rows.int(0))
                count(.hour)
                assembly.add(
                    HourRow(
                        seq: rows.int(0), hour: Hour(index: rows.int(1)), market: market,
                        through: rows.int(3),
                        chunks: rows.blob(4)))
            }
            rows.reset()
            if markets == nil { place.hour = newest }
        }
    }

    private mutating func readMinutes(_ connection: borrowing Connection) throws(SQLiteError) {
        let rows = try connection.prepare(
            "SELECT seq, minute, market, base, quotes FROM minute WHERE seq > ?1 ORDER BY seq")
        try rows.bind(place.minute, at: 1)
        var newest = place.minute
        while try rows.step() {
            if rows.int(0) <= newest { note("rows are not in order") }
            newest = max(newest, rows.int(0))
            if let hours, !hours.contains(Minute(index: rows.int(1)).hour) { continue }
            guard let market = try? Market.stored(rows.text(2)) else {
                note("an invalid name")
                continue
            }
            guard assembly.wants(market) else { continue }
            count(.minute)
            let row = MinuteRow(
                seq: rows.int(0), minute: Minute(index: rows.int(1)), market: market,
                base: rows.isNull(3) ? nil : rows.int(3), quotes: rows.blob(4))
            if assembly.lacksBase(of: row) { try readBase(of: row, connection) }
            assembly.add(row)
        }
        if markets == nil { place.minute = newest }
    }

    private mutating func readBase(
        of row: MinuteRow, _ connection: borrowing Connection
    ) throws(SQLiteError) {
        guard let base = row.base else { return }
        let rows = try connection.prepare(
            "SELECT minute, quotes FROM minute WHERE seq = ?1 AND market = ?2 AND base IS NULL")
        try rows.bind(base, at: 1)
        try rows.bind(row.market.name, at: 2)
        guard try rows.step() else { return }
        assembly.add(
            base: MinuteRow(
                seq: base, minute: Minute(index: rows.int(0)), market: row.market,
                quotes: rows.blob(1)))
    }

    mutating func readBackfills(_ connection: borrowing Connection) throws(SQLiteError) {
        let rows = try connection.prepare(
            """
            SELECT seq, instrument, first, last, coarse, prices FROM backfill
            WHERE seq > ?1 ORDER BY seq
            """)
        try rows.bind(place.backfill, at: 1)
        var newest = place.backfill
        while try rows.step() {
            if rows.int(0) <= newest { note("rows are not in order") }
            newest = max(newest, rows.int(0))
            let (first, last) = (Minute(index: rows.int(2)), Minute(index: rows.int(3)))
            if let hours, !hours.contains(where: { first.hour <= $0 && $0 <= last.hour }) {
                continue
            }
            guard assembly.wants(fetched: rows.int(1)) else { continue }
            count(.backfill)
            assembly.add(
                BackfillRow(
                    seq: rows.int(0), instrument: rows.int(1), first: first, last: last,
                    isCoarse: rows.int(4) != 0,
                    prices: rows.blob(5)))
        }
        if markets == nil { place.backfill = newest }
    }
}
