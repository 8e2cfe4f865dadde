import Glibc

/// A file that takes the place of another one at once: whoever reads it, even after a power cut,
/// finds the old bytes or the new ones, never a part.
///
/// The bytes go to a file of a random name in the same folder, which `finish()` renames. Without
/// that call nothing is left of it, and the old file stays as it was. A link is followed, also to a
/// file that is not there yet.
package struct OutputFile: ~Copyable {
    private let descriptor: Descriptor
    /// The name until the end, and the one at the end; `nil` for a pipe or a device.
    private let move: (from: String, to: String)?
    private var isFinished = false

    /// Begins a file that has `permissions` without those of the umask; one that is there keeps its
    /// own.
    ///
    /// With `waits` the path may be a pipe or a device (`/dev/null`), which is written to as it is
    /// and may wait for the program that reads it. Without it that is an error.
    package init(
        _ path: String, permissions: UInt32 = 0o666, waits: Bool = true
    ) throws(FileError) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        let isFile = status.st_mode & S_IFMT == S_IFREG
        if exists, !isFile {
            guard waits else { throw .cannotWrite(path: path, reason: FileError.notAFile) }
            descriptor = try Self.opened(
                path, flags: O_WRONLY, name: path, permissions: permissions)
            move = nil
            return
        }
        let target = try Self.target(of: path)
        let beside =
            "\(Folder.containing(target))/.tracker-tui.\(getpid()).\(UInt32.random(in: 0...(.max))).tmp"
        descriptor = try Self.opened(
            beside, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, name: path,
            permissions: permissions)
        move = (beside, target)
        // If this fails, the file has the permissions of a new one.
        if exists { fchmod(descriptor.number, status.st_mode & 0o777) }
    }

    deinit {
        close(descriptor.number)
        if let move, !isFinished { unsafe unlink(move.from) }
    }

    package func write(_ bytes: [UInt8]) throws(FileError) { try descriptor.write(bytes) }

    /// Waits until the bytes are on the disk, and puts the file in its place.
    package consuming func finish() throws(FileError) {
        guard let move else { return }
        guard fsync(descriptor.number) == 0, unsafe rename(move.from, move.to) == 0 else {
            throw .cannotWrite(path: descriptor.name, reason: "\(SystemError.last)")
        }
        isFinished = true
    }

    private static func opened(
        _ path: String, flags: Int32, name: String, permissions: UInt32
    ) throws(FileError) -> Descriptor {
        let number = unsafe open(path, flags | O_CLOEXEC, permissions)
        guard number >= 0 else {
            throw .cannotWrite(path: name, reason: "\(SystemError.last)")
        }
        return Descriptor(number: number, name: name)
    }

    /// Follows the links of the last name, whether something is behind them or not.
    private static func target(of path: String) throws(FileError) -> String {
        var target = path
        // As many as the system follows.
        for _ in 0..<40 {
            guard let next = link(at: target) else { return target }
            target = next.hasPrefix("/") ? next : Folder.containing(target) + "/" + next
        }
        throw .cannotWrite(path: path, reason: "\(SystemError(ELOOP))")
    }

    /// The path that a link leads to; `nil` for what is no link.
    private static func link(at path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
