import Foundation
import TestSupport
import Testing

@testable import TrackerTUI

/// The built program on a pseudo-terminal.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct TerminalRunTests {
    private static let demo = ["--demo", "--pairs", "40"]

    /// The demonstration on a terminal, its first screen complete.
    private static func shown(
        _ words: [String] = demo
    ) async throws -> (stage: ProgramStage, terminal: PseudoTerminal, process: ChildProcess) {
        let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
        let process = try stage.start(words, on: terminal)
        try await terminal.shows("variance")
        return (stage, terminal, process)
    }

    @Test func `q ends it and the terminal is as before`() async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.mode
        let stage = try ProgramStage()
        let process = try stage.start(Self.demo, on: terminal)
        try await terminal.shows("variance")
        #expect(terminal.text.contains("SIMULATED"))
        #expect(terminal.mode != before)
        terminal.type("q")
        #expect(try await process.ending() == .exit(0))
        #expect(terminal.mode == before)
        try terminal.expectLeft()
    }

    struct SignalCase: Sendable, CustomStringConvertible {
        let signal: Int32
        let status: Int32
        var description: String { "signal \(signal) gives \(status)" }
    }

    @Test(arguments: [
        SignalCase(signal: SIGTERM, status: 143), SignalCase(signal: SIGHUP, status: 129),
        SignalCase(signal: SIGINT, status: 130), SignalCase(signal: SIGQUIT, status: 131),
    ])
    func `a signal ends it with the terminal as before`(_ given: SignalCase) async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.mode
        let stage = try ProgramStage()
        let process = try stage.start(Self.demo, on: terminal)
        try await terminal.shows("variance")
        process.send(given.signal)
        #expect(try await process.ending() == .exit(given.status))
        #expect(terminal.mode == before)
        try terminal.expectLeft()
    }

    @Test func `a terminal that goes away ends it`() async throws {
        let (_, terminal, process) = try await Self.shown()
        terminal.close()
        #expect(try await process.ending() == .exit(128 + SIGHUP))
    }

    struct Refusal: Sendable, CustomStringConvertible {
        let description: String
        var type = "xterm-256color"
        var hasInput = true
        var hasOutput = true
        let words: String
    }

    @Test(arguments: [
        Refusal(description: "a dumb terminal", type: "dumb", words: "dumb"),
        Refusal(description: "no type", type: "", words: "TERM"),
        Refusal(description: "an unknown type", type: "no-such-thing", words: "no-such-thing"),
        Refusal(description: "input from a pipe", hasInput: false, words: "standard input"),
        Refusal(description: "output to a pipe", hasOutput: false, words: "standard output"),
        Refusal(
            description: "no terminal at all", hasInput: false, hasOutput: false,
            words: "standard input"),
    ])
    func `what it cannot draw on is refused in one line`(_ given: Refusal) async throws {
        let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
        stage.environment["TERM"] = given.type
        let run = try stage.start(
            Self.demo, input: given.hasInput ? terminal : nil,
            output: given.hasOutput ? terminal : nil)
        #expect(try await run.process.ending() == .exit(1))
        let said = run.errors.text
        #expect(said.hasPrefix("tracker-tui: ") && said.contains(given.words))
        #expect(said.split(separator: "\n").count == 1 && said.hasSuffix("\n"))
        #expect(!(said + run.output.text).contains("\u{1B}"))
        #expect(terminal.bytes.isEmpty)
    }

    /// As ncurses describes xterm-direct: a number is red, green and blue, but for the first eight.
    private static let direct = #"""
        xterm-direct|a terminal without a table of colours,
        	RGB, colors#0x1000000, pairs#0x10000,
        	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
        	setab=\E[%?%p1%{8}%<%t4%p1%d%e48\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
        	use=xterm-256color,
        """#

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tic")))
    func `direct colours are those of the table of 256`() async throws {
        let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
        let source = stage.home.file("direct.src")
        try Self.direct.write(toFile: source, atomically: true, encoding: .utf8)
        let compiler = try ChildProcess(
            "/usr/bin/tic", ["-x", "-o", stage.home.path, source],
            environment: ["PATH": "/usr/bin:/bin"],
            streams: Array(repeating: .file("/dev/null"), count: 3))
        #expect(try await compiler.ending() == .exit(0))
        stage.environment["TERM"] = "xterm-direct"
        stage.environment["TERMINFO"] = stage.home.path
        let process = try stage.start(Self.demo, on: terminal)
        try await terminal.shows("variance")
        let shown = String(decoding: terminal.bytes, as: UTF8.self)
        // 32, 130 and 243 of 256.
        for colour in ["38:2::0:135:215", "48:2::175:95:0", "38:2::118:118:118"] {
            #expect(shown.contains("\u{1B}[\(colour)m"), "\(colour)")
        }
        #expect(!shown.contains("38:2::0:0:"))
        terminal.type("q")
        #expect(try await process.ending() == .exit(0))
    }

    @Test func `the console of the kernel gets ASCII, unless something else is asked for`()
        async throws
    {
        for (words, isASCII) in [([], true), (["--glyphs", "blocks"], false)] {
            let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
            stage.environment["TERM"] = "linux"
            let process = try stage.start(Self.demo + words, on: terminal)
            try await terminal.shows("variance")
            #expect(terminal.bytes.allSatisfy { $0 < 0x80 } == isASCII)
            terminal.type("q")
            #expect(try await process.ending() == .exit(0))
        }
    }

    struct Place: Sendable, CustomStringConvertible {
        let description: String
        let environment: [String: String]
        let words: String
        let hasBraille: Bool
    }

    @Test(arguments: [
        Place(
            description: "a type that is not known here", environment: ["TERM": "xterm-ghostty"],
            words: "TERM=xterm-ghostty is unknown on this machine", hasBraille: true),
        Place(
            description: "a locale that is not installed",
            environment: ["LANG": "", "LC_ALL": "xx_XX.UTF-8"],
            words: "xx_XX.UTF-8 is not installed", hasBraille: true),
        Place(
            description: "no locale", environment: ["LANG": ""], words: "No LANG is set",
            hasBraille: false),
    ])
    func `it runs with less than it was meant for, and says so in its test`(
        _ given: Place
    ) async throws {
        let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
        stage.environment.merge(given.environment) { $1 }
        let process = try stage.start(Self.demo, on: terminal)
        try await terminal.shows("variance")
        let braille = ("\u{2800}" as Unicode.Scalar)..."\u{28FF}"
        #expect(
            terminal.text.unicodeScalars.contains(where: braille.contains) == given.hasBraille)
        // At the start only what looks worse than it needs to.
        #expect(terminal.text.contains(given.words) == !given.hasBraille)
        terminal.type("t")
        try await terminal.shows(given.words)
        terminal.type("xq")
        #expect(try await process.ending() == .exit(0))
    }

    @Test func `a terminal that stalls holds up neither polls nor the port nor the end`()
        async throws
    {
        let feed = try SampleFeed()
        let (stage, terminal) = (try ProgramStage(), try PseudoTerminal())
        let process = try stage.start(
            [
                "--cryptowatch-url", feed.url, "--interval", "5", "--listen", "127.0.0.1:0",
                "--store", stage.store,
            ], on: terminal)
        try await terminal.shows("next ")
        // It may be in the frame after that, and in the bytes other digits may follow at once, which are
        // of another place of the screen: only a number with a blank behind it is whole.
        let port = try await eventually("no port in: \(terminal.text.suffix(3000))") {
            terminal.text.matches(of: #/port (\d+) /#).lazy.compactMap { UInt16($0.1) }.first
        }
        let (polls, frame) = (feed.count, terminal.bytes.count)

        // From here on nobody reads: each of these keys draws the screen anew.
        let redraws = terminal.type(String(repeating: "\u{0C}", count: 200))
        #expect(redraws > 100)
        try await eventually("no further poll") { feed.count > polls ? () : nil }
        let health = try await Health.reach(port, "the poll is told") {
            $0.sources[0].failures == 0
        }
        #expect(health.newest != nil)
        #expect(
            try Health.body("/data-tracker/btcusd", at: port).hasPrefix(#"{"result":{"rank":"#))
        let asked = ContinuousClock.now
        process.send(SIGTERM)
        #expect(try await process.ending() == .exit(143))
        #expect(try #require(process.endedAt) - asked < .seconds(1))
        // It did stall: most of what was to be drawn never was.
        #expect(terminal.bytes.count - frame < redraws * 1000)
    }
}

extension PseudoTerminal {
    /// Waits until this can be read.
    fileprivate func shows(_ words: String) async throws {
        try await eventually("\"\(words)\" is not in: \(text.suffix(2000))") {
            text.contains(words) ? () : nil
        }
    }

    /// The other screen has been left for good: nothing that can be read comes after that.
    fileprivate func expectLeft() throws {
        let shown = String(decoding: bytes, as: UTF8.self)
        let left = try #require(shown.ranges(of: "\u{1B}[?1049l").last)
        #expect(shown.contains("\u{1B}[?1049h"))
        #expect(!shown[left.upperBound...].contains("\u{1B}[?1049h"))
        #expect(Self.plain(String(shown[left.lowerBound...])).isEmpty)
    }
}
