/// Why a file could not be read or written.
enum FileError: Error, Hashable, Sendable {
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case cannotMake(path: String, reason: String)
    /// Nobody reads standard output any more.
    case readerGone

    /// The reason where a file is needed and something else is there.
    static let notAFile = "it is no regular file"
}

extension FileError: CustomStringConvertible {
    var description: String {
        switch self {
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .cannotMake(let path, let reason): "cannot make \(path): \(reason)"
        case .readerGone: "nobody reads the output"
        }
    }

    /// The point first, for a line that may be cut: `Permission denied: /a/long/path`.
    var reasonFirst: String {
        switch self {
        case .cannotRead(let path, let reason), .cannotWrite(let path, let reason),
            .cannotMake(let path, let reason):
            "\(reason): \(path)"
        case .readerGone: description
        }
    }
}
