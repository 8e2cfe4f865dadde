import TestSupport
import Testing
import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

struct ConfigurationFileTests {
    private static func parse(_ text: String) -> (ConfigurationFile, [ConfigurationFile.Fault]) {
        ConfigurationFile.parse(Array(text.utf8), path: "c.toml", home: "/somewhere")
    }

    private static let whole = """
        # all there is
        source = ["kraken", "binance"]
        interval = 10
        store = "~/day.sqlite"
        port = 8080
        backfill = "view"
        theme = "dark"
        glyphs = "blocks"
        mouse = false
        sort = "-rank"

        [keys]
        poll = "F5"
        chart-zoom-in = ["z", "+"]
        help = []
        """

    @Test func `every option of it counts, and the command line wins`() throws {
        let (file, faults) = Self.parse(Self.whole)
        #expect(faults.isEmpty)
        let options = try Options(parsing: ["--interval", "20", "--theme=light"], over: file)
        #expect(options.sources == ["kraken", "binance"])
        #expect(options.interval == 20 && options.theme == .light)
        #expect(options.store == "/somewhere/day.sqlite" && options.port == 8080)
        #expect(options.backfill == .view && options.glyphs == .blocks && options.isMouseOff)
        #expect(options.sort == PairSort(text: "-rank"))
        #expect(
            file.keys == [
                "poll": [.function(5)], "chart-zoom-in": [.character("z"), .character("+")],
                "help": [],
            ])
    }

    @Test func `an option of the command line replaces what goes not together with it`() throws {
        let (file, _) = Self.parse("port = 8080\nsource = [\"kraken\"]\nstore = \"x\"\n")
        let options = try Options(parsing: ["--listen", "127.0.0.1:1"], over: file)
        #expect(options.port == nil && options.listen == "127.0.0.1:1")
        #expect(try Options(parsing: ["--demo"], over: file).isSimulated)
        #expect(throws: OptionError.self) {
            try Options(parsing: ["--port", "1", "--listen", "127.0.0.1:1"], over: file)
        }
    }

    @Test func `who names a server wants it asked`() throws {
        let (file, faults) = Self.parse("cryptowatch-url = \"http://h\"")
        #expect(faults.isEmpty)
        #expect(try Options(parsing: [], over: file).sources == ["cryptowatch"])
    }

    @Test func `every key of the file is an option that a table has`() {
        let keys = OptionTable.all.compactMap(\.key)
        #expect(Set(keys).count == keys.count)
        #expect(Set(keys).isSuperset(of: ["source", "store", "theme", "glyphs", "mouse", "port"]))
        #expect(!keys.contains("config") && !keys.contains("demo") && !keys.contains("help"))
        for key in keys { #expect(OptionTable.option(withKey: key)?.key == key) }
    }

    struct Broken: Sendable, CustomStringConvertible {
        let text: String
        let line: Int
        let column: Int
        let words: String
        var description: String { text }
    }

    static let broken = [
        Broken(text: "intervall = 5", line: 1, column: 1, words: "did you mean interval?"),
        Broken(text: "\n interval = 3", line: 2, column: 13, words: "from 5 to 60"),
        Broken(text: "interval = \"x\"", line: 1, column: 12, words: "from 5 to 60"),
        Broken(text: "interval = 5.5", line: 1, column: 12, words: "from 5 to 60"),
        Broken(text: "theme = \"drak\"", line: 1, column: 9, words: "one of default, dark"),
        Broken(text: "mouse = \"off\"", line: 1, column: 9, words: "true or false"),
        Broken(text: "sort = \"--rank\"", line: 1, column: 8, words: "one of name"),
        Broken(text: "source = [1]", line: 1, column: 10, words: "names with commas"),
        Broken(text: "demo = true", line: 1, column: 1, words: "no such key: demo"),
        Broken(text: "a = 1\na = 2", line: 2, column: 1, words: ""),
        Broken(text: "interval = ", line: 1, column: 12, words: ""),
        Broken(text: "keys = 3", line: 1, column: 8, words: "[keys]"),
        Broken(text: "[keys]\npol = \"x\"", line: 2, column: 1, words: "did you mean poll?"),
        Broken(text: "[keys]\npoll = \"C-rr\"", line: 2, column: 8, words: "must be keys"),
        Broken(text: "[keys]\npoll = [\"x\", 3]", line: 2, column: 14, words: "must be keys"),
        Broken(
            text: "[keys]\npoll = \"z\"\nhelp = [\"y\", \"z\"]", line: 3, column: 14,
            words: "z is given to poll already"),
        Broken(
            text: "[keys]\npoll = \"C-z\"\nsuspend = []", line: 2, column: 8,
            words: "C-z suspends the program, as everywhere in a terminal"),
        Broken(text: "[keys]\nhelp = \"C-c\"", line: 2, column: 8, words: "C-c ends the program"),
        Broken(
            text: "[keys]\nhelp = 'C-\\'", line: 2, column: 8, words: "C-\\ aborts the program"),
        Broken(
            text: "[keys]\nrestless-everywhere = \"Esc\"", line: 2, column: 23,
            words: "Esc leaves every view"),
        Broken(
            text: "[keys]\nsort-name = \"x\"\nsort-rank = \"x\"", line: 3, column: 13,
            words: "x is given to sort-name already"),
        Broken(
            text: "port = 1\nlisten = \"[::1]:2\"", line: 2, column: 1, words: "do not go together"),
    ]

    @Test(arguments: broken)
    func `what is wrong is told with its line and column`(_ given: Broken) throws {
        let (_, faults) = Self.parse(given.text)
        let fault = try #require(faults.first)
        #expect(faults.count == 1 || given.words.isEmpty)
        #expect(fault.place?.line == given.line)
        #expect(given.words.isEmpty || fault.place?.column == given.column, "\(fault)")
        #expect(fault.text.contains(given.words), "\(fault.text)")
    }

    @Test func `all faults are told, not only the first`() {
        let (_, faults) = Self.parse("interval = 1\ntheme = 2\n[keys]\nnope = \"x\"\n")
        #expect(faults.map(\.place?.line) == [1, 2, 4])
    }

    @Test func `what ends and what suspends may keep their keys, and have others`() {
        let (file, faults) = Self.parse(
            "[keys]\nquit = [\"Q\", \"C-c\"]\nsuspend = \"F9\"\nviews-name = \"F9\"\n")
        #expect(faults.isEmpty)
        let keys = KeyTable.standard.remapped(file.keys)
        for (key, name) in [
            (Key.character("Q"), "quit"), (.control("c"), "quit"), (.function(9), "suspend"),
            (.control("z"), "suspend"),
        ] {
            #expect(keys.name(of: key, in: "pairs") == name)
        }
    }

    @Test func `a key may mean one thing in the chart and another elsewhere`() {
        let (file, faults) = Self.parse("[keys]\nchart-mark = \"z\"\npoll = \"z\"\n")
        #expect(faults.isEmpty)
        let keys = KeyTable.standard.remapped(file.keys)
        #expect(keys.name(of: .character("z"), in: "chart") == "chart-mark")
        #expect(keys.name(of: .character("z"), in: "pairs") == "poll")
    }

    @Test(arguments: UInt64(1)...40)
    func `nothing that a file holds breaks it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(Self.whole.utf8)
        for _ in 0..<8 {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        let (file, faults) = ConfigurationFile.parse(bytes, path: "c", home: nil)
        if faults.isEmpty { #expect((try? Options(parsing: [], over: file)) != nil) }
        #expect(faults.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    }

    @Test func `what needs a new start is named`() {
        let (old, _) = Self.parse("interval = 10\nport = 1\ntheme = \"dark\"")
        let (new, _) = Self.parse("interval = 20\nport = 1\ntheme = \"light\"\nbackfill = \"off\"")
        #expect(new.restartKeys(since: old) == ["backfill", "interval"])
        #expect(old.restartKeys(since: old).isEmpty)
        #expect(old.restartKeys(since: nil) == ["interval", "port"])
    }

    @Test(arguments: [
        ("/x", "/h", "/x/tracker-tui/config.toml"),
        ("x", "/h", "/h/.config/tracker-tui/config.toml"),
        ("", "/h", "/h/.config/tracker-tui/config.toml"), ("", "", nil),
    ])
    func `it lies where XDG says`(folder: String, home: String, path: String?) {
        let found = ConfigurationPlace.path { ["XDG_CONFIG_HOME": folder, "HOME": home][$0] }
        #expect(found == path)
    }
}
