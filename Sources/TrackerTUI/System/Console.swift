import TrackerEngine

/// Standard input, output and error, as a command sees them.
///
/// A name may come from anywhere, so nothing reaches a terminal that it would obey: `write` and
/// `say` see to that, and what `draw` gets was made of the cells of a canvas, which has dropped it.
struct Console: Sendable {
    /// The next bytes of standard input, none at its end.
    let read: @Sendable () throws(FileError) -> [UInt8]
    private let output: @Sendable ([UInt8]) throws(FileError) -> Void
    private let message: @Sendable (String) -> Void
    /// Whether standard output is a terminal.
    let isTerminal: Bool
    /// Writes a part of a line to standard error, where that is a terminal; `nil` elsewhere.
    ///
    /// The text is plain, but for carriage returns.
    let sketch: (@Sendable (String) -> Void)?

    /// A console whose `write` gets bytes for standard output, whose `say` gets lines for standard
    /// error, and whose `sketch` gets parts of a line for it.
    init(
        read: @escaping @Sendable () throws(FileError) -> [UInt8],
        write: @escaping @Sendable ([UInt8]) throws(FileError) -> Void,
        say: @escaping @Sendable (String) -> Void, isTerminal: Bool,
        sketch: (@Sendable (String) -> Void)? = nil
    ) {
        self.read = read
        output = write
        message = say
        self.isTerminal = isTerminal
        self.sketch = sketch
    }

    /// Writes text to standard output: exact for a file or a program, plain lines on a terminal.
    ///
    /// `bytes` end with a whole character.
    func write(_ bytes: [UInt8]) throws(FileError) {
        guard isTerminal else { return try output(bytes) }
        try output(Array(String(decoding: bytes, as: UTF8.self).plainLines.utf8))
    }

    /// Writes plain lines and a line end to standard output.
    func print(_ text: String) throws(FileError) {
        try output(Array((text.plainLines + "\n").utf8))
    }

    /// Writes rows of a canvas to standard output, with the colours that they have.
    func draw(_ rows: String) throws(FileError) { try output(Array(rows.utf8)) }

    /// Writes a line to standard error.
    func say(_ line: String) { message(line.plain()) }

    /// Writes a line to standard error that begins with the program's name: what is wrong, or what
    /// has changed.
    func complain(_ text: String) { say("tracker-tui: \(text)") }

    /// Writes a line for each of the first 20 faults.
    func complain(_ lines: [String]) {
        for line in lines.prefix(20) { complain(line) }
    }

    /// The console of the process.
    ///
    /// The process must ignore SIGPIPE for `FileError.readerGone` to be thrown.
    static func live() -> Console {
        Console(
            read: { () throws(FileError) in
                try Descriptor.standardInput.read(upTo: Descriptor.piece)
            },
            write: { (bytes) throws(FileError) in try Descriptor.standardOutput.write(bytes) },
            say: { line in
                // If standard error is gone, there is nobody left to tell.
                try? Descriptor.standardError.write(Array("\(line)\n".utf8))
            },
            isTerminal: Descriptor.standardOutput.isTerminal,
            sketch: Descriptor.standardError.isTerminal ? sketchOnTerminal : nil)
    }

    @Sendable private static func sketchOnTerminal(_ text: String) {
        try? Descriptor.standardError.write(Array(text.utf8))
    }
}
