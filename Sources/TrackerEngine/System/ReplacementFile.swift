import Glibc

/// A file that is written piece by piece and replaces another one at once.
///
/// The bytes go to a file of a random name in the same folder, which `finish()` renames. Without
/// that call nothing is left of it, and the old file stays as it was. A link is followed.
package struct ReplacementFile: ~Copyable {
    private let path: String
    private let file: FileDescriptor
    /// The name until the end, and the one at the end; `nil` for a pipe or a device.
    private let move: (from: String, to: String)?
    private var isFinished = false

    /// Begins a file that gets `permissions` without those of the umask if it is new.
    ///
    /// With `mayWait` a pipe or a device (`/dev/null`) is written to as it is, for a path that the
    /// user typed; without it such a path is an error.
    package init(
        _ path: String, permissions: UInt32, mayWait: Bool = false
    ) throws(FileFault) {
        self.path = path
        do throws(SystemError) {
            var status = stat()
            let exists = unsafe stat(path, &status) == 0
            if exists, status.st_mode & S_IFMT != S_IFREG {
                guard mayWait else {
                    throw SystemError(status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
                }
                file = try .open(path, flags: O_WRONLY | O_NOCTTY)
                move = nil
                return
            }
            let target = try Self.destination(of: path)
            let beside =
                "\(Folder.containing(target))/.tracker-tui.\(getpid())"
                + ".\(UInt32.random(in: 0...(.max))).tmp"
            file = try .open(
                beside, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, permissions: permissions)
            move = (beside, target)
            // If this fails, the file has the permissions of a new one.
            if exists { _ = fchmod(file.number, status.st_mode & 0o777) }
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
    }

    deinit {
        file.close()
        if let move, !isFinished { unsafe unlink(move.from) }
    }

    package func write(_ bytes: [UInt8]) throws(FileFault) {
        do throws(SystemError) {
            try file.write(bytes)
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
    }

    /// Waits until the bytes are on the disk, and puts the file in its place.
    package consuming func finish() throws(FileFault) {
        guard let move else { return }
        guard fsync(file.number) == 0, unsafe rename(move.from, move.to) == 0 else {
            throw .cannotWrite(path: path, reason: "\(SystemError.last)")
        }
        isFinished = true
    }

    /// The path behind links of the last name, also behind one that leads to no file yet.
    private static func destination(of path: String) throws(SystemError) -> String {
        var place = path
        // As many as Linux follows.
        for _ in 0..<40 {
            guard let target = linkTarget(place) else { return place }
            place = target.hasPrefix("/") ? target : Folder.containing(place) + "/" + target
        }
        throw SystemError(ELOOP)
    }

    private static func linkTarget(_ path: String) -> String? {
        var name = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe name.withUnsafeMutableBytes { room -> Int in
            guard let start = room.baseAddress else { return -1 }
            return unsafe readlink(
                path, start.assumingMemoryBound(to: CChar.self), room.count)
        }
        return count > 0 ? String(decoding: name[..<count], as: UTF8.self) : nil
    }
}
