import CSQLite

/// One open database, for one actor or thread at a time; closed when it goes.
@safe struct Connection: ~Copyable {
    private let handle: OpaquePointer

    enum Mode: Sendable {
        case readWrite
        case readOnly
        /// Read-only in a place where not even lock files can be made; nobody may be writing.
        case immutable
    }

    /// Opens the file, or makes it when `mode` allows to write.
    init(path: String, mode: Mode) throws(SQLiteError) {
        var opened: OpaquePointer?
        let flags =
            switch mode {
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readOnly: SQLITE_OPEN_READONLY
            case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        let name = mode == .immutable ? Self.immutableURI(path) : path
        let code = unsafe sqlite3_open_v2(
            name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) }
            unsafe sqlite3_close_v2(opened)  // a failed open still makes a handle
            throw .failed(code: code, message: message ?? "out of memory", statement: "open")
        }
        unsafe handle = opened
        unsafe sqlite3_busy_timeout(opened, 2000)
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// https://www.sqlite.org/uri.html: everything but plain letters is escaped.
    private static func immutableURI(_ path: String) -> String {
        let plain = Set("/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".utf8)
        let escaped = path.utf8.map { byte in
            plain.contains(byte)
                ? String(Unicode.Scalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "file:" + escaped.joined() + "?immutable=1"
    }

    /// Runs statements that have no values and give no rows.
    func run(_ sql: StaticString) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(handle, "\(sql)", nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql) }
    }

    func prepare(_ sql: StaticString) throws(SQLiteError) -> Statement {
        var made: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(handle, "\(sql)", -1, &made, nil)
        guard code == SQLITE_OK, let made = unsafe made else { throw error(code, sql) }
        return unsafe Statement(made, of: handle, sql)
    }

    /// The first column of the first row.
    func number(_ sql: StaticString) throws(SQLiteError) -> Int? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.int(0) : nil
    }

    /// How many rows the last insertion or deletion concerned.
    var changedRows: Int { Int(unsafe sqlite3_changes(handle)) }

    /// Ends a transaction without what it has done.
    ///
    /// SQLite may have done so already: a full disk does that.
    func rollBack() { _ = unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }

    /// Does everything in `body`, synced, or nothing.
    func transaction(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
        try run("BEGIN IMMEDIATE")
        do throws(SQLiteError) {
            try body()
            try run("COMMIT")
        } catch {
            rollBack()
            throw error
        }
    }

    private func error(_ code: Int32, _ sql: StaticString) -> SQLiteError {
        .failed(
            code: code, message: unsafe String(cString: sqlite3_errmsg(handle)),
            statement: "\(sql)")
    }
}
