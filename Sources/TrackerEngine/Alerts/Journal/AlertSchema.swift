import Glibc

/// The tables of the alerts, and how a file is known to have them.
///
///     seen      market, minute         evaluated through
///     sight     rule, fingerprint, market, minute
///                                      since when a rule knows a market
///     state     rule, market, pair, phase, since, last, base, back, count
///                                      how rules stand, but those that are armed
///     event     seq, rule, market, pair, minute, kind, price, value, base, base_minute, gap, live,
///               missed, source, silenced
///                                      what fired; no two have the same rule, subject, minute, kind
///     outbox    channel, event, urgent, since, state, tries, message, identity, reply
///                                      what is to be told, and what became of it; event is a seq
///     channel   name, place, accepted, …  ChannelStanding
///     silence   rule, market, pair, until, note
///     progress  next_event, next_message, time, identity, seen
///                                      one row: numbers that go on
///
/// Minutes count from 1970, other times are milliseconds since 1970. Prices and figures are the bits
/// of a double, as a number: exact, NaN too. An empty pair stands for the whole market, an empty
/// market for all of them.
///
/// Version 1 had no `refused` in `channel`.
enum AlertSchema {
    /// `PRAGMA user_version`.
    static let version = 2
    /// `PRAGMA application_id`: "trka".
    static let application = 0x7472_6B61

    /// Opens the file to write, or makes it.
    ///
    /// `bringingUp`: whether a file of an older version gets what this one has more: for the program
    /// alone that writes all of it.
    static func opened(_ path: String, bringingUp: Bool) throws(SQLiteError) -> Connection {
        // A log without its database is somebody else's past: SQLite would replay it.
        if unsafe access(path, F_OK) != 0 {
            for suffix in ["-wal", "-shm"] where unsafe access(path + suffix, F_OK) == 0 {
                unsafe rename(path + suffix, path + suffix + ".orphan")
            }
        }
        // SQLite would make it readable for others.
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
        let connection = try Connection(path: path, mode: .readWrite)
        let isNew = try check(connection)
        // A minute that COMMIT has returned for survives a power cut: FULL syncs the log each time.
        try connection.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        if isNew {
            try create(in: connection)
        } else if bringingUp {
            try bringUp(connection)
        }
        return connection
    }

    /// Adds what a file of an older version has not.
    private static func bringUp(_ connection: borrowing Connection) throws(SQLiteError) {
        guard try connection.number("PRAGMA user_version") ?? 0 < version else { return }
        try connection.transaction { () throws(SQLiteError) in
            // By its tables: another program may have done it a moment ago.
            if try !hasRefusals(connection) {
                try connection.run(
                    "ALTER TABLE channel ADD COLUMN refused TEXT NOT NULL DEFAULT ''")
            }
            try connection.run("PRAGMA user_version = 2")
        }
    }

    /// Whether channels have what they refused.
    static func hasRefusals(_ connection: borrowing Connection) throws(SQLiteError) -> Bool {
        try connection.number(
            "SELECT count(*) FROM pragma_table_info('channel') WHERE name = 'refused'") != 0
    }

    /// Opens the file to read it.
    static func openedToRead(_ path: String) throws(SQLiteError) -> Connection {
        let connection = try Connection(path: path, mode: .readOnly)
        if try check(connection) { throw .empty }
        return connection
    }

    /// Refuses what is no such file.
    ///
    /// - Returns: whether there is nothing in it.
    private static func check(
        _ connection: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        let application = try connection.number("PRAGMA application_id") ?? 0
        let version = try connection.number("PRAGMA user_version") ?? 0
        let tables = try connection.number("SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == Self.application || tables == 0 && application == 0 else {
            throw .foreign
        }
        guard version <= Self.version else { throw .tooNew(version: version) }
        return tables == 0
    }

    private static func create(in connection: borrowing Connection) throws(SQLiteError) {
        try connection.transaction { () throws(SQLiteError) in
            // Another program may have made them a moment ago.
            guard try connection.number("SELECT count(*) FROM sqlite_schema") == 0 else { return }
            try connection.run(tables)
            try connection.run("PRAGMA application_id = 1953655649; PRAGMA user_version = 2;")
        }
    }

    private static let tables: StaticString = """
        CREATE TABLE seen (market TEXT PRIMARY KEY, minute INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE sight (
            rule TEXT NOT NULL, market TEXT NOT NULL, fingerprint INTEGER NOT NULL,
            minute INTEGER NOT NULL, PRIMARY KEY (rule, market)) WITHOUT ROWID;
        CREATE TABLE state (
            rule TEXT NOT NULL, market TEXT NOT NULL, pair TEXT NOT NULL, phase INTEGER NOT NULL,
            since INTEGER NOT NULL, last INTEGER, base INTEGER NOT NULL, back INTEGER NOT NULL,
            count INTEGER NOT NULL, PRIMARY KEY (rule, market, pair)) WITHOUT ROWID;
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY, rule TEXT NOT NULL, market TEXT NOT NULL, pair TEXT NOT NULL,
            minute INTEGER NOT NULL, kind TEXT NOT NULL, price INTEGER, value INTEGER,
            base INTEGER, base_minute INTEGER, gap INTEGER, live INTEGER NOT NULL,
            missed INTEGER NOT NULL, source TEXT, silenced INTEGER NOT NULL);
        CREATE UNIQUE INDEX event_key ON event (minute, rule, market, pair, kind);
        CREATE TABLE outbox (
            event INTEGER NOT NULL, channel TEXT NOT NULL, urgent INTEGER NOT NULL,
            since INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
            message INTEGER, identity TEXT, reply TEXT,
            PRIMARY KEY (event, channel)) WITHOUT ROWID;
        CREATE INDEX outbox_waiting ON outbox (since) WHERE state = 'waiting';
        CREATE TABLE channel (
            name TEXT PRIMARY KEY, place TEXT NOT NULL, accepted INTEGER, failures INTEGER NOT NULL,
            retry INTEGER, barred INTEGER NOT NULL, reply TEXT, lost TEXT NOT NULL,
            way TEXT NOT NULL, sent TEXT NOT NULL, messages TEXT NOT NULL,
            refused TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
        CREATE TABLE silence (
            rule TEXT NOT NULL, subject TEXT NOT NULL, market TEXT NOT NULL, pair TEXT NOT NULL,
            until INTEGER, note TEXT, PRIMARY KEY (rule, subject, market, pair)) WITHOUT ROWID;
        CREATE TABLE progress (
            id INTEGER PRIMARY KEY, next_event INTEGER NOT NULL, next_message INTEGER,
            time INTEGER, identity TEXT NOT NULL, seen INTEGER NOT NULL);
        INSERT INTO progress VALUES (0, 1, NULL, NULL, lower(hex(randomblob(8))), 0);
        """
}
