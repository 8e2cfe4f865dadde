/// The tables of the store, and how a file is known to be one.
///
///     instrument  id, market, pair, sum
///                                      names that have a price in the day; sum is their checksum
///     minute      seq, minute, market, base, quotes
///                                      one poll or amendment of a market; the higher seq wins;
///                                      minute in minutes since 1970; base is the seq of the minute
///                                      that it is written against, of the same hour, NULL for none;
///                                      quotes as in StoreCodec.minute
///     hour        seq, hour, market, through, chunks
///                                      a packed hour of a market; hour in hours since 1970, chunks
///                                      as in StoreCodec.hour; rows of `minute` up to through are
///                                      in it, and count no more
///     backfill    seq, instrument, first, last, coarse, prices
///                                      what was fetched of an instrument afterwards, for minutes
///                                      that had no price; first and last of them in minutes since
///                                      1970, coarse 1 for candles of more than a minute, prices
///                                      as in StoreCodec.backfill
///     ticker      seq, market, minute, tickers
///                                      what was said of the pairs of a market beside their prices,
///                                      one row a market, the newest; minute in minutes since 1970,
///                                      tickers as in StoreCodec.tickers
///     source      seq, sources         how the sources do, one row, as in StoreCodec.sources
///     tally       tab, newest, rows, sum
///                                      of each table above (StoreTable): the highest id or seq
///                                      that was ever given, how many rows it has, their checksum
///
/// The checksum of a blob goes on from that of its row's other columns (RowSeal): no price is read
/// under a name or minute that it was not written under. Names are in the table `instrument` and
/// again in its index.
///
/// `minute` has no index: it is short, and each minute would rewrite all of it. Its rows leave when
/// all of their hour are packed: those of one market lie on every page, between those of others.
///
/// Version 1 had no table `backfill`; versions 1 and 2 had no `market` in `minute` and `hour`, and no
/// `base`; up to version 3 only blobs had checksums, and there was no `tally`; up to version 4 there
/// were no `ticker` and `source`. They are brought to this one when they are opened to write, and read
/// as they are by who only reads.
enum StoreSchema {
    /// `PRAGMA user_version`.
    static let version = 5
    /// The first one that has prices by market.
    static let byMarket = 3
    /// The first one in which everything is under a checksum.
    static let sealed = 4
    /// The first one that has what is known beside prices.
    static let withTickers = 5
    /// `PRAGMA application_id`: "trkr", or "trks" for simulated prices.
    private static let applications: [StoreKind: Int] = [
        .real: 0x7472_6B72, .simulated: 0x7472_6B73,
    ]

    enum Finding: Hashable, Sendable {
        case ours(StoreKind)
        case empty
        case foreign
        case tooNew(Int)
    }

    static func finding(in connection: borrowing Connection) throws(SQLiteError) -> Finding {
        let application = try connection.number("PRAGMA application_id") ?? 0
        let version = try connection.number("PRAGMA user_version") ?? 0
        let tables = try connection.number("SELECT count(*) FROM sqlite_schema") ?? 0
        let kind = applications.first { $0.value == application }?.key
        if tables == 0 { return application == 0 || kind != nil ? .empty : .foreign }
        guard let kind else { return .foreign }
        return version > Self.version ? .tooNew(version) : .ours(kind)
    }

    /// The version that a store was written in, by its tables: the number in the file may be hurt.
    static func format(_ connection: borrowing Connection) throws(SQLiteError) -> Int {
        let tickers: StaticString = "SELECT count(*) FROM sqlite_schema WHERE name = 'ticker'"
        if try connection.number(tickers) != 0 { return withTickers }
        let sums: StaticString =
            "SELECT count(*) FROM pragma_table_info('instrument') WHERE name = 'sum'"
        if try connection.number(sums) != 0 { return sealed }
        let markets: StaticString =
            "SELECT count(*) FROM pragma_table_info('minute') WHERE name = 'market'"
        if try connection.number(markets) != 0 { return byMarket }
        let backfills: StaticString = "SELECT count(*) FROM sqlite_schema WHERE name = 'backfill'"
        return try connection.number(backfills) != 0 ? 2 : 1
    }

    /// A minute that `COMMIT` has returned for survives a power cut: FULL syncs the log each time.
    ///
    /// The log is copied into the file when it has 16 MB: most minutes are packed and deleted by
    /// then, and are not written a second time. Debian's SQLite overwrites what is deleted unless it
    /// is told not to: prices that everybody knows are not worth that.
    static func configure(_ connection: borrowing Connection) throws(SQLiteError) {
        try connection.run(
            """
            PRAGMA page_size = 4096;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 16777216;
            PRAGMA auto_vacuum = NONE;
            PRAGMA secure_delete = OFF;
            PRAGMA foreign_keys = OFF;
            """)
    }

    /// Makes the tables where there are none, and brings those of an older version to this one.
    ///
    /// - Throws: damage, where the file says another version than its tables.
    static func create(
        _ kind: StoreKind, in connection: borrowing Connection
    ) throws(SQLiteError) {
        let tables = try connection.number("SELECT count(*) FROM sqlite_schema") ?? 0
        let old = tables == 0 ? nil : try format(connection)
        if let old {
            let said = try connection.number("PRAGMA user_version") ?? 0
            guard said == old else {
                throw .damaged(
                    "its header says format \(said), but its tables are of format \(old)")
            }
            guard old < version else { return }
        }
        try connection.transaction { () throws(SQLiteError) in
            switch old {
            case nil:
                try connection.run(Self.tables)
                try connection.run(Self.reports)
                try StoreTallies().write(to: connection)
            case sealed?:
                // Nothing of it changes: it has no tickers yet.
                let tallies = try StoreTallies(connection, format: sealed)
                try connection.run(Self.reports)
                try tallies.write(to: connection)
            case let old?:
                try rename(connection)
                try connection.run(Self.tables)
                try connection.run(Self.reports)
                try StoreMigration.run(from: old, in: connection)
            }
            switch kind {
            case .real: try connection.run("PRAGMA application_id = 1953655666")
            case .simulated: try connection.run("PRAGMA application_id = 1953655667")
            }
        }
    }

    private static func rename(_ connection: borrowing Connection) throws(SQLiteError) {
        try connection.run(
            """
            DROP INDEX IF EXISTS minute_minute;
            DROP INDEX IF EXISTS backfill_last;
            ALTER TABLE instrument RENAME TO old_instrument;
            ALTER TABLE minute RENAME TO old_minute;
            ALTER TABLE hour RENAME TO old_hour;
            """)
        if try connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'backfill'") != 0
        {
            try connection.run("ALTER TABLE backfill RENAME TO old_backfill")
        }
    }

    private static let tables: StaticString = """
        CREATE TABLE instrument (
            id INTEGER PRIMARY KEY, market TEXT NOT NULL, pair TEXT NOT NULL,
            sum INTEGER NOT NULL);
        CREATE UNIQUE INDEX instrument_name ON instrument (market, pair, sum);
        CREATE TABLE minute (
            seq INTEGER PRIMARY KEY, minute INTEGER NOT NULL,
            market TEXT NOT NULL, base INTEGER, quotes BLOB NOT NULL);
        CREATE TABLE hour (
            seq INTEGER PRIMARY KEY, hour INTEGER NOT NULL,
            market TEXT NOT NULL, through INTEGER NOT NULL, chunks BLOB NOT NULL);
        CREATE UNIQUE INDEX hour_market ON hour (market, hour);
        CREATE TABLE backfill (
            seq INTEGER PRIMARY KEY, instrument INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, coarse INTEGER NOT NULL,
            prices BLOB NOT NULL);
        CREATE INDEX backfill_last ON backfill (last);
        CREATE TABLE tally (
            tab INTEGER PRIMARY KEY, newest INTEGER NOT NULL, rows INTEGER NOT NULL,
            sum INTEGER NOT NULL);
        """

    private static let reports: StaticString = """
        CREATE TABLE ticker (
            seq INTEGER PRIMARY KEY, market TEXT NOT NULL, minute INTEGER NOT NULL,
            tickers BLOB NOT NULL);
        CREATE TABLE source (seq INTEGER PRIMARY KEY, sources BLOB NOT NULL);
        PRAGMA user_version = 5;
        """
}
