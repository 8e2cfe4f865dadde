import Foundation
import Testing

/// What one manifest repeats of the other, because a manifest cannot read a second file.
struct ManifestTests {
    /// The list of compiler settings, from its first line to the package.
    private static func settings(_ path: String) throws -> Substring {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../..").standardized
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        let start = try #require(text.range(of: "let settings: [SwiftSetting] ="))
        let end = try #require(text.range(of: "\nlet package ="))
        return text[start.lowerBound..<end.lowerBound]
    }

    @Test func `the benchmarks are compiled with the settings of the program`() throws {
        let settings = try Self.settings("Package.swift")
        #expect(settings.contains("InferIsolatedConformances"))
        #expect(try Self.settings("Benchmarks/Package.swift") == settings)
    }
}
