/// Why the store could not do what it was asked; the day in memory goes on without it.
public enum StoreError: Error, Hashable, Sendable {
    /// The file cannot be opened or made; `reason` in words.
    case cannotOpen(path: String, reason: String)
    /// A write failed: disk full, read-only, an I/O error; `reason` in words.
    case cannotWrite(path: String, reason: String)
    /// A read failed although the file is there.
    case cannotRead(path: String, reason: String)
    /// The file is no store, or is damaged.
    case damaged(path: String, reason: String)
    /// Another program writes this store.
    case busy(path: String)
    /// The store was written by a later version.
    case tooNew(path: String, version: Int)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the store \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write to the store \(path): \(reason)"
        case .cannotRead(let path, let reason): "cannot read the store \(path): \(reason)"
        case .damaged(let path, let reason): "the store \(path) is damaged: \(reason)"
        case .busy(let path): "another tracker-tui writes the store \(path)"
        case .tooNew(let path, let version):
            "the store \(path) has format \(version), made by a later tracker-tui"
        }
    }
}
