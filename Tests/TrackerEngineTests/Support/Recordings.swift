import Foundation

/// Recorded answers that lie beside the repository, not in it.
enum Recordings {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../../shared/fixtures").standardized

    /// `nil` where it is not there.
    static func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appending(path: path))).map { Array($0) }
    }

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }
}
