import Testing
import TrackerScreen

@testable import TrackerTUI

/// What `docs/manual.md` repeats of the program.
struct ManualTests {
    private static let paper = Paper(path: "docs/manual.md")

    @Test func `the options are what the help says`() throws {
        #expect(try Self.paper.text().contains("```text\n\(HelpText.whole)\n```"))
    }

    @Test func `the table of commands has each of them with its options`() throws {
        let manual = try Self.paper.text()
        for command in Commands.all where command.form.flags.isEmpty && !command.form.name.isEmpty {
            let options = command.optionForms.map { "`\($0.text)`" }.joined(separator: ", ")
            let text = command.form.text.replacing("|", with: "\\|")
            #expect(manual.contains("\n| `\(text)` | \(options) |\n"), "\(text)")
        }
    }

    @Test func `every key of the configuration is named`() throws {
        let manual = try Self.paper.text()
        for setting in Commands.settings {
            let isOption = manual.contains("--\(setting.key)")
            #expect(isOption || manual.contains("\n\(setting.key) = "), "\(setting.key)")
        }
    }

    @Test func `every action that a key can be given to is named`() throws {
        let manual = try Self.paper.text()
        for name in KeyTable.standard.actionNames {
            #expect(manual.contains("`\(name)`"), "\(name)")
        }
    }

    @Test func `the example of a configuration is one`() throws {
        let manual = try Self.paper.text()
        let start = try #require(manual.firstRange(of: "```toml\nsource = [\"kraken\", \"okx\"]"))
        let rest = manual[manual.index(start.lowerBound, offsetBy: 8)...]
        let end = try #require(rest.firstRange(of: "```"))
        let (file, faults) = ConfigurationFile.parse(
            Array(rest[..<end.lowerBound].utf8), path: "manual.md", known: Commands.settings,
            home: "/somewhere")
        #expect(faults.isEmpty, "\(faults)")
        #expect(file.keys.count == 3 && file.settings.count == 9)
    }
}
