import Glibc

/// A file that takes the place of another one at once: whoever reads it, even after a power cut,
/// finds the old bytes or the new ones, never a part.
///
/// The bytes go to a file without a name in the same folder, which gets one from `finish()`. Without
/// that call nothing is left of it, however the program ends, and the old file stays as it was. Where
/// a file system has no files without a name, the file has a random one. A link is followed, also to
/// a file that is not there yet.
package struct OutputFile: ~Copyable {
    private let descriptor: Descriptor
    private let place: Place
    private var isFinished = false

    private enum Place {
        /// A pipe or a device, which is written to as it is.
        case direct
        case unnamed(to: String)
        case named(from: String, to: String)
    }

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
            place = .direct
            return
        }
        let target = try Self.target(of: path)
        if let number = Self.unnamed(in: Folder.containing(target), permissions) {
            descriptor = Descriptor(number: number, name: path)
            place = .unnamed(to: target)
        } else {
            let beside = Self.name(beside: target)
            descriptor = try Self.opened(
                beside, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, name: path,
                permissions: permissions)
            place = .named(from: beside, to: target)
        }
        // If this fails, the file has the permissions of a new one.
        if exists { fchmod(descriptor.number, status.st_mode & 0o777) }
    }

    deinit {
        close(descriptor.number)
        if case .named(let name, _) = place, !isFinished { unsafe unlink(name) }
    }

    package func write(_ bytes: [UInt8]) throws(FileError) { try descriptor.write(bytes) }

    /// Waits until the bytes are on the disk, and puts the file in its place.
    package consuming func finish() throws(FileError) {
        if case .direct = place { return }
        guard fsync(descriptor.number) == 0 else { throw failure }
        switch place {
        case .direct: break
        case .named(let name, let target):
            guard unsafe rename(name, target) == 0 else { throw failure }
        case .unnamed(let target): try putUnnamed(at: target)
        }
        isFinished = true
    }

    private var failure: FileError {
        .cannotWrite(path: descriptor.name, reason: "\(SystemError.last)")
    }

    /// Gives the file a name of its own first: a link cannot take the place of another file.
    private func putUnnamed(at target: String) throws(FileError) {
        let name = Self.name(beside: target)
        guard
            unsafe linkat(
                AT_FDCWD, "\(Self.descriptors)/\(descriptor.number)", AT_FDCWD, name,
                AT_SYMLINK_FOLLOW) == 0
        else { throw failure }
        guard unsafe rename(name, target) == 0 else {
            let failure = failure
            unsafe unlink(name)
            throw failure
        }
    }

    /// The folder in which each descriptor is a link to its file.
    private static let descriptors = "/proc/self/fd"

    /// Opens a file that no folder has; `nil` where that cannot be done.
    private static func unnamed(in folder: String, _ permissions: UInt32) -> Int32? {
        guard unsafe access(descriptors, X_OK) == 0 else { return nil }
        // O_TMPFILE of Linux, which this C library shows only to who asks for all of GNU.
        let number = unsafe open(
            folder, 0o20000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, permissions)
        return number < 0 ? nil : number
    }

    private static func name(beside target: String) -> String {
        "\(Folder.containing(target))/.tracker-tui.\(getpid()).\(UInt32.random(in: 0...(.max))).tmp"
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
