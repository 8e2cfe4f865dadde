import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerScreen
@testable import TrackerTUI

/// The dashboard and its forms without a screen, run without a process.
@Suite(.timeLimit(.minutes(5)))
struct WatchCommandTests {
    private static let demo = ["--demo", "--pairs", "20"]

    /// Types at the terminal as soon as the first canvas is shown.
    private static func opening(
        _ keys: Key..., then check: @escaping @Sendable (Canvas) -> Void = { _ in }
    ) -> Workplace.TerminalOpening {
        { _, _, deliver throws(TerminalError) in
            let terminal = FakeTerminal(Size(width: 100, height: 30), deliver: deliver)
            Task {
                check(await terminal.screen(after: 1))
                deliver(.keys(keys))
            }
            return terminal
        }
    }

    @Test func `the dashboard shows the market of the line, and ends with a key`() async {
        let shown = Mutex("")
        let place = CommandStage().place(
            open: Self.opening(.control("c")) { canvas in
                shown.withLock { $0 = canvas.rows.joined(separator: "\n") }
            })
        let code = await Commands.run(Self.demo + ["--market", "okx"], in: place)
        #expect(code == .success)
        #expect(shown.withLock { $0 }.contains("SIMULATED"))
        #expect(shown.withLock { $0 }.contains("okx"))
    }

    /// Gives the pair that is shown a star, and hands over the bottom line after it.
    private static func starring(
        then check: @escaping @Sendable (String) -> Void
    ) -> Workplace.TerminalOpening {
        { _, _, deliver throws(TerminalError) in
            let terminal = FakeTerminal(Size(width: 200, height: 30), deliver: deliver)
            Task {
                _ = await terminal.screen { $0.rows.joined().contains("BTC") }
                deliver(.keys([.character("2"), .character("f")]))
                let canvas = await terminal.screen {
                    $0.rows.last?.contains("has a star") == true
                }
                check(canvas.rows.last ?? "")
                deliver(.keys([.control("c")]))
            }
            return terminal
        }
    }

    private static func bottomLineOfStar(
        _ words: [String], home: String, _ stage: CommandStage = CommandStage()
    ) async -> String {
        let line = Mutex("")
        let place = stage.place(home: home, open: starring { text in line.withLock { $0 = text } })
        #expect(await Commands.run(words, in: place) == .success)
        return line.withLock { $0 }
    }

    @Test func `a star that is not kept has the star and the reason in one sentence`() async throws
    {
        let simulated = await Self.bottomLineOfStar(Self.demo, home: "/nowhere")
        #expect(
            simulated.contains(
                " has a star. Not kept for the next start: the prices are simulated."))
        try await CommandStage.withFolder { folder in
            let home = folder.appending(path: "home").path
            try "a file".write(toFile: home, atomically: true, encoding: .utf8)
            let stage = CommandStage()
            let quote = Quote(try Instrument(key: "market:kraken:btcusd"), try Price(1))
            try await stage.journal.append(Batch(minute: CommandStage.minute, quotes: [quote]))
            let server = try LoopbackServer { _ in .json("{}", status: 503) }
            let words = ["--source", "cryptowatch", "--cryptowatch-url", server.url]
            let real = await Self.bottomLineOfStar(words, home: home, stage)
            #expect(
                real.contains(
                    "kraken BTCUSD has a star. Not kept for the next start: not a directory"))
            let kept = folder.appending(path: "other").path
            let good = await Self.bottomLineOfStar(words, home: kept, stage)
            #expect(good.contains("kraken BTCUSD has a star.") && !good.contains("Not kept"))
        }
    }

    @Test func `a terminal that cannot be had is one line`() async {
        let stage = CommandStage()
        #expect(await Commands.run(Self.demo, in: stage.place()) == .failure)
        #expect(stage.lines.count == 1 && stage.lines[0].hasPrefix("tracker-tui: TERM is not set"))
    }

    @Test func `without a screen a signal ends it well, and the store is named`() async {
        let stage = CommandStage()
        #expect(await Commands.run(Self.demo + ["--headless"], in: stage.place()) == .success)
        #expect(stage.lines.last == "tracker-tui: ended; nothing is stored: demo")
        #expect(stage.text.isEmpty)
    }

    @Test func `sentences end when nobody reads them`() async {
        let stage = CommandStage(outputFailure: .readerGone)
        let place = stage.place(signal: { try? await Task.sleep(for: .seconds(3600)) })
        #expect(await Commands.run(Self.demo + ["--plain"], in: place) == .success)
    }

    @Test func `sentences end with a signal`() async {
        let stage = CommandStage()
        #expect(await Commands.run(Self.demo + ["--plain"], in: stage.place()) == .success)
    }

    @Test func `a port that is taken is told before a screen opens`() async throws {
        let server = JSONPort(clock: CommandStage().clock)
        let address = try server.start(at: try PortAddress(listen: "127.0.0.1:0"))
        defer { server.stop() }
        let stage = CommandStage()
        let words = Self.demo + ["--listen", "\(address)"]
        #expect(await Commands.run(words, in: stage.place()) == .failure)
        #expect(stage.lines.count == 1 && stage.lines[0].contains("\(address.port)"))
    }

    @Test func `a configuration with faults ends with a line for each`() async throws {
        try await CommandStage.withFolder { folder in
            let path = folder.appending(path: "c.toml").path
            try "interval = 1\nthem = 2\n".write(toFile: path, atomically: true, encoding: .utf8)
            for words in [
                ["--config", path], ["top", "--config", path], ["favourites"] + ["--config", path],
            ] {
                let stage = CommandStage()
                #expect(await stage.run(words) == .usage)
                #expect(
                    stage.lines == [
                        "tracker-tui: \(path):1:12: interval: must be a whole number from 5 to 60",
                        "tracker-tui: \(path):2:1: no such key: them; did you mean theme?",
                    ])
            }
            let checked = CommandStage()
            #expect(await checked.run("--check-config", "--config", path) == .failure)
            #expect(checked.text.split(separator: "\n").count == 2 && checked.lines.isEmpty)
            try "interval = 5".write(toFile: path, atomically: true, encoding: .utf8)
            let fine = CommandStage()
            #expect(await fine.run("--check-config", "--config", path) == .success)
            #expect(fine.text == "\(path): fine\n")
            let keys = "[keys]\nquit = [\"C-q\"]\n"
            try keys.write(toFile: path, atomically: true, encoding: .utf8)
            let noted = CommandStage()
            #expect(await noted.run("--check-config", "--config", path) == .success)
            #expect(noted.text.contains("\(path): q still ends the program"))
            try (keys + "leave = [\"x\"]\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            let meant = CommandStage()
            #expect(await meant.run("--check-config", "--config", path) == .success)
            #expect(meant.text == "\(path): fine\n")
        }
    }
}
