import Glibc

/// Small text files of the program's own.
enum TextFile {
    /// More than this is not ours.
    private static let longest = 4 << 20

    /// `nil` where there is no such file, or one that is too long.
    static func read(_ path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        while bytes.count <= longest {
            let count = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: 4096))
            let got = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe Glibc.read(file, room.baseAddress.map { unsafe $0 + count }, 4096)
            }
            bytes.removeLast(4096 - max(0, got))
            if got <= 0 { return got == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
        }
        return nil
    }

    /// Replaces the file at once, so that no half of it is ever read.
    ///
    /// - Returns: whether it worked.
    @discardableResult
    static func write(_ text: String, to path: String) -> Bool {
        let temporary = path + ".new"
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        let bytes = Array(text.utf8)
        let written = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(file, $0.baseAddress, $0.count)
        }
        guard close(file) == 0, written == bytes.count else {
            unsafe unlink(temporary)
            return false
        }
        return unsafe rename(temporary, path) == 0
    }
}
