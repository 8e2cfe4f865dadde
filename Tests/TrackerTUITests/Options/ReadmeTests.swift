import Foundation
import Testing
import TrackerEngine

@testable import TrackerTUI

/// What the README repeats of the program.
struct ReadmeTests {
    private static func readme() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../..").standardized
        return try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    }

    @Test func `the table of exchanges is the catalogue`() throws {
        let rows = Exchanges.builtIn.summaries.map { summary in
            let pairs = summary.pairs.map { $0.formatted(.number.locale(Locale(identifier: "en"))) }
            return "| `\(summary.id)`\(summary.isPopular ? " *" : "") | \(summary.name) "
                + "| \(pairs ?? "?") | \(summary.historyText) | \(summary.verified) |"
        }
        let table = "| --- | --- | ---: | --- | --- |\n" + rows.joined(separator: "\n") + "\n\n"
        #expect(try Self.readme().contains(table))
    }

    @Test func `the options are what the help says`() throws {
        #expect(try Self.readme().contains("```text\n\(UsageText.help)\n```"))
    }
}
