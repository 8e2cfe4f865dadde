import Foundation
import Testing

/// Recorded answers that lie beside the repository, not in it.
enum Recordings {
    static let folder = shared.appending(path: "fixtures")

    /// The folder of all that lies there; `SHARED` says where another one is.
    static let shared =
        ProcessInfo.processInfo.environment["SHARED"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared").standardized

    /// `nil` where it is not there.
    static func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appending(path: path))).map { Array($0) }
    }

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    /// For tests that read several of them.
    static let areThere = ConditionTrait.enabled(
        if: has("README.md"), "no recordings beside the repository")

    /// What a folder holds, none where it is not there.
    static func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path))
            ?? []).sorted()
    }
}

// MARK: - Compressed ones

extension Recordings {
    private static let gunzip = ["/usr/bin/gunzip", "/bin/gunzip"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static let canBeUnpacked = ConditionTrait.enabled(
        if: has("README.md") && gunzip != nil,
        "no recordings beside the repository, or no gunzip to unpack them")

    /// What a recording holds that is compressed by gzip; `nil` where it is not there.
    static func unpack(_ path: String) throws -> [UInt8]? {
        guard has(path), let gunzip else { return nil }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: gunzip)
        process.arguments = ["-c", folder.appending(path: path).path]
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(bytes)
    }
}
