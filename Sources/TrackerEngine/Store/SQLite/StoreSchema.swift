/// The tables of the store, and how a file is known to be one.
///
///     instrument  id, market, pair     names that have a price in the day
///     minute      seq, minute, quotes  one poll or amendment; the higher seq wins; minute in
///                                      minutes since 1970, quotes as in StoreCodec.minute
///     hour        hour, chunks         a packed hour; hour in hours since 1970, chunks as in
///                                      StoreCodec.hour
///     backfill    seq, instrument, first, last, coarse, prices
///                                      what was fetched of an instrument afterwards, for minutes
///                                      that had no price; first and last of them in minutes since
///                                      1970, coarse 1 for candles of more than a minute, prices
///                                      as in StoreCodec.backfill
///
/// Version 1 had no table `backfill`: it is made when such a store is opened to write, and does
/// without when it is only read.
enum StoreSchema {
    /// `PRAGMA user_version`.
    static let version = 2
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

    /// Whether there is a table `backfill`.
    static func hasBackfills(_ connection: borrowing Connection) throws(SQLiteError) -> Bool {
        let count = try connection.number(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'backfill'")
        return count == 1
    }

    /// A minute that `COMMIT` has returned for survives a power cut: FULL syncs the log each time.
    static func configure(_ connection: borrowing Connection) throws(SQLiteError) {
        try connection.run(
            """
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA journal_size_limit = 8388608;
            PRAGMA auto_vacuum = NONE;
            PRAGMA foreign_keys = OFF;
            """)
    }

    static func create(
        _ kind: StoreKind, in connection: borrowing Connection
    ) throws(SQLiteError) {
        try connection.transaction { () throws(SQLiteError) in
            try connection.run(
                """
                CREATE TABLE IF NOT EXISTS instrument (
                    id INTEGER PRIMARY KEY, market TEXT NOT NULL, pair TEXT NOT NULL,
                    UNIQUE (market, pair));
                CREATE TABLE IF NOT EXISTS minute (
                    seq INTEGER PRIMARY KEY AUTOINCREMENT, minute INTEGER NOT NULL,
                    quotes BLOB NOT NULL);
                CREATE INDEX IF NOT EXISTS minute_minute ON minute (minute);
                CREATE TABLE IF NOT EXISTS hour (
                    hour INTEGER NOT NULL, market TEXT NOT NULL, chunks BLOB NOT NULL, PRIMARY KEY (hour, market));
                CREATE TABLE IF NOT EXISTS backfill (
                    seq INTEGER PRIMARY KEY AUTOINCREMENT, instrument INTEGER NOT NULL,
                    first INTEGER NOT NULL, last INTEGER NOT NULL, coarse INTEGER NOT NULL,
                    prices BLOB NOT NULL);
                CREATE INDEX IF NOT EXISTS backfill_last ON backfill (last);
                PRAGMA user_version = 2;
                """)
            switch kind {
            case .real: try connection.run("PRAGMA application_id = 1953655666")
            case .simulated: try connection.run("PRAGMA application_id = 1953655667")
            }
        }
    }
}
