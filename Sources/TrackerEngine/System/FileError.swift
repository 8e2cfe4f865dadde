/// The reason why a file could not be read or written.
package enum FileError: Error, Hashable, Sendable {
    /// There is no such file: for a file that is optional this is no error.
    case missing(path: String)
    /// The file may be there, but cannot be read.
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// A folder cannot be made.
    case cannotMake(path: String, reason: String)
    /// The program that read the output has ended.
    case readerGone

    /// The reason if a file is needed and something else is there.
    package static let notAFile = "it is not a regular file"
}

extension FileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "cannot read \(path): \(Self.noSuchFile)"
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .cannotMake(let path, let reason): "cannot make \(path): \(reason)"
        case .readerGone: "nobody reads the output"
        }
    }

    /// The error with the point first, for a line that may be cut: `permission denied: /a/long/path`.
    package var reasonFirst: String {
        switch self {
        case .missing(let path): "\(Self.noSuchFile): \(path)"
        case .cannotRead(let path, let reason), .cannotWrite(let path, let reason),
            .cannotMake(let path, let reason):
            "\(reason): \(path)"
        case .readerGone: description
        }
    }

    private static let noSuchFile = "no such file or directory"
}
