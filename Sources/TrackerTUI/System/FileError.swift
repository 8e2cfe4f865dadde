/// Why a file could not be read or written.
enum FileError: Error, Hashable, Sendable {
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// Nobody reads standard output any more.
    case readerGone
}

extension FileError: CustomStringConvertible {
    var description: String {
        switch self {
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .readerGone: "nobody reads the output"
        }
    }
}
