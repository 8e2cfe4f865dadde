import Foundation

/// Takes gzip apart, by another program than the one that made it.
enum Unpacking {
    static func bytes(_ packed: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("packed-\(UUID().uuidString)")
        try Data(packed).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc"]
        let output = Pipe()
        gzip.standardInput = try FileHandle(forReadingFrom: file)
        gzip.standardOutput = output
        try gzip.run()
        let bytes = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
        gzip.waitUntilExit()
        return gzip.terminationStatus == 0 ? bytes : []
    }
}
