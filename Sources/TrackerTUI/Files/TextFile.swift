import Glibc
import TrackerEngine

/// A small text file of the program's own, read and replaced as a whole.
struct TextFile: Hashable, Sendable {
    let path: String

    /// The most bytes that a file of ours may have.
    static let longest = 4 << 20

    /// Reads the file without waiting for anybody.
    ///
    /// - Returns: `nil` if there is no such file.
    /// - Throws: `FileError` if something is there that cannot be read whole: no right, an error
    ///   of the disk, too long, no file but a folder or a pipe.
    func read() throws(FileError) -> String? {
        do throws(FileError) {
            let bytes = try InputFile.contents(of: path, upTo: Self.longest, waits: false)
            return String(decoding: bytes, as: UTF8.self)
        } catch .missing {
            return nil
        }
    }

    /// Replaces the file at once, so that no half of it is ever read; a link stays one, and what it
    /// leads to is replaced.
    ///
    /// The permissions stay as they were; a new file is for the user alone.
    func write(_ text: String) throws(FileError) {
        let file = try OutputFile(path, permissions: 0o600, waits: false)
        try file.write(Array(text.utf8))
        try file.finish()
    }

    /// Keeps a text beside the file: as `.before`, or as `.before-2` and so on where another text
    /// is there already.
    ///
    /// - Returns: its path.
    func keepBeside(_ text: String) throws(FileError) -> String {
        for number in 1...99 {
            let copy = TextFile(path: path + (number == 1 ? ".before" : ".before-\(number)"))
            if let kept = try copy.read() {
                if kept == text { return copy.path }
                continue
            }
            try copy.write(text)
            return copy.path
        }
        throw .cannotWrite(path: path + ".before", reason: "there are already 99 of them")
    }
}
