/// Standard input, output and error, as a subcommand sees them.
struct Console: Sendable {
    /// The next bytes of standard input, none at its end.
    let read: @Sendable () throws(FileError) -> [UInt8]
    /// Writes all of this to standard output.
    let write: @Sendable ([UInt8]) throws(FileError) -> Void
    /// Writes a line to standard error.
    let say: @Sendable (String) -> Void
    /// Whether standard output is a terminal.
    let isTerminal: Bool

    /// The program's own; it must ignore SIGPIPE for `FileError.readerGone` to be thrown.
    static func live() -> Console {
        Console(
            read: { () throws(FileError) in
                try Descriptor.standardInput.read(upTo: Descriptor.piece)
            },
            write: { (bytes) throws(FileError) in try Descriptor.standardOutput.write(bytes) },
            say: { line in
                // Where standard error is gone there is nobody left to tell.
                try? Descriptor.standardError.write(Array("\(line)\n".utf8))
            },
            isTerminal: Descriptor.standardOutput.isTerminal)
    }
}
