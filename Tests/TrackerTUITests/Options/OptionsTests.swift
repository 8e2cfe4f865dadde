import Testing

@testable import TrackerTUI

struct OptionsTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let line: String
        let says: String
        var testDescription: String { line }
    }

    static let bad: [Bad] = [
        Bad(line: "--prot 80", says: "--prot: no such option; did you mean --port?"),
        Bad(line: "--frobnicate-x", says: "--frobnicate-x: no such option; --help lists them"),
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
        Bad(line: "--demo=yes", says: "--demo takes no value"),
        Bad(
            line: "--source kraken,,okx",
            says: "--source \"kraken,,okx\": must be names with commas between them: "
                + "those that `tracker-tui sources` lists, exchanges, all, cryptowatch, simulated"),
        Bad(
            line: "--source simulated,kraken",
            says: "--source simulated and any other source do not go together"),
        Bad(line: "--demo --source okx", says: "--demo and --source okx do not go together"),
        Bad(
            line: "--cryptowatch-url http://h --source okx",
            says: "--cryptowatch-url and --source okx do not go together"),
        Bad(line: "--backfill some", says: "--backfill \"some\": must be off, view or market"),
        Bad(
            line: "--listen example.org:80",
            says: "--listen \"example.org:80\": must be an address and a port, "
                + "as 192.0.2.1:8080 or [2001:db8::1]:8080"),
        Bad(line: "--port 80 --listen 0.0.0.0:80", says: "--port and --listen do not go together"),
        Bad(line: "--demo --store x", says: "--demo and --store do not go together"),
        Bad(
            line: "kraken",
            says:
                "\"kraken\" is no command: they are get, show, top, import, export, favourites and sources"
        ),
        Bad(line: "get", says: "get needs a PAIR"),
        Bad(line: "get a b c", says: "get: \"c\" is one argument too many"),
        Bad(line: "import", says: "import needs a FILE, or - for standard input"),
        Bad(line: "export --replace", says: "--replace means nothing to export"),
        Bad(line: "get --port 80 btcusd", says: "--port means nothing to get"),
    ]

    @Test(arguments: bad)
    func `a line that cannot be understood says which option and what is allowed`(_ bad: Bad) {
        let words = bad.line.split(separator: " ").map(String.init)
        do throws(OptionError) {
            _ = try Options(parsing: words)
            Issue.record("accepted")
        } catch {
            #expect(error.description == bad.says)
        }
    }

    @Test func `values come after a blank or an equals sign`() throws {
        let one = try Options(parsing: ["--port", "8080", "--interval", "5"])
        let other = try Options(parsing: ["--port=8080", "--interval=5"])
        #expect(one == other)
        #expect(one.port == 8080 && one.interval == 5)
    }

    @Test func `who names a server wants it asked, and nobody else gets the popular exchanges`()
        throws
    {
        #expect(try Options(parsing: []).sources == ["exchanges"])
        #expect(try Options(parsing: ["--cryptowatch-url", "http://h"]).sources == ["cryptowatch"])
        let both = ["--source", "Kraken,cryptowatch", "--cryptowatch-url", "http://h"]
        #expect(try Options(parsing: both).sources == ["kraken", "cryptowatch"])
    }

    @Test func `commands take their arguments, also behind two dashes`() throws {
        let get = try Options(parsing: ["get", "--store", "x", "Kraken", "BTCUSD"])
        #expect(get.command == .get && get.arguments == ["Kraken", "BTCUSD"] && get.store == "x")
        #expect(try Options(parsing: ["import", "-"]).arguments == ["-"])
        #expect(try Options(parsing: ["get", "--", "--odd"]).arguments == ["--odd"])
    }

    @Test func `help is given whatever else is there`() throws {
        #expect(try Options(parsing: ["export", "-h"]).command == .help)
        for option in OptionTable.all { #expect(UsageText.help.contains(option.name)) }
    }
}
