import Glibc

/// A file that is read from its beginning to its end.
final class InputFile {
    private let descriptor: Descriptor

    /// `waits`: whether it may be a pipe too, which waits for whoever writes to it; a regular file
    /// only if not.
    init(_ path: String, waits: Bool = true) throws(FileError) {
        let patience = waits ? 0 : O_NONBLOCK | O_NOCTTY
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | patience)
        guard number >= 0 else {
            throw .cannotRead(path: path, reason: Descriptor.reason(errno))
        }
        descriptor = Descriptor(number: number, name: path)
        var status = stat()
        guard unsafe waits || fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        else {
            throw .cannotRead(path: path, reason: FileError.notAFile)
        }
    }

    deinit { close(descriptor.number) }

    /// The next bytes, none at its end.
    func read() throws(FileError) -> [UInt8] { try descriptor.read(upTo: Descriptor.piece) }

    /// A whole file of at most so many bytes; `waits` as above.
    static func contents(
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
}
