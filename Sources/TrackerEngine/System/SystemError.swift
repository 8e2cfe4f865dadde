import Glibc

/// An error number of the system, with the words for it.
///
/// ```swift
/// guard rename(from, to) == 0 else { throw SystemError.last }
/// ```
package struct SystemError: Error, Hashable, Sendable {
    package let code: Int32

    package init(_ code: Int32) { self.code = code }

    /// The error of the last system call of this thread; read it before the next call.
    package static var last: SystemError { SystemError(errno) }

    package var isMissingFile: Bool { code == ENOENT }

    /// The reader of a pipe or a socket has gone.
    package var isBrokenPipe: Bool { code == EPIPE }
}

extension SystemError: CustomStringConvertible {
    /// The end of a sentence, in lower case: "cannot write FILE: the disk is full".
    package var description: String {
        switch code {
        case EACCES, EPERM: "permission denied"
        case ENOSPC, EDQUOT: "the disk is full"
        case EROFS: "it is read-only"
        default: Self.systemText(code)
        }
    }

    private static func systemText(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text).lowercased()
    }
}
