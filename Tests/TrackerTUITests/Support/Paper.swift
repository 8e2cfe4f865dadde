import Foundation

/// A text for people in the checkout: the README, or one of those beside it and in `docs`.
struct Paper: Hashable, Sendable, CustomStringConvertible {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardized

    /// The path below the root of the checkout: `docs/manual.md`.
    let path: String

    var description: String { path }
    var url: URL { Self.root.appending(path: path) }

    func text() throws -> String { try String(contentsOf: url, encoding: .utf8) }

    /// All of them that are written in Markdown.
    static func all() throws -> [Paper] {
        try ["", "docs/"].flatMap { folder in
            let place = root.appending(path: folder).path(percentEncoded: false)
            return try FileManager.default.contentsOfDirectory(atPath: place)
                .filter { $0.hasSuffix(".md") }.sorted().map { Paper(path: folder + $0) }
        }
    }

    /// The lines outside of blocks of code.
    func prose() throws -> [Substring] {
        var isCode = false
        return try text().split(separator: "\n").filter { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode
        }
    }

    /// The anchors of its headings, as GitHub makes them.
    func anchors() throws -> Set<String> {
        var anchors: Set<String> = []
        for line in try prose() where line.hasPrefix("#") {
            let title = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
            let name = String(title.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) })
                .replacing(" ", with: "-")
            let twins = anchors.filter { $0 == name || $0.hasPrefix(name + "-") }.count
            anchors.insert(anchors.contains(name) ? "\(name)-\(twins)" : name)
        }
        return anchors
    }

    /// The targets of its links to files of the checkout: `port.md#health`.
    func links() throws -> [String] {
        try prose().joined(separator: "\n").replacing(#/`[^`\n]*`/#, with: "")
            .matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.1) }
            .filter { !$0.contains("://") }
    }
}
