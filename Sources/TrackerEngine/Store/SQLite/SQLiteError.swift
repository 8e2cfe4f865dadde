import CSQLite

/// What SQLite said: never a bound value.
struct SQLiteError: Error, Hashable, Sendable {
    /// The extended result code (https://www.sqlite.org/rescode.html).
    let code: Int32
    let message: String
    /// The statement, without its values.
    let statement: String

    private var primary: Int32 { code & 0xFF }

    /// Whether the file itself is bad, and not the moment.
    var isDamage: Bool { primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB }

    /// For a person.
    var words: String {
        switch primary {
        case SQLITE_FULL: "the disk is full"
        case SQLITE_READONLY: "it is read-only"
        case SQLITE_PERM, SQLITE_AUTH: "permission denied"
        case SQLITE_BUSY, SQLITE_LOCKED: "another program has it locked"
        case SQLITE_IOERR: "the disk failed (\(message))"
        default: message
        }
    }
}
