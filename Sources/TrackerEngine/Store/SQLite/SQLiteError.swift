import CSQLite

/// Why a database could not do what it was asked; never with a bound value in it.
enum SQLiteError: Error, Hashable, Sendable {
    /// SQLite itself says so: an extended result code (https://www.sqlite.org/rescode.html), and the
    /// statement without its values.
    case failed(code: Int32, message: String, statement: String)
    /// The database holds something that was not written so; in words.
    case damaged(String)
    /// The database is not a store.
    case foreign
    /// There is nothing in it.
    case empty
    /// The store holds prices of another kind than those asked for.
    case holds(StoreKind)
    /// The store was written by a later version of this program.
    case tooNew(version: Int)

    /// The result code of SQLite without its extension; `nil` for what SQLite did not say.
    private var primary: Int32? {
        if case .failed(let code, _, _) = self { code & 0xFF } else { nil }
    }

    /// Whether the file itself is bad, and not the moment.
    ///
    /// SQLITE_ERROR is what a right statement meets in a wrong schema: all statements are constant.
    var isDamage: Bool {
        switch self {
        case .failed: [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR].contains(primary)
        case .damaged: true
        case .foreign, .empty, .holds, .tooNew: false
        }
    }

    /// For a person.
    var words: String {
        switch self {
        case .failed(_, let message, _):
            switch primary {
            case SQLITE_FULL: "the disk is full"
            case SQLITE_READONLY: "it is read-only"
            case SQLITE_PERM, SQLITE_AUTH: "permission denied"
            case SQLITE_BUSY, SQLITE_LOCKED: "another program has it locked"
            case SQLITE_IOERR: "the disk failed (\(message))"
            default: message
            }
        case .damaged(let words): words
        case .foreign: "it is a database of another program"
        case .empty: "it is empty"
        case .holds(let kind): "it holds \(kind) prices"
        case .tooNew(let version): "it has format \(version), made by a later tracker-tui"
        }
    }
}
