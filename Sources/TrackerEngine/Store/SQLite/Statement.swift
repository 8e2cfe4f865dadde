import CSQLite

/// A prepared statement: values are bound, never pasted in.
///
/// Must not outlive its connection.
@safe struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private let sql: StaticString

    init(_ handle: OpaquePointer, of connection: OpaquePointer, _ sql: StaticString) {
        unsafe self.handle = handle
        unsafe self.connection = connection
        self.sql = sql
    }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Makes SQLite copy what is bound (SQLITE_TRANSIENT, a macro that Swift cannot import).
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    /// Parameters count from 1.
    func bind(_ value: Int, at place: Int32) throws(SQLiteError) {
        try check(unsafe sqlite3_bind_int64(handle, place, Int64(value)))
    }

    func bindNull(at place: Int32) throws(SQLiteError) {
        try check(unsafe sqlite3_bind_null(handle, place))
    }

    /// Binds NULL for no value.
    func bind(orNull value: Int?, at place: Int32) throws(SQLiteError) {
        if let value { try bind(value, at: place) } else { try bindNull(at: place) }
    }

    /// Binds NULL for no text.
    func bind(orNull text: String?, at place: Int32) throws(SQLiteError) {
        if let text { try bind(text, at: place) } else { try bindNull(at: place) }
    }

    func bind(_ text: String, at place: Int32) throws(SQLiteError) {
        var text = text
        let code = text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe sqlite3_bind_text(
                    handle, place, characters.baseAddress, Int32(characters.count), Self.copied)
            }
        }
        try check(code)
    }

    func bind(_ blob: [UInt8], at place: Int32) throws(SQLiteError) {
        let code = unsafe blob.withUnsafeBytes { bytes in
            unsafe sqlite3_bind_blob64(
                handle, place, bytes.baseAddress, UInt64(bytes.count), Self.copied)
        }
        try check(code)
    }

    /// - Returns: whether there is a row.
    func step() throws(SQLiteError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        try check(code)
        return false
    }

    /// Runs it once more from the start, with other values.
    func run() throws(SQLiteError) {
        defer { unsafe sqlite3_reset(handle) }
        while try step() {}
    }

    /// Ready for other values and another run.
    func reset() { unsafe sqlite3_reset(handle) }

    /// Columns count from 0.
    func int(_ column: Int32) -> Int { Int(unsafe sqlite3_column_int64(handle, column)) }

    /// `nil` for NULL.
    func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

    /// `nil` for NULL.
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// The text of a column; bytes that are not UTF-8 are repaired.
    func text(_ column: Int32) -> String {
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        guard let bytes = unsafe sqlite3_column_text(handle, column) else { return "" }
        return unsafe String(
            decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code != SQLITE_OK, code != SQLITE_DONE, code != SQLITE_ROW else { return }
        throw .failed(
            code: code, message: unsafe String(cString: sqlite3_errmsg(connection)),
            statement: "\(sql)")
    }
}
