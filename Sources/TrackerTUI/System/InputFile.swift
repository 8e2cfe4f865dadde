import Glibc

/// A file that is read from its beginning to its end.
final class InputFile {
    private let descriptor: Descriptor

    init(_ path: String) throws(FileError) {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            throw .cannotRead(path: path, reason: Descriptor.reason(errno))
        }
        descriptor = Descriptor(number: number, name: path)
    }

    deinit { close(descriptor.number) }

    /// The next bytes, none at its end.
    func read() throws(FileError) -> [UInt8] { try descriptor.read(upTo: Descriptor.piece) }

    /// A whole file of at most so many bytes.
    static func contents(of path: String, upTo most: Int) throws(FileError) -> [UInt8] {
        let file = try InputFile(path)
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
