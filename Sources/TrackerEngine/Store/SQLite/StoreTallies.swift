/// How many rows the tables of a store have, and the number that was given last in each: a row that
/// is lost with a page is missed.
struct StoreTallies: Sendable, Hashable {
    struct Tally: Sendable, Hashable {
        var newest = 0
        var rows = 0
    }

    private var tallies: [StoreTable: Tally] = [:]

    subscript(_ table: StoreTable) -> Tally {
        get { tallies[table] ?? Tally() }
        set { tallies[table] = newValue }
    }

    /// The tables that have rows of their own.
    static let tables: [StoreTable] = [.instrument, .minute, .hour, .backfill, .ticker, .source]

    /// Those of a store of some version.
    static func tables(in format: Int) -> [StoreTable] {
        format >= StoreSchema.withTickers
            ? tables : tables.filter { $0 != .ticker && $0 != .source }
    }

    var newest: StoreLedger.Newest {
        StoreLedger.Newest(
            instrument: self[.instrument].newest, minute: self[.minute].newest,
            hour: self[.hour].newest, backfill: self[.backfill].newest,
            ticker: self[.ticker].newest, source: self[.source].newest)
    }

    mutating func note(_ newest: StoreLedger.Newest) {
        self[.instrument].newest = newest.instrument
        self[.minute].newest = newest.minute
        self[.hour].newest = newest.hour
        self[.backfill].newest = newest.backfill
        self[.ticker].newest = newest.ticker
        self[.source].newest = newest.source
    }
}

extension StoreTallies {
    /// - Throws: `SQLiteError.damaged` for what does not fit its checksum.
    init(
        _ connection: borrowing Connection, format: Int = StoreSchema.version
    ) throws(SQLiteError) {
        let rows = try connection.prepare("SELECT tab, newest, rows, sum FROM tally")
        while try rows.step() {
            guard let table = StoreTable(rawValue: rows.int(0)),
                case let tally = Tally(newest: rows.int(1), rows: rows.int(2)),
                Self.sum(table, tally) == rows.int(3)
            else { throw .damaged("a count that does not fit its checksum") }
            self[table] = tally
        }
        guard tallies.count == Self.tables(in: format).count else {
            throw .damaged("a count is missing")
        }
    }

    /// Writes those that are not as they were.
    func write(
        to connection: borrowing Connection, since before: StoreTallies? = nil
    ) throws(SQLiteError) {
        let row = try connection.prepare(
            "INSERT OR REPLACE INTO tally (tab, newest, rows, sum) VALUES (?1, ?2, ?3, ?4)")
        for table in Self.tables where before == nil || before?[table] != self[table] {
            try row.bind(table.rawValue, at: 1)
            try row.bind(self[table].newest, at: 2)
            try row.bind(self[table].rows, at: 3)
            try row.bind(Self.sum(table, self[table]), at: 4)
            try row.run()
        }
    }

    private static func sum(_ table: StoreTable, _ tally: Tally) -> Int {
        var seal = RowSeal(.tally)
        seal.add(table.rawValue)
        seal.add(tally.newest)
        seal.add(tally.rows)
        return Int(seal.sum)
    }
}
