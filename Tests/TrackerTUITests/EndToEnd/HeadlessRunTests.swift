import Foundation
import TestSupport
import Testing

@testable import TrackerTUI

/// The built program without a screen, and what runs beside it.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct HeadlessRunTests {
    /// Two prices a pair, two and one hours ago; `SampleFeed` has the third.
    private static let past = (2, 1)
    private static let history = ["btcusd": (100.0, 200.5), "ethusd": (10, 20), "xrpusd": (1, 1)]

    private static func minute(hoursAgo hours: Int) -> Int {
        let now = Int(Date().timeIntervalSince1970)
        return (now / 60 - hours * 60) * 60
    }

    private static func words(_ stage: ProgramStage, _ feed: SampleFeed) -> [String] {
        [
            "--headless", "--listen", "127.0.0.1:0", "--cryptowatch-url", feed.url, "--store",
            stage.store,
        ]
    }

    /// Puts the history into the store.
    /// - Returns: its minutes.
    private static func fill(_ stage: ProgramStage) async throws -> (first: Int, second: Int) {
        let minutes = (minute(hoursAgo: past.0), minute(hoursAgo: past.1))
        var rows = ["unix_minute,market,pair,price"]
        for (pair, prices) in history.sorted(by: { $0.key < $1.key }) {
            rows.append("\(minutes.0),kraken,\(pair),\(prices.0)")
            rows.append("\(minutes.1),kraken,\(pair),\(prices.1)")
        }
        let file = stage.home.file("history.csv")
        try rows.map { $0 + "\n" }.joined().write(
            toFile: file, atomically: true, encoding: .utf8)
        let run = try await stage.run("import", file, "--store", stage.store)
        #expect(run.status == 0 && run.errors.contains("6 prices imported"), "\(run.errors)")
        return minutes
    }

    @Test func `what a server says is at the port, as the contract has it`() async throws {
        let (stage, feed) = (try ProgramStage(), try SampleFeed(answers: 1))
        let minutes = try await Self.fill(stage)
        let run = try stage.start(Self.words(stage, feed))
        let port = try await run.port()
        let health = try await Health.reach(port, "the third minute is stored") {
            $0.minutes == 3 && $0.store.through == $0.newest
        }
        let newest = try #require(health.store.through)
        #expect(health.newest == newest && health.minutes == 3 && health.sources[0].quotes == 3)
        func answer(_ rank: String, _ values: String...) -> String {
            let times = [minutes.first, minutes.second, newest]
            let pairs = zip(times, values).map { #""\#($0)":\#($1)"# }.joined(separator: ",")
            return #"{"result":{"rank":\#(rank),"values":{\#(pairs)}}}"#
        }
        let base = "/data-tracker"
        let bitcoin = answer("0.333", "100", "200.5", "48801.3")
        #expect(try Health.body("\(base)/kraken/btcusd", at: port) == bitcoin)
        #expect(try Health.body("\(base)/BTCUSD", at: port) == bitcoin)
        #expect(
            try Health.body("\(base)/ethusd", at: port) == answer("0.667", "10", "20", "3243.27"))
        #expect(try Health.body("\(base)/xrpusd", at: port) == answer("1", "1", "1", "1"))
        #expect(
            try Health.body("\(base)/xyzusd", at: port)
                == #"{"error":"No data available for KRAKEN:XYZUSD."}"#)

        let got = try await stage.run("get", "btcusd", "--store", stage.store)
        #expect(got.status == 0 && got.output == bitcoin)
        run.process.send(SIGTERM)
        #expect(try await run.process.ending() == .exit(0))
        try await run.hasSaid("everything is stored")
    }

    @Test func `a killed program finds the stored minute again`() async throws {
        let (stage, feed) = (try ProgramStage(), try SampleFeed(answers: 1))
        let first = try stage.start(Self.words(stage, feed))
        var port = try await first.port()
        let stored = try await Health.reach(port, "a minute is stored") { $0.store.through != nil }
        let body = try Health.body("/data-tracker/btcusd", at: port)
        #expect(body.contains(":48801.3"))
        first.process.send(SIGKILL)
        #expect(try await first.process.ending() == .signal(SIGKILL))

        let second = try stage.start(Self.words(stage, feed))
        port = try await second.port()
        let found = try await Health.reach(port, "the day is read") { $0.newest != nil }
        #expect(found.newest == stored.store.through)
        #expect(try Health.body("/data-tracker/btcusd", at: port) == body)
        #expect(!second.errors.text.contains("damaged"))
        #expect(stage.home.names.allSatisfy { !$0.contains("damaged") })
    }

    @Test func `a second program follows, and takes over when the first is gone`() async throws {
        let (stage, feed) = (try ProgramStage(), try SampleFeed(answers: 1))
        let first = try stage.start(Self.words(stage, feed))
        _ = try await Health.reach(try await first.port(), "a minute") { $0.store.through != nil }
        let second = try stage.start(Self.words(stage, feed))
        let port = try await second.port()
        let following = try await Health.reach(port, "it follows") { $0.newest != nil }
        #expect(following.store.state == "following" && following.sources[0].failures == 0)
        #expect(following.store.through == following.newest)
        try await second.hasSaid("which another tracker-tui writes")
        try await Self.checkSubcommands(stage)

        first.process.send(SIGKILL)
        // The server has nothing more to say: that shows that it is asked.
        let taken = try await Health.reach(port, "it polls") { $0.sources[0].failures > 0 }
        #expect(taken.store.state == "writing" && taken.newest == following.newest)
        #expect(taken.store.through == following.newest)
        try await second.hasSaid("storing to \(stage.store)")
    }

    /// Readers read at any time, a second writer is refused.
    private static func checkSubcommands(_ stage: ProgramStage) async throws {
        let got = try await stage.run("get", "kraken", "ethusd", "--store", stage.store)
        #expect(got.status == 0 && got.output.contains(":3243.27"))
        let exported = try await stage.run("export", "--store", stage.store)
        #expect(exported.status == 0)
        #expect(exported.output.split(separator: "\n").count == 1 + SampleFeed.prices.count)
        let file = stage.home.file("again.csv")
        try exported.output.write(toFile: file, atomically: true, encoding: .utf8)
        let imported = try await stage.run("import", file, "--store", stage.store)
        #expect(imported.status == 1)
        #expect(
            imported.errors
                == "tracker-tui: another tracker-tui writes the store \(stage.store)\n")
    }

    @Test func `a screen on a store that another writes says so`() async throws {
        let (stage, feed) = (try ProgramStage(), try SampleFeed())
        let first = try stage.start(Self.words(stage, feed))
        _ = try await Health.reach(try await first.port(), "a minute") { $0.store.through != nil }
        let terminal = try PseudoTerminal()
        let second = try stage.start(
            ["--cryptowatch-url", feed.url, "--store", stage.store], on: terminal)
        try await eventually("it does not say so: \(terminal.text)") {
            terminal.text.contains("reading what another tracker-tui stores") ? () : nil
        }
        terminal.type("\u{3}")
        #expect(try await second.ending() == .exit(130))
    }

    struct BadOption: Sendable, CustomStringConvertible {
        let words: [String]
        var description: String { words.joined(separator: " ") }
    }

    @Test(
        arguments: [
            ["--interval", "4"], ["--interval=61"], ["--pairs", "0"], ["--pairs", "25001"],
            ["--port", "0"], ["--port", "65536"], ["--seed", "-1"], ["--source", "nowhere"],
            ["--listen", "8080"], ["--listen", "example.org:80"], ["--store", ""],
            ["--cryptowatch-url", "ftp://x"], ["--cryptowatch-url", "http://"], ["--demos"],
            ["--interval"],
        ].map(BadOption.init))
    func `a bad option is named in one line`(_ given: BadOption) async throws {
        let run = try await ProgramStage().run(given.words + ["--headless"])
        #expect(run.status == 2, "\(run.errors)")
        let name = given.words[0].split(separator: "=")[0]
        #expect(run.errors.hasPrefix("tracker-tui: \(name)"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty)
    }
}
