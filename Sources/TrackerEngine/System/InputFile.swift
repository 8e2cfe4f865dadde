import Glibc

/// A file that is read from its beginning to its end.
///
/// ```swift
/// do throws(FileError) {
///     text = try InputFile.contents(of: path, upTo: 1 << 20, waits: false)
/// } catch .missing {
///     // The first start.
/// }
/// ```
package final class InputFile {
    private let descriptor: Descriptor
    /// The size in bytes when it was opened; `nil` for a pipe or a device.
    package let size: Int?
    /// Whether users besides the owner and the group may read it.
    package let isReadableByAll: Bool

    /// Opens a file.
    ///
    /// With `waits` it may be a pipe or a device, which waits for the program that writes to it:
    /// for a path that the user typed (`/dev/stdin`, `<(command)`). Without it only a regular file
    /// is opened.
    /// - Throws: `FileError.missing`, or `FileError.cannotRead`.
    package init(_ path: String, waits: Bool = true) throws(FileError) {
        // Without O_NOCTTY a terminal in the place of a file could become that of the program.
        let patience = waits ? 0 : O_NONBLOCK | O_NOCTTY
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | patience)
        guard number >= 0 else {
            let error = SystemError.last
            throw error.code == ENOENT
                ? .missing(path: path) : .cannotRead(path: path, reason: "\(error)")
        }
        descriptor = Descriptor(number: number, name: path)
        var status = stat()
        let isFile = unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isFile ? Int(status.st_size) : nil
        isReadableByAll = status.st_mode & S_IROTH != 0
        guard waits || isFile else { throw .cannotRead(path: path, reason: FileError.notAFile) }
    }

    deinit { close(descriptor.number) }

    /// Reads the next bytes, up to `count`; none at the end of the file.
    package func read(upTo count: Int = Descriptor.piece) throws(FileError) -> [UInt8] {
        try descriptor.read(upTo: count)
    }

    /// Reads a whole file of at most `most` bytes.
    ///
    /// - Throws: `FileError.missing`, or `FileError.cannotRead`, also for a longer file.
    package static func contents(
        of path: String, upTo most: Int, waits: Bool = true
    ) throws(FileError) -> [UInt8] {
        let file = try InputFile(path, waits: waits)
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read()
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= most else {
                throw .cannotRead(path: path, reason: "it is larger than \(most >> 10) kB")
            }
        }
    }

    /// Reads the first bytes of a regular file, fewer than `count` if it is shorter.
    package static func head(of path: String, count: Int) throws(FileError) -> [UInt8] {
        try InputFile(path, waits: false).read(upTo: count)
    }
}
