import Glibc

/// A file that comes to be at once: what was there stays until all of the new one is on the disk.
///
/// It is written beside its place and renamed by `finish()`; without that nothing is left of it.
/// A link is followed; what is no file (a pipe, `/dev/null`) is written straight to.
struct OutputFile: ~Copyable {
    private let descriptor: Descriptor
    /// Where the bytes are until they are renamed, and to what; `nil` for what is no file.
    private let move: (from: String, to: String)?
    private var isFinished = false

    init(_ path: String) throws(FileError) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        let isFile = status.st_mode & S_IFMT == S_IFREG
        if exists, !isFile {
            descriptor = try Self.opened(path, O_WRONLY, path)
            move = nil
            return
        }
        let target = exists ? Self.resolved(path) : path
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
        let beside = "\(folder).tracker-tui.\(getpid()).\(UInt32.random(in: 0...(.max))).tmp"
        descriptor = try Self.opened(beside, O_WRONLY | O_CREAT | O_EXCL, path)
        move = (beside, target)
        // Where this fails the file has the permissions of a new one.
        if exists { fchmod(descriptor.number, status.st_mode & 0o777) }
    }

    deinit {
        close(descriptor.number)
        if let move, !isFinished { unsafe unlink(move.from) }
    }

    func write(_ bytes: [UInt8]) throws(FileError) { try descriptor.write(bytes) }

    /// Puts the file in its place.
    consuming func finish() throws(FileError) {
        guard let move else { return }
        guard fsync(descriptor.number) == 0, unsafe rename(move.from, move.to) == 0 else {
            throw .cannotWrite(path: descriptor.name, reason: Descriptor.reason(errno))
        }
        isFinished = true
    }

    private static func opened(
        _ path: String, _ flags: Int32, _ name: String
    ) throws(FileError) -> Descriptor {
        let number = unsafe open(path, flags | O_CLOEXEC, 0o666)
        guard number >= 0 else {
            throw .cannotWrite(path: name, reason: Descriptor.reason(errno))
        }
        return Descriptor(number: number, name: name)
    }

    /// Where the links of a path lead.
    private static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }
}
