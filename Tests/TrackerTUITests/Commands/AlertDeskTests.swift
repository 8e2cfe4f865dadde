import Foundation
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// Rules that change while a program runs.
struct AlertDeskTests {
    /// A desk whose configuration and state are in a folder.
    struct Stage {
        let home: TemporaryDirectory
        let stage = CommandStage()
        let desk: AlertDesk
        let post: AlertPost

        init(
            _ configuration: String = "", kept: String? = nil, isSimulated: Bool = false
        ) throws {
            home = try TemporaryDirectory()
            let folder = home.file(".local/state/tracker-tui")
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            var place = stage.place(home: home.path)
            let path = home.file("config.toml")
            try configuration.write(toFile: path, atomically: true, encoding: .utf8)
            if let kept {
                try kept.write(
                    toFile: folder + "/alerts.toml", atomically: true, encoding: .utf8)
            }
            var options = ConfigurationOptions()
            options.path = path
            place.file = try place.readConfiguration(options)
            desk = AlertDesk(
                options, isSimulated: isSimulated, try place.channelMeans(NetworkOptions()),
                in: place)
            post = place.post(desk.setup, MemoryAlertStore())
        }

        var kept: String { home.file(".local/state/tracker-tui/alerts.toml") }

        func write(_ text: String, to path: String) throws {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    static let rule = "[[alert]]\nname = \"one\"\non = \"kraken\"\nwhen = \"last>1\"\n"
    static let other = "[[alert]]\nname = \"two\"\non = \"kraken\"\nwhen = \"last>2\"\n"
    static let mail = """
        [[channel]]
        kind = "mail"
        server = "smtp://localhost:2525"
        from = "alerts@example.org"
        to = ["ada@example.org", "bob@example.org"]

        """

    static func made(_ name: String, _ text: String = "last>3") throws -> AlertRule {
        AlertRule(
            name, on: AlertScope([try AlertReader.part("kraken:btcusd")]),
            when: try AlertReader.conditions(text))
    }

    @Test func `rules of the configuration come first, and win by name`() throws {
        let stage = try Stage(Self.rule, kept: Self.rule + Self.other)
        #expect(stage.desk.setup.rules.map(\.name) == ["one", "two"])
        #expect(stage.desk.setup.rules[0].place?.file.hasSuffix("config.toml") == true)
    }

    @Test func `a changed file counts at the next look, a bad one changes nothing and says why`()
        throws
    {
        let stage = try Stage(Self.rule)
        try stage.write(Self.rule + Self.other + Self.mail, to: stage.home.file("config.toml"))
        stage.desk.look()
        #expect(stage.desk.setup.rules.map(\.name) == ["one", "two"])
        #expect(
            stage.desk.setup.outlets.map(\.name)
                == ["mail:ada@example.org", "mail:bob@example.org"])
        try stage.write("[[alert]]\non = 1\n", to: stage.home.file("config.toml"))
        stage.desk.look()
        #expect(stage.desk.setup.rules.map(\.name) == ["one", "two"])
        let notice = try #require(stage.desk.setup.notice)
        // The reason first: the path may be longer than the line that shows it.
        #expect(!notice.hasPrefix("/") && notice.contains("/config.toml:1:"), "\(notice)")
        #expect(notice.contains("; the rules of alerts stay as they were"))
        try stage.write(Self.other, to: stage.kept)
        try stage.write(Self.rule, to: stage.home.file("config.toml"))
        stage.desk.look()
        #expect(stage.desk.setup.rules.map(\.name) == ["one", "two"])
        #expect(stage.desk.setup.outlets.isEmpty && stage.desk.setup.notice == nil)
    }

    @Test func `a rule of the screen is kept, replaced and deleted, in its file`() throws {
        let stage = try Stage(Self.rule, kept: Self.other)
        let (desk, post) = (stage.desk, stage.post)
        // A person has written it.
        #expect(
            desk.carryOut(.keep(try Self.made("three"), replacing: nil), through: post)
                == "The file as it was is kept as \(stage.kept).before.")
        #expect(desk.setup.rules.map(\.name) == ["one", "two", "three"])
        #expect(
            desk.carryOut(.keep(try Self.made("four", "last>9"), replacing: "two"), through: post)
                == nil)
        #expect(try AlertFile.rules(in: stage.kept).map(\.name) == ["four", "three"])
        #expect(desk.carryOut(.delete(rule: "four"), through: post) == nil)
        #expect(try AlertFile.rules(in: stage.kept).map(\.name) == ["three"])
        #expect(desk.setup.rules.map(\.place?.line) == [1, 3])
        desk.look()
        #expect(desk.setup.rules.map(\.name) == ["one", "three"])
    }

    @Test func `a name that is taken, and a rule that is not of the screen, are refused`() throws {
        let stage = try Stage(Self.rule, kept: Self.other)
        let (desk, post) = (stage.desk, stage.post)
        for name in ["one", "two"] {
            #expect(
                desk.carryOut(.keep(try Self.made(name), replacing: nil), through: post)
                    == "Nothing was changed: another rule is called \(name).")
        }
        #expect(
            desk.carryOut(.delete(rule: "one"), through: post)
                == "Nothing was changed: no rule of the screen is called one.")
        try stage.write("[[alert]]\n", to: stage.kept)
        let words = desk.carryOut(.keep(try Self.made("new"), replacing: nil), through: post)
        #expect(words?.hasPrefix("Nothing was changed: ") == true)
        #expect(try String(contentsOfFile: stage.kept, encoding: .utf8) == "[[alert]]\n")
    }

    @Test func `simulated prices have no channel, and their rules are not kept`() throws {
        let stage = try Stage(Self.rule + Self.mail, isSimulated: true)
        #expect(stage.desk.setup.outlets.isEmpty)
        let words = stage.desk.carryOut(
            .keep(try Self.made("new"), replacing: nil), through: stage.post)
        #expect(words?.contains("simulated") == true)
        #expect(stage.desk.setup.rules.map(\.name) == ["one", "new"])
        #expect(!FileManager.default.fileExists(atPath: stage.kept))
        stage.desk.look(always: true)
        #expect(stage.desk.setup.outlets.isEmpty)
    }

    @Test func `a rule of the screen whose channel is no more is told of`() throws {
        let stage = try Stage(Self.mail, kept: Self.other + "to = [\"mail\", \"phone\"]\n")
        #expect(stage.desk.setup.notice == "rule two: there is no channel phone")
        #expect(try Stage(Self.mail, kept: Self.other).desk.setup.notice == nil)
    }

    @Test func `a folder in the place of the rules is told, and stays`() throws {
        let stage = try Stage(Self.rule, kept: Self.other)
        try FileManager.default.removeItem(atPath: stage.kept)
        try FileManager.default.createDirectory(
            atPath: stage.kept, withIntermediateDirectories: false)
        stage.desk.look()
        let words = "\(FileError.notAFile): \(stage.kept); "
        #expect(stage.desk.setup.notice?.hasPrefix(words) == true)
        #expect(stage.desk.setup.files == [stage.kept])
        #expect(stage.desk.setup.rules.map(\.name) == ["one", "two"])
        let answer = stage.desk.carryOut(
            .keep(try Self.made("three"), replacing: nil), through: stage.post)
        #expect(answer?.hasPrefix("Nothing was changed: ") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: stage.kept).isEmpty)
        // Nothing is told of what is not there.
        try FileManager.default.removeItem(atPath: stage.kept)
        stage.desk.look()
        #expect(stage.desk.setup.notice == nil)
    }

    @Test func `a start with a folder in the place of the rules says so`() throws {
        let home = try TemporaryDirectory()
        let folder = home.file(".local/state/tracker-tui/alerts.toml")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let place = CommandStage().place(home: home.path)
        let desk = AlertDesk(
            ConfigurationOptions(), isSimulated: false,
            try place.channelMeans(NetworkOptions()), in: place)
        #expect(desk.setup.notice?.contains(folder) == true)
    }
}
