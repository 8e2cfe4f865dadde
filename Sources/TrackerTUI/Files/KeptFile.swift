import TrackerEngine

/// A file that outlives the program, and that others may change while it runs: a person, the
/// subcommand `favourites`, a second dashboard.
///
/// The program replaces it as a whole. Before it does, what it has not read itself, or has not
/// understood whole, is kept beside it: nothing is lost by a star.
struct KeptFile: Sendable {
    private let file: TextFile
    /// The text that this program has read or written last; `nil` for no file.
    private var known: String?
    /// False if `known` holds something that the program would not write.
    private var isUnderstood = true

    init(path: String) { file = TextFile(path: path) }

    var path: String { file.path }

    /// Reads the file.
    ///
    /// - Parameter parse: makes a value of the text, and the text that it is written as.
    /// - Returns: `nil` where there is no file.
    /// - Throws: `FileError` where something is there that cannot be read.
    mutating func read<Value>(
        _ parse: (String) -> (value: Value, text: String)
    ) throws(FileError) -> Value? {
        guard let text = try file.read() else { return nil }
        let (value, written) = parse(text)
        known = text
        isUnderstood = written == text
        return value
    }

    /// Replaces the file.
    ///
    /// - Returns: where the file as it was is kept, `nil` where nothing of it is lost.
    /// - Throws: `FileError`, also where the file cannot be read: then it stays as it is.
    @discardableResult
    mutating func write(_ text: String) throws(FileError) -> String? {
        let held = try file.read()
        var copy: String?
        if let held, held != text, held != known || !isUnderstood, !held.isEmpty {
            copy = try file.keepBeside(held)
        }
        if held != text { try file.write(text) }
        known = text
        isUnderstood = true
        return copy
    }
}
