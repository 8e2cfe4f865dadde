import Glibc
import TrackerEngine

/// The file that standard error goes to while the screen is up.
enum LogFile {
    /// Opens it for writing at its end; nothing is waited for.
    ///
    /// - Returns: a descriptor, for whoever opened it to close.
    /// - Throws: `FileError` where it cannot be opened, or is a pipe or a folder.
    static func open(_ path: String) throws(FileError) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let number = unsafe Glibc.open(path, flags, 0o600)
        guard number >= 0 else {
            // A pipe that nobody reads, or a socket.
            let reason = errno == ENXIO ? FileError.notAFile : "\(SystemError.last)"
            throw .cannotWrite(path: path, reason: reason)
        }
        var status = stat()
        let kind = unsafe fstat(number, &status) == 0 ? status.st_mode & S_IFMT : 0
        // A link to /dev/null is how one has no log.
        guard kind == S_IFREG || kind == S_IFCHR else {
            close(number)
            throw .cannotWrite(path: path, reason: FileError.notAFile)
        }
        return number
    }
}
