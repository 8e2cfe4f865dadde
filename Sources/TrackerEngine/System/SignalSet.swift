import Glibc

/// Sets of signals, for the calls of the C library that want one.
enum SignalSet {
    /// Gives `body` an empty set.
    ///
    /// No `sigset_t()`: whose initializer that is depends on which module of C the compiler reads
    /// first, and a release does not find it.
    static func withEmpty<R>(_ body: (UnsafeMutablePointer<sigset_t>) -> R) -> R {
        unsafe withUnsafeTemporaryAllocation(of: sigset_t.self, capacity: 1) { room in
            guard let set = room.baseAddress else { preconditionFailure("no room for a set") }
            unsafe sigemptyset(set)
            return unsafe body(set)
        }
    }
}
