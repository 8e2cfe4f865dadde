import TestSupport
import Testing
import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

struct ConfigurationFileTests {
    private static func parse(_ text: String) -> (ConfigurationFile, [ConfigurationFile.Fault]) {
        ConfigurationFile.parse(
            Array(text.utf8), path: "c.toml", known: Commands.settings, home: "/somewhere")
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

    private static func dashboard(
        _ words: [String], _ file: ConfigurationFile
    ) throws -> WatchOptions {
        try #require(try Commands.command(words, over: file) as? DashboardCommand).watch
    }

    @Test func `every option of it counts, and the command line wins`() throws {
        let (file, faults) = Self.parse(Self.whole)
        #expect(faults.isEmpty)
        let watch = try Self.dashboard(["--interval", "20", "--theme=light"], file)
        #expect(watch.source.names == ["kraken", "binance"])
        #expect(watch.source.interval == .seconds(20) && watch.screen.look.theme == .light)
        #expect(watch.store.path == "/somewhere/day.sqlite")
        let port = try PortAddress(port: "8080")
        #expect(watch.port.address == port)
        #expect(watch.source.backfill == .view && watch.screen.look.glyphs == .blocks)
        #expect(watch.screen.isMouseOff && watch.screen.sort == PairSort(text: "-rank"))
        #expect(
            file.keys == [
                "poll": [.function(5)], "chart-zoom-in": [.character("z"), .character("+")],
                "help": [],
            ])
    }

    @Test func `values keep the types that they have in the file`() {
        let (file, _) = Self.parse(Self.whole)
        #expect(file.settings["interval"] == .integer(10))
        #expect(file.settings["source"] == .texts(["kraken", "binance"]))
        #expect(file.settings["theme"] == .text("dark"))
        #expect(file.settings["mouse"] == .flag(false))
    }

    @Test func `every command has the options of the file that it knows`() throws {
        let (file, _) = Self.parse("store = \"s\"\ntheme = \"dark\"\nexchanges = \"e\"\nport = 1")
        let show = try #require(try Commands.command(["show", "x"], over: file) as? ShowCommand)
        #expect(show.store.path == "s" && show.look.theme == .dark && show.catalogue.file == "e")
        let export = try Commands.command(["export", "--store", "t"], over: file)
        #expect((export as? ExportCommand)?.store.path == "t")
    }

    @Test func `an option of the command line replaces what goes not together with it`() throws {
        let (file, _) = Self.parse("port = 8080\nsource = [\"kraken\"]\nstore = \"x\"\n")
        let watch = try Self.dashboard(["--listen", "127.0.0.1:1"], file)
        let address = try PortAddress(listen: "127.0.0.1:1")
        #expect(watch.port.address == address)
        #expect(try Self.dashboard(["--demo"], file).source.isSimulated)
        #expect(throws: OptionError.self) {
            try Commands.command(["--port", "1", "--listen", "127.0.0.1:1"], over: file)
        }
    }

    @Test func `a server that the file names is asked`() throws {
        let (file, faults) = Self.parse("cryptowatch-url = \"http://h\"")
        #expect(faults.isEmpty)
        #expect(try Self.dashboard([], file).source.names == ["cryptowatch"])
    }

    @Test func `mouse is on unless the file or the line says otherwise`() throws {
        #expect(try !Self.dashboard([], Self.parse("mouse = true").0).screen.isMouseOff)
        #expect(try Self.dashboard([], Self.parse("mouse = false").0).screen.isMouseOff)
        #expect(try Self.dashboard(["--no-mouse"], Self.parse("").0).screen.isMouseOff)
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
        Broken(
            text: "interval = \"10\"", line: 1, column: 12, words: "a whole number from 5 to 60"),
        Broken(text: "store = 5", line: 1, column: 9, words: "the path of a file"),
        Broken(text: "interval = 5.5", line: 1, column: 12, words: "from 5 to 60"),
        Broken(text: "theme = \"drak\"", line: 1, column: 9, words: "one of default, dark"),
        Broken(text: "mouse = \"off\"", line: 1, column: 9, words: "true or false"),
        Broken(text: "sort = \"--rank\"", line: 1, column: 8, words: "one of name"),
        Broken(text: "source = [1]", line: 1, column: 10, words: "names separated by commas"),
        Broken(text: "demo = true", line: 1, column: 1, words: "no such key: demo"),
        Broken(text: "a = 1\na = 2", line: 2, column: 1, words: ""),
        Broken(text: "interval = ", line: 1, column: 12, words: ""),
        Broken(text: "keys = 3", line: 1, column: 8, words: "[keys]"),
        Broken(text: "[keys]\npol = \"x\"", line: 2, column: 1, words: "did you mean poll?"),
        Broken(text: "[keys]\npoll = \"C-rr\"", line: 2, column: 8, words: "must be keys"),
        Broken(text: "[keys]\npoll = [\"x\", 3]", line: 2, column: 14, words: "must be keys"),
        Broken(
            text: "[keys]\npoll = \"z\"\nhelp = [\"y\", \"z\"]", line: 3, column: 14,
            words: "z is already given to poll"),
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
            words: "x is already given to sort-name"),
        Broken(
            text: "port = 1\nlisten = \"[::1]:2\"", line: 2, column: 1,
            words: "cannot be used together"),
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
        let (file, faults) = ConfigurationFile.parse(
            bytes, path: "c", known: Commands.settings, home: nil)
        if faults.isEmpty { #expect((try? Commands.command([], over: file)) != nil) }
        #expect(faults.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    }

    private static func restart(_ old: ConfigurationFile?, _ new: ConfigurationFile) -> [String] {
        new.restartKeys(since: old, known: Commands.settings)
    }

    @Test func `what needs a new start is named`() {
        let (old, _) = Self.parse("interval = 10\nport = 1\ntheme = \"dark\"")
        let (new, _) = Self.parse("interval = 20\nport = 1\ntheme = \"light\"\nbackfill = \"off\"")
        #expect(Self.restart(old, new) == ["backfill", "interval"])
        #expect(Self.restart(old, old).isEmpty)
        #expect(Self.restart(nil, old) == ["interval", "port"])
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

    // MARK: - Alerts

    @Test func `a rule of alerts has its keys`() throws {
        let (file, faults) = Self.parse(
            """
            [alerts]
            quiet = "23:00-07:00"
            heartbeat-env = "BEAT"
            heartbeat-every = "5m"
            [[alert]]
            name = "fast"
            on = ["favourites", "kraken:*usd"]
            when = "moves 5% in 15m"
            for = "3m"
            rearm = "0.5%"
            cool-down = "1h"
            step = false
            once = true
            expires = "2026-12-31"
            end = true
            at-start = true
            thin = true
            urgent = true
            to = "mail"
            title = "{pair} {change}"
            """)
        #expect(faults.isEmpty)
        let rule = try #require(file.alerts.rules.first)
        #expect(rule.name == "fast" && rule.place == AlertRule.Place(file: "c.toml", line: 5))
        #expect(rule.scope.text == "favourites, kraken:*usd")
        #expect(rule.sentence == "moves 5% in 15m")
        let sensitivity = rule.sensitivity
        #expect(sensitivity.hold == 3 && sensitivity.margin == .share(0.005))
        #expect(rule.coolDown == 60 && !rule.hasSteps && sensitivity.isOnce && rule.tellsEnd)
        #expect(sensitivity.expiry?.start.iso == "2027-01-01T00:00:00Z")
        #expect(sensitivity.lastDay == "2026-12-31")
        #expect(sensitivity.firesAtStart && sensitivity.includesThin)
        #expect(rule.delivery.isUrgent && rule.delivery.channels == ["mail"])
        #expect(file.alerts.quiet == QuietHours("23:00-07:00"))
        #expect(file.alerts.heartbeat?.every == 5)
    }

    static let alertFaults = [
        ("[[alert]]\nwhen = \"last>1\"", 1, 1, "\"on\" is missing"),
        ("[[alert]]\non = \"*\"", 1, 1, "\"when\" is missing"),
        ("[[alert]]\non = \"*\"\nwhen = \"last>x\"", 3, 14, "when: x is no number"),
        (
            "[[alert]]\non = [\"*\", \"favorites\"]\nwhen = \"last>1\"", 2, 13,
            "did you mean favourites?"
        ),
        ("[[alert]]\non = \"*\"\nwhne = \"last>1\"", 3, 1, "did you mean when?"),
        (
            "[[alert]]\non = \"*\"\nwhen = \"last>1\"\nfor = 3", 4, 7,
            "for: must be a text in quotes"
        ),
        ("[[alert]]\non = \"*\"\nwhen = \"last>1\"\nrearm = -1", 4, 9, "rearm: must be a number"),
        ("[[alert]]\non = \"*\"\nwhen = \"last>1\"\nstep = true", 4, 8, "only moves have steps"),
        (
            "[[alert]]\non = \"*\"\nwhen = \"up:5m>=1\"\nlive = true", 4, 8,
            "only prices and spreads"
        ),
        (
            "[[alert]]\non = \"*\"\nwhen = \"last>1\"\ntitle = \"a {prize}\"", 4, 13,
            "did you mean {price}?"
        ),
        ("[[alert]]\non = \"*\"\nwhen = \"last>1\"\nname = \"a b\"", 4, 8, "letters, digits"),
        ("alert = 1", 1, 9, "must be tables"), ("[alerts]\nquiet = \"7\"", 2, 9, "must be hours"),
        ("[alerts]\nquit = \"7\"", 2, 1, "did you mean quiet?"),
        ("[alerts]\nheartbeet = \"7\"", 2, 1, "did you mean heartbeat?"),
        ("[alerts]\nheartbeat = \"7\"", 2, 13, "must be an address"),
    ]

    @Test(arguments: alertFaults.indices)
    func `a fault of a rule has its place in the file`(index: Int) {
        let (text, line, column, words) = Self.alertFaults[index]
        let (file, faults) = Self.parse(text)
        #expect(
            faults.contains { fault in
                fault.place?.line == line && fault.place?.column == column
                    && fault.text.contains(words)
            }, "\(faults)")
        #expect(file.alerts.rules.isEmpty)
    }

    @Test func `two rules of one name are told`() {
        let rule = "[[alert]]\nname = \"a\"\non = \"*\"\nwhen = \"last>1\"\n"
        let (_, faults) = Self.parse(rule + rule)
        #expect(faults.map(\.text) == ["name: another rule is called a"])
        #expect(faults.first?.place?.line == 6)
    }
}
