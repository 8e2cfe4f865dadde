/// The reason why a file could not be read or written.
package enum FileFault: Error, Hashable, Sendable {
    /// There is no such file: for a file that is optional this is no error.
    case missing(path: String)
    /// A new file was to be made, but the name is in use.
    case exists(path: String)
    /// The file may be there, but cannot be read.
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// A folder cannot be made.
    case cannotMake(path: String, reason: String)
}

extension FileFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "cannot read \(path): no such file or directory"
        case .exists(let path): "cannot make \(path): it exists already"
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .cannotMake(let path, let reason): "cannot make \(path): \(reason)"
        }
    }
}
