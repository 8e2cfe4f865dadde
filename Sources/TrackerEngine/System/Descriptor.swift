import Glibc

/// An open file, pipe or terminal by its number; the code that opened it closes it.
package struct Descriptor: Sendable {
    package let number: Int32
    /// The name that messages have for it.
    package let name: String

    package init(number: Int32, name: String) {
        self.number = number
        self.name = name
    }

    /// The number of bytes that are read at a time.
    package static let piece = 1 << 16

    package static let standardInput = Descriptor(number: STDIN_FILENO, name: "standard input")
    package static let standardOutput = Descriptor(number: STDOUT_FILENO, name: "standard output")
    package static let standardError = Descriptor(number: STDERR_FILENO, name: "standard error")

    package var isTerminal: Bool { isatty(number) == 1 }

    /// Waits for bytes, and returns up to `count` of them; none at the end of the file.
    package func read(upTo count: Int) throws(FileError) -> [UInt8] {
        while true {
            var result = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                result = unsafe Glibc.read(number, buffer.baseAddress, count)
                filled = max(0, result)
            }
            if result >= 0 { return bytes }
            guard errno == EINTR else {
                throw .cannotRead(path: name, reason: "\(SystemError.last)")
            }
        }
    }

    /// Writes all of the bytes, and waits if the file does not take them at once.
    package func write(_ bytes: [UInt8]) throws(FileError) {
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
                // The program that gave us this terminal or pipe reads it without waiting.
                var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw .cannotWrite(path: name, reason: "\(SystemError.last)")
            }
        }
    }
}
