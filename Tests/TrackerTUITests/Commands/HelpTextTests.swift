import Testing

@testable import TrackerTUI

struct HelpTextTests {
    private static let named = Commands.all.map { $0.form.name }.filter { !$0.isEmpty }

    @Test func `no line is wider than 80 columns`() {
        for text in [HelpText.whole] + Commands.all.map(HelpText.of) {
            for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
            #expect(!text.contains(" \n"))
        }
    }

    @Test func `the text of a command has its arguments and each of its options`() throws {
        for name in Self.named {
            let command = try #require(Commands.named(name))
            let text = HelpText.of(command)
            #expect(text.hasPrefix("usage: tracker-tui \(name)"))
            #expect(text.contains(command.form.arguments))
            for option in command.optionForms {
                #expect(text.contains("\n  \(option.text) "), "\(option.name)")
            }
        }
    }

    @Test func `the text of the program has a line for each command, and the dashboard's options`()
    {
        let lines = HelpText.whole.split(separator: "\n")
        for command in Commands.all where !command.form.text.isEmpty {
            #expect(lines.contains { $0.hasPrefix("  \(command.form.text) ") })
        }
        for option in DashboardCommand.optionForms {
            #expect(HelpText.whole.contains("\n  \(option.text) "), "\(option.name)")
        }
        #expect(!HelpText.whole.contains("--size"))
    }

    @Test func `a command prints its own text, and help of no command is an error`() async {
        for words in [["top", "--help"], ["help", "top"], ["top", "-h"]] {
            let stage = CommandStage()
            #expect(await stage.run(words) == .success)
            #expect(stage.text.hasPrefix("usage: tracker-tui top [OPTION ...] [MARKET]\n"))
            #expect(stage.text.contains("--by FIGURE") && !stage.text.contains("--interval"))
        }
        let whole = CommandStage()
        #expect(await whole.run("--help") == .success)
        #expect(whole.text == HelpText.whole + "\n")
        let none = CommandStage()
        #expect(await none.run("help", "tpo") == .usage)
        #expect(none.lines == ["tracker-tui: \"tpo\" is not a command; did you mean top?"])
    }
}
