/// Why the store could not do what it was asked; the day in memory goes on without it.
///
/// `place` says where the store is, in words for a person: a path, a host with its database.
public enum StoreError: Error, Hashable, Sendable {
    /// The file cannot be opened or made; `reason` in words.
    case cannotOpen(place: String, reason: String)
    /// A write failed: disk full, read-only, an I/O error; `reason` in words.
    case cannotWrite(place: String, reason: String)
    /// A read failed although the file is there.
    case cannotRead(place: String, reason: String)
    /// The file is no store, or is damaged.
    case damaged(place: String, reason: String)
    /// Another program writes this store.
    case busy(place: String)
    /// Another program has taken the store over and writes it now; nothing was written.
    ///
    /// The journal that throws this throws it from now on; `MinuteJournal.stepDown` gives what reads along.
    case superseded(place: String)
    /// The store was written by a later version.
    case tooNew(place: String, version: Int)
}

extension StoreError {
    /// The reason of `cannotOpen` for a store that nobody has made yet.
    public static let noneYet = "it does not exist yet"
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotOpen(let place, let reason): "cannot open the store \(place): \(reason)"
        case .cannotWrite(let place, let reason): "cannot write to the store \(place): \(reason)"
        case .cannotRead(let place, let reason): "cannot read the store \(place): \(reason)"
        case .damaged(let place, let reason): "the store \(place) is damaged: \(reason)"
        case .busy(let place): "another tracker-tui writes the store \(place)"
        case .superseded(let place): "another tracker-tui has taken over the store \(place)"
        case .tooNew(let place, let version):
            "the store \(place) has format \(version), made by a later tracker-tui"
        }
    }
}
