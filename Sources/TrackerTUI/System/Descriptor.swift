import Glibc
import TrackerEngine

/// An open file by its number; whoever opened it closes it.
struct Descriptor: Sendable {
    let number: Int32
    /// For a person.
    let name: String

    /// Bytes that are read at a time.
    static let piece = 1 << 16

    static let standardInput = Descriptor(number: STDIN_FILENO, name: "standard input")
    static let standardOutput = Descriptor(number: STDOUT_FILENO, name: "standard output")
    static let standardError = Descriptor(number: STDERR_FILENO, name: "standard error")

    var isTerminal: Bool { isatty(number) == 1 }

    /// Waits for bytes.
    ///
    /// - Returns: up to `count` of them, none at the end of the file.
    func read(upTo count: Int) throws(FileError) -> [UInt8] {
        while true {
            var result = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                result = unsafe Glibc.read(number, buffer.baseAddress, count)
                filled = max(0, result)
            }
            if result >= 0 { return bytes }
            guard errno == EINTR else {
                throw .cannotRead(path: name, reason: Self.reason(errno))
            }
        }
    }

    /// Writes all of this.
    func write(_ bytes: [UInt8]) throws(FileError) {
        var position = 0
        while position < bytes.count {
            let result = unsafe bytes[position...].withUnsafeBytes { rest in
                unsafe Glibc.write(number, rest.baseAddress, rest.count)
            }
            if result >= 0 {
                position += result
            } else if errno == EPIPE {
                throw .readerGone
            } else if errno == EAGAIN {
                // Whoever has given us this terminal or pipe reads it without waiting.
                var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw .cannotWrite(path: name, reason: Self.reason(errno))
            }
        }
    }

    /// What an error number means.
    static func reason(_ code: Int32) -> String {
        "\(SystemError(code))"
    }
}
