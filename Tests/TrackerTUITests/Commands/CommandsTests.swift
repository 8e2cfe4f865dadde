import Testing
import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

struct CommandsTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let line: String
        let says: String
        var testDescription: String { line }
    }

    static let bad: [Bad] = [
        Bad(line: "--prot 80", says: "--prot: no such option; did you mean --port?"),
        Bad(line: "--headles", says: "--headles: no such option; did you mean --headless?"),
        Bad(line: "--frobnicate-x", says: "--frobnicate-x: no such option; --help lists them"),
        Bad(line: "top --jsn", says: "--jsn: no such option; did you mean --json?"),
        Bad(line: "--port", says: "--port needs a value: a whole number from 1 to 65535"),
        Bad(line: "--port 0", says: "--port \"0\": must be a whole number from 1 to 65535"),
        Bad(line: "--port=99999", says: "--port \"99999\": must be a whole number from 1 to 65535"),
        Bad(line: "--interval 4", says: "--interval \"4\": must be a whole number from 5 to 60"),
        Bad(
            line: "--interval --demo", says: "--interval needs a value: a whole number from 5 to 60"
        ),
        Bad(
            line: "--pairs 25001", says: "--pairs \"25001\": must be a whole number from 1 to 25000"
        ),
        Bad(line: "--seed -1", says: "--seed \"-1\": must be a whole number, 0 or more"),
        Bad(line: "--demo=yes", says: "--demo takes no value"),
        Bad(line: "--headless=yes", says: "--headless takes no value"),
        Bad(
            line: "--source kraken,,okx",
            says: "--source \"kraken,,okx\": must be names separated by commas: "
                + "those that `tracker-tui sources` lists, exchanges, all, cryptowatch, simulated"),
        Bad(
            line: "--source simulated,kraken",
            says: "--source simulated and any other source cannot be used together"),
        Bad(line: "--demo --source okx", says: "--demo and --source okx cannot be used together"),
        Bad(
            line: "--cryptowatch-url http://h --source okx",
            says: "--cryptowatch-url and --source okx cannot be used together"),
        Bad(line: "--backfill some", says: "--backfill \"some\": must be off, view or market"),
        Bad(
            line: "--listen example.org:80",
            says: "--listen \"example.org:80\": must be an address and a port, "
                + "such as 192.0.2.1:8080 or [2001:db8::1]:8080"),
        Bad(
            line: "--port 80 --listen 0.0.0.0:80",
            says: "--port and --listen cannot be used together"),
        Bad(line: "--demo --store x", says: "--demo and --store cannot be used together"),
        Bad(line: "--plain --headless", says: "--headless and --plain cannot be used together"),
        Bad(line: "top --csv --json", says: "--json and --csv cannot be used together"),
        Bad(
            line: "fiddlesticks",
            says:
                "\"fiddlesticks\" is not a command; the commands are get, show, price, top, import, export, "
                + "favourites, alerts and sources"),
        Bad(line: "exprot", says: "\"exprot\" is not a command; did you mean export?"),
        Bad(line: "favorites", says: "\"favorites\" is not a command; did you mean favourites?"),
        Bad(line: "--demo top", says: "\"top\" is a command: write it before the options"),
        Bad(line: "get", says: "get needs a PAIR"),
        Bad(line: "get a b c", says: "get: unexpected argument \"c\""),
        Bad(line: "import", says: "import needs a FILE, or - for standard input"),
        Bad(line: "export --replace", says: "--replace is not an option of export"),
        Bad(line: "get --port 80 btcusd", says: "--port is not an option of get"),
        Bad(line: "get --headless btcusd", says: "--headless is not an option of get"),
        Bad(
            line: "--size 80x20",
            says: "--size is not an option of the dashboard; it belongs to show"),
        Bad(line: "show x --size 10x10", says: Self.size("10x10")),
        Bad(line: "show x --size 80", says: Self.size("80")),
        Bad(line: "show x --size 80x20x3", says: Self.size("80x20x3")),
        Bad(line: "show x --size=-1x20", says: Self.size("-1x20")),
        Bad(line: "show x --size 9999x20", says: Self.size("9999x20")),
    ]

    private static func size(_ text: String) -> String {
        "--size \"\(text)\": must be columns and rows from 20x8 to 500x200, such as 100x30"
    }

    @Test(arguments: bad)
    func `a line that cannot be understood says which word and what is allowed`(_ bad: Bad) {
        let words = bad.line.split(separator: " ").map(String.init)
        do throws(OptionError) {
            _ = try Commands.command(words)
            Issue.record("accepted")
        } catch {
            #expect(error.description == bad.says)
        }
    }

    private static func dashboard(_ words: String...) throws -> WatchOptions {
        try #require(try Commands.command(words) as? DashboardCommand).watch
    }

    @Test func `values come after a blank or an equals sign`() throws {
        for watch in [
            try Self.dashboard("--port", "8080", "--interval", "5"),
            try Self.dashboard("--port=8080", "--interval=5"),
        ] {
            let port = try PortAddress(port: "8080")
            #expect(watch.port.address == port)
            #expect(watch.source.interval == .seconds(5))
        }
    }

    @Test func `every option of the dashboard reaches its property`() throws {
        let watch = try Self.dashboard(
            "--source", "Kraken,okx", "--backfill", "view", "--interval", "10", "--seed", "7",
            "--pairs", "9", "--exchanges", "e", "--ca-file", "c", "--store", "s", "--listen",
            "127.0.0.1:1", "--sort", "-rank", "--no-mouse", "--theme", "dark", "--glyphs", "blocks",
            "--ascii", "--fill", "tint", "--market", "OKX")
        #expect(watch.source.names == ["kraken", "okx"] && watch.source.backfill == .view)
        #expect(watch.source.interval == .seconds(10))
        #expect(watch.source.demo.seed == 7 && watch.source.demo.pairs == 9 && !watch.source.isDemo)
        #expect(watch.catalogue.file == "e" && watch.network.certificates == "c")
        #expect(watch.store.path == "s")
        let address = try PortAddress(listen: "127.0.0.1:1")
        #expect(watch.port.address == address)
        #expect(watch.screen.sort == PairSort(text: "-rank") && watch.screen.isMouseOff)
        #expect(watch.screen.fill == .tint)
        #expect(watch.screen.look.theme == .dark && watch.screen.look.glyphs == .blocks)
        #expect(watch.screen.look.isASCII && watch.market?.name == "okx")
    }

    @Test func `a server that is named is asked, and without any the popular exchanges`() throws {
        #expect(try Self.dashboard().source.names == ["exchanges"])
        #expect(
            try Self.dashboard("--cryptowatch-url", "http://h").source.names == ["cryptowatch"])
        let both = try Self.dashboard(
            "--source", "Kraken,cryptowatch", "--cryptowatch-url", "http://h")
        #expect(both.source.names == ["kraken", "cryptowatch"])
    }

    @Test func `commands take their arguments, also behind two dashes`() throws {
        let get = try Commands.command(["get", "--store", "x", "Kraken", "BTCUSD"])
        #expect((get as? GetCommand)?.arguments == ["Kraken", "BTCUSD"])
        #expect((get as? GetCommand)?.store.path == "x")
        #expect(try Commands.command(["import", "-"]).arguments == ["-"])
        #expect(try Commands.command(["get", "--", "--odd"]).arguments == ["--odd"])
        #expect(try Commands.command(["get", "--", "--help"]) is GetCommand)
    }

    @Test func `an option makes another command of the dashboard`() throws {
        #expect(try Commands.command(["--port", "1", "--headless"]) is HeadlessCommand)
        #expect(try Commands.command(["--plain", "--theme", "dark"]) is PlainCommand)
        #expect(try Commands.command(["--version"]) is VersionCommand)
        #expect(try Commands.command(["-V", "--headless"]) is VersionCommand)
        // As in a line that is tried before a service is started.
        let check = try Commands.command(["--headless", "--check-config", "--config", "x"])
        #expect(check is CheckConfigurationCommand && check.configuration.path == "x")
    }

    @Test(arguments: Commands.all.map { $0.form.name }.filter { !$0.isEmpty })
    func `help is given whatever else is there`(name: String) throws {
        for words in [[name, "--help"], [name, "--nonsense", "-h"], ["help", name]] {
            let help = try #require(try Commands.command(words) as? HelpCommand)
            #expect(help.arguments == [name])
        }
        #expect(try Commands.command(["--port", "--help"]) is HelpCommand)
    }

    @Test func `names, flags and options of commands are told apart`() {
        let names = Commands.all.map { $0.form.name }.filter { !$0.isEmpty }
        #expect(Set(names).count == names.count)
        let flags = Commands.all.flatMap { $0.form.flags }
        #expect(Set(flags).count == flags.count)
        for command in Commands.all {
            let options = command.optionForms.map(\.name)
            #expect(Set(options).count == options.count, "\(command)")
            #expect(Set(options).isDisjoint(with: flags), "\(command)")
        }
    }

    @Test func `a key of the configuration is one thing in all commands`() {
        let keys = Commands.settings.map(\.key)
        #expect(Set(keys).count == keys.count)
        #expect(
            Set(keys) == [
                "source", "backfill", "cryptowatch-url", "interval", "exchanges", "ca-file",
                "store", "port", "listen", "allow-origin", "sort", "mouse", "theme", "glyphs",
                "fill",
            ])
        for setting in Commands.all.flatMap({ $0.settings }) {
            let first = Commands.settings.first { $0.key == setting.key }
            #expect(first?.expected == setting.expected && first?.isLive == setting.isLive)
        }
        #expect(
            Commands.settings.filter(\.isLive).map(\.key).sorted()
                == ["fill", "glyphs", "mouse", "sort", "theme"])
    }
}
