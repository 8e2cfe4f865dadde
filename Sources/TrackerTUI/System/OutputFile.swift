import Glibc

/// A file that comes to be at once: what was there stays until all of the new one is on the disk.
///
/// It is written beside its place and renamed by `finish()`; without that nothing is left of it.
/// A link is followed, also to a file that is not there yet; what is no file (a pipe, `/dev/null`)
/// is written straight to.
struct OutputFile: ~Copyable {
    private let descriptor: Descriptor
    /// Where the bytes are until they are renamed, and to what; `nil` for what is no file.
    private let move: (from: String, to: String)?
    private var isFinished = false

    /// Begins a file with `permissions` less those of the umask; one that is there keeps its own.
    ///
    /// `waits`: whether it may be no file, which may wait for whoever reads it.
    init(
        _ path: String, permissions: mode_t = 0o666, waits: Bool = true
    ) throws(FileError) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        let isFile = status.st_mode & S_IFMT == S_IFREG
        if exists, !isFile {
            guard waits else { throw .cannotWrite(path: path, reason: FileError.notAFile) }
            descriptor = try Self.opened(path, O_WRONLY, path, permissions)
            move = nil
            return
        }
        let target = try Self.target(of: path)
        let folder = Self.folder(of: target)
        let beside = "\(folder).tracker-tui.\(getpid()).\(UInt32.random(in: 0...(.max))).tmp"
        descriptor = try Self.opened(beside, O_WRONLY | O_CREAT | O_EXCL, path, permissions)
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
        _ path: String, _ flags: Int32, _ name: String, _ permissions: mode_t
    ) throws(FileError) -> Descriptor {
        let number = unsafe open(path, flags | O_CLOEXEC, permissions)
        guard number >= 0 else {
            throw .cannotWrite(path: name, reason: Descriptor.reason(errno))
        }
        return Descriptor(number: number, name: name)
    }

    /// Where the links of a path lead, whether something is there or not.
    private static func target(of path: String) throws(FileError) -> String {
        var target = path
        // As many as the system follows.
        for _ in 0..<40 {
            guard let next = link(at: target) else { return target }
            target = next.hasPrefix("/") ? next : folder(of: target) + next
        }
        throw .cannotWrite(path: path, reason: Descriptor.reason(ELOOP))
    }

    /// What a link says; `nil` for what is none.
    private static func link(at path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Up to the last slash.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
