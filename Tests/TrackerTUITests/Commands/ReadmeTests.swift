import Testing
import TrackerEngine

@testable import TrackerTUI

/// What the README repeats of the program.
struct ReadmeTests {
    private static let paper = Paper(path: "README.md")

    @Test func `it can be read in one go`() throws {
        #expect(try Self.paper.text().split(separator: "\n").count <= 250)
    }

    @Test func `the table of commands has each of them`() throws {
        let readme = try Self.paper.text()
        for command in Commands.all {
            let form = command.form
            // Help and version are no reason to look for the program.
            guard form.readsConfiguration else { continue }
            let words = ["tracker-tui", form.text].filter { !$0.isEmpty }.joined(separator: " ")
            #expect(readme.contains("\n| `\(words.replacing("|", with: "\\|"))` | "), "\(words)")
        }
    }

    @Test func `the exchanges are counted right`() throws {
        let readme = try Self.paper.text().replacing("\n", with: " ")
        let all = Exchanges.builtIn.summaries
        #expect(readme.contains("up to \(all.count) exchanges"))
        #expect(readme.contains("asks all \(all.count)."))
        #expect(all.filter(\.isPopular).count == 10 && readme.contains("the ten most used"))
    }
}
