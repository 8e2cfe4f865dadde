import Synchronization

/// Values worked out of the prices of a window, each when it is first drawn.
///
/// A key draws most of the screen as it was. A window that changes gets a store of its own.
final class WindowStore<Place: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Mutex<[Place: Value]>([:])
    private let most: Int

    /// `most`: how many are kept, more than any screen shows; then the store begins anew.
    init(most: Int) { self.most = most }

    /// The value of a place; `nil` before it was worked out.
    subscript(place: Place) -> Value? {
        get { known.withLock { $0[place] } }
        set {
            known.withLock { known in
                if known.count >= most { known.removeAll(keepingCapacity: true) }
                known[place] = newValue
            }
        }
    }
}
