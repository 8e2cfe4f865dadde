import Glibc

/// What tells whether a file has changed: nobody reads it for that.
struct FileStamp: Hashable, Sendable {
    private var device: UInt64 = 0
    private var node: UInt64 = 0
    private var mode: UInt32 = 0
    private var size = 0
    private var seconds = 0
    private var nanoseconds = 0
    /// Why nothing is known of it; 0 for no reason.
    private var error: Int32 = 0

    /// The stamp of whatever is there, also of what cannot be read as a file; `nil` where there is
    /// nothing.
    ///
    /// A folder in the place of a file is no missing file: who reads it has to be told.
    init?(of path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            error = errno
            if error == ENOENT { return nil }
            return
        }
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
        mode = status.st_mode
        size = Int(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
