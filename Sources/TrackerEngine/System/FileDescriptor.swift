import Glibc

/// An open file, terminal or pipe by its number; the code that opened it closes it.
package struct FileDescriptor: Hashable, Sendable {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    package static let standardInput = FileDescriptor(STDIN_FILENO)
    package static let standardOutput = FileDescriptor(STDOUT_FILENO)
    package static let standardError = FileDescriptor(STDERR_FILENO)

    /// The number of bytes that are read at a time.
    package static let piece = 1 << 16

    /// Opens a path with the flags of open(2); a child process does not inherit the file.
    package static func open(
        _ path: String, flags: Int32, permissions: UInt32 = 0
    ) throws(SystemError) -> FileDescriptor {
        let number = unsafe Glibc.open(path, flags | O_CLOEXEC, permissions)
        guard number >= 0 else { throw .last }
        return FileDescriptor(number)
    }

    package func close() { _ = Glibc.close(number) }

    package var isTerminal: Bool { isatty(number) == 1 }

    /// The type bits and the permissions of what is open; 0 if the system does not say.
    var mode: UInt32 {
        var status = stat()
        return unsafe fstat(number, &status) == 0 ? status.st_mode : 0
    }

    /// Waits for bytes and returns up to `count` of them, none at the end of the file.
    package func read(upTo count: Int) throws(SystemError) -> [UInt8] {
        while true {
            var result = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                result = unsafe Glibc.read(number, buffer.baseAddress, count)
                filled = max(0, result)
            }
            if result >= 0 { return bytes }
            guard errno == EINTR else { throw .last }
        }
    }

    /// Writes all of the bytes, and waits if the file does not take them at once.
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var position = 0
        while position < bytes.count {
            let result = unsafe bytes[position...].withUnsafeBytes { rest in
                unsafe Glibc.write(number, rest.baseAddress, rest.count)
            }
            if result >= 0 {
                position += result
            } else if errno == EAGAIN {
                // The program that gave us this terminal or pipe reads it without waiting.
                var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw .last
            }
        }
    }
}
