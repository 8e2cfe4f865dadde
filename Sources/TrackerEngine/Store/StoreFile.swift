import Glibc

/// The store as a file: who may write it, and what becomes of a damaged one.
public enum StoreFile {
    /// Opens a store for writing, makes it with its directory where there is none, or follows the
    /// program that writes it.
    ///
    /// - Returns: a writer or a follower.
    /// - Throws: `StoreError`
    public static func open(
        path: String, kind: StoreKind = .real, clock: any WallClock
    ) throws(StoreError) -> StoreAccess {
        do throws(FileError) {
            try Folder.make(Folder.containing(path))
        } catch {
            throw .cannotOpen(place: path, reason: "\(error)")
        }
        guard mayBeFile(path) else { throw .cannotOpen(place: path, reason: FileError.notAFile) }
        guard let lock = try StoreLock.tryAcquire(for: path) else {
            return .follower(SQLiteFollower(path: path, kind: kind, clock: clock))
        }
        return .writer(try SQLiteJournal(path: path, kind: kind, lock: lock, clock: clock))
    }

    /// Reads a store at any time, whoever writes it meanwhile.
    ///
    /// `kind`: of its prices; `nil` where either will do. `markets`, `hours`: those that are wanted,
    /// `nil` for all; of what was fetched afterwards there may be other hours too. `telling`: is
    /// called with how far that is.
    /// - Throws: `StoreError`; a damaged store gives what can be read of it.
    public static func read(
        path: String, kind: StoreKind? = nil, from first: Minute, of markets: [Market]? = nil,
        in hours: Set<Hour>? = nil, telling: @escaping StoreProgressListener = { _ in }
    ) throws(StoreError) -> StoredDay {
        guard mayBeFile(path) else { throw .cannotRead(place: path, reason: FileError.notAFile) }
        do throws(SQLiteError) {
            let connection = try openToRead(path, kind)
            let reader = try StoredDayReader(
                connection, from: first, of: markets, in: hours, telling: telling)
            var day = reader.day
            if case .ours(let kind) = try StoreSchema.finding(in: connection) { day.kind = kind }
            return day
        } catch {
            if unsafe access(path, F_OK) != 0 {
                throw .cannotOpen(place: path, reason: StoreError.noneYet)
            }
            throw error.isDamage
                ? .damaged(place: path, reason: error.words)
                : .cannotRead(place: path, reason: error.words)
        }
    }

    /// The instruments that a store has names of, also while another program writes it.
    ///
    /// As many as can be read; none if the store cannot be opened: whoever opens it next says why.
    /// Cost: about 1 µs for each.
    public static func names(path: String) -> Set<Instrument> {
        guard mayBeFile(path), unsafe access(path, F_OK) == 0 else { return [] }
        do throws(SQLiteError) {
            let connection = try openToRead(path)
            let isSealed = try StoreSchema.format(connection) >= StoreSchema.sealed
            var names = StoredNames(isSealed: isSealed)
            try names.read(nil, from: connection)
            if names.damage != nil { try names.mend(nil, from: connection) }
            return Set(names.rows.map { Instrument(market: $0.market, pair: $0.pair) })
        } catch {
            return []
        }
    }

    /// `kind`: `nil` where either will do.
    static func openToRead(
        _ path: String, _ kind: StoreKind? = nil
    ) throws(SQLiteError) -> Connection {
        do throws(SQLiteError) {
            let connection = try Connection(path: path, mode: .readOnly)
            try check(connection, kind)
            return connection
        } catch {
            // A place without the right to write: the log's index cannot be made there. Without a
            // log the file is complete by itself.
            guard unsafe access(path, R_OK) == 0, unsafe access(path + "-wal", F_OK) != 0 else {
                throw error
            }
            let connection = try Connection(path: path, mode: .immutable)
            try check(connection, kind)
            return connection
        }
    }

    private static func check(
        _ connection: borrowing Connection, _ kind: StoreKind?
    ) throws(SQLiteError) {
        switch try StoreSchema.finding(in: connection) {
        case .ours(let held):
            guard let kind, held != kind else { return }
            throw .holds(held)
        case .empty: throw .empty
        case .foreign: throw .foreign
        case .tooNew(let version): throw .tooNew(version: version)
        }
    }

    /// Whether there is a regular file, or nothing: SQLite would wait for whoever writes to a pipe.
    private static func mayBeFile(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether a file begins as an SQLite database does, or with nothing but zeros, as a power cut
    /// may leave one: anything else was never a store, and is somebody's own.
    static func mayBeStore(_ path: String) -> Bool {
        guard let head = try? InputFile.head(of: path, count: 16) else { return false }
        return head.allSatisfy { $0 == 0 } || "SQLite format 3\0".utf8.starts(with: head)
    }

    /// Renames the file and its log; nothing is ever deleted.
    ///
    /// - Returns: the new path.
    static func moveAside(_ path: String, at now: Timestamp) throws(StoreError) -> String {
        let name = path + ".damaged-" + now.compact
        let names = [name] + (2...999).map { "\(name)-\($0)" }
        let free = names.first { (name: String) in unsafe access(name, F_OK) != 0 }
        guard let free, unsafe rename(path, free) == 0 else {
            throw .damaged(
                place: path, reason: "and it cannot be moved: \(SystemError.last)")
        }
        for suffix in ["-wal", "-shm"] { unsafe rename(path + suffix, free + suffix) }
        return free
    }
}
