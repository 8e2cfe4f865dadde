import Glibc

/// The right to write a store; the system takes it back when the process ends, however it ends.
final class StoreLock: Sendable {
    private let file: Int32

    /// `nil` while another program has it.
    ///
    /// - Throws: `StoreError.cannotOpen`
    static func tryAcquire(for path: String) throws(StoreError) -> StoreLock? {
        let file = unsafe open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw .cannotOpen(place: path, reason: "\(SystemError.last)")
        }
        guard flock(file, LOCK_EX | LOCK_NB) != 0 else { return StoreLock(file) }
        let code = errno
        close(file)
        if code == EWOULDBLOCK { return nil }
        throw .cannotOpen(place: path, reason: "\(SystemError(code))")
    }

    private init(_ file: Int32) { self.file = file }

    deinit { close(file) }
}
