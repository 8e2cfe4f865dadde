import Foundation
import Testing
import TrackerScreen
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
        #expect(try Self.readme().contains("```text\n\(HelpText.whole)\n```"))
    }

    @Test func `the table of commands has each of them with its options`() throws {
        let readme = try Self.readme()
        for command in Commands.all where command.form.flags.isEmpty && !command.form.name.isEmpty {
            let options = command.optionForms.map { "`\($0.text)`" }.joined(separator: ", ")
            let text = command.form.text.replacing("|", with: "\\|")
            let row = "| `\(text)` | \(options) |"
            #expect(readme.contains("\n\(row)\n"))
        }
    }

    @Test func `every key of the configuration is named`() throws {
        let readme = try Self.readme()
        for setting in Commands.settings {
            let isOption = readme.contains("--\(setting.key)")
            #expect(isOption || readme.contains("\n\(setting.key) = "), "\(setting.key)")
        }
    }

    @Test func `every action that a key can be given to is named`() throws {
        let readme = try Self.readme()
        for name in KeyTable.standard.actionNames {
            #expect(readme.contains("`\(name)`"), "\(name)")
        }
    }

    @Test func `the example of a configuration is one`() throws {
        let readme = try Self.readme()
        let start = try #require(readme.range(of: "```toml\nsource = [\"kraken\", \"okx\"]"))
        let rest = readme[readme.index(start.lowerBound, offsetBy: 8)...]
        let end = try #require(rest.range(of: "```"))
        let (file, faults) = ConfigurationFile.parse(
            Array(rest[..<end.lowerBound].utf8), path: "README.md", known: Commands.settings,
            home: "/somewhere")
        #expect(faults.isEmpty, "\(faults)")
        #expect(file.keys.count == 3 && file.settings.count == 8)
    }
}
