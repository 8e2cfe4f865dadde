import Glibc

/// Files that are read or written as a whole.
///
/// ```swift
/// do throws(FileFault) {
///     favourites = try WholeFile.text(of: path, upTo: 1 << 20)
/// } catch .missing {
///     // The first start.
/// }
/// ```
package enum WholeFile {
    /// Reads a file of at most `most` bytes.
    ///
    /// Only a regular file is read: a pipe or a device in its place fails at once, where `open`
    /// would wait for another program. With `mayWait` they are read to their end, for a path that
    /// the user typed (`/dev/stdin`, `<(command)`).
    /// - Throws: `FileFault.missing`, or `FileFault.cannotRead`.
    package static func read(
        _ path: String, upTo most: Int, mayWait: Bool = false
    ) throws(FileFault) -> [UInt8] {
        let file = try open(path, mayWait: mayWait)
        defer { file.close() }
        do throws(SystemError) {
            var bytes: [UInt8] = []
            while bytes.count <= most {
                let piece = try file.read(upTo: min(FileDescriptor.piece, most + 1 - bytes.count))
                if piece.isEmpty { return bytes }
                bytes += piece
            }
        } catch {
            throw .cannotRead(path: path, reason: "\(error)")
        }
        throw .cannotRead(path: path, reason: "it is larger than \(most >> 10) kB")
    }

    /// Reads a file of at most `most` bytes as text; bytes that are not UTF-8 become U+FFFD.
    ///
    /// - Throws: `FileFault.missing`, or `FileFault.cannotRead`.
    package static func text(of path: String, upTo most: Int) throws(FileFault) -> String {
        String(decoding: try read(path, upTo: most), as: UTF8.self)
    }

    /// Reads the first bytes of a regular file, fewer than `count` if it is shorter.
    ///
    /// - Throws: `FileFault.missing`, or `FileFault.cannotRead`.
    package static func head(of path: String, count: Int) throws(FileFault) -> [UInt8] {
        let file = try open(path, mayWait: false)
        defer { file.close() }
        do throws(SystemError) {
            return try file.read(upTo: count)
        } catch {
            throw .cannotRead(path: path, reason: "\(error)")
        }
    }

    /// Replaces a file: whoever reads it, even after a power cut, finds the old bytes or the new
    /// ones, never a part.
    ///
    /// A link is followed, so that a file kept elsewhere stays there. A new file gets `permissions`
    /// without those of the umask, an old one keeps its own.
    /// - Throws: `FileFault.cannotWrite`; the old file is then as it was.
    package static func replace(
        _ path: String, with bytes: [UInt8], permissions: UInt32 = 0o600
    ) throws(FileFault) {
        let file = try ReplacementFile(path, permissions: permissions)
        try file.write(bytes)
        try file.finish()
    }

    /// Makes a new file, and never touches one that is there, nor follows a link of its name.
    ///
    /// - Throws: `FileFault.exists`, or `FileFault.cannotWrite`; nothing is left of the file then.
    package static func create(
        _ path: String, with bytes: [UInt8], permissions: UInt32 = 0o666
    ) throws(FileFault) {
        do throws(SystemError) {
            let file = try FileDescriptor.open(
                path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, permissions: permissions)
            defer { file.close() }
            do throws(SystemError) {
                try file.write(bytes)
            } catch {
                unsafe unlink(path)
                throw error
            }
        } catch {
            throw error.code == EEXIST
                ? .exists(path: path) : .cannotWrite(path: path, reason: "\(error)")
        }
    }

    private static func open(_ path: String, mayWait: Bool) throws(FileFault) -> FileDescriptor {
        let file: FileDescriptor
        do throws(SystemError) {
            // Without O_NOCTTY a terminal in its place could become ours.
            file = try .open(path, flags: O_RDONLY | O_NOCTTY | (mayWait ? 0 : O_NONBLOCK))
        } catch {
            throw error.isMissingFile
                ? .missing(path: path) : .cannotRead(path: path, reason: "\(error)")
        }
        let kind = file.mode & S_IFMT
        if kind == S_IFREG || mayWait && kind != S_IFDIR { return file }
        file.close()
        throw .cannotRead(
            path: path, reason: kind == S_IFDIR ? "it is a folder" : "it is no regular file")
    }
}
