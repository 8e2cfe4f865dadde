import Foundation
import TestSupport
import Testing
import TrackerEngine

@testable import TrackerTUI

/// `sources`, run as the built program: what it says and with which status it ends.
@Suite(.timeLimit(.minutes(5)))
struct SourcesCommandTests {
    /// An entry that points at a server.
    static func entry(_ url: String, id: String = "mine") -> String {
        """
        [[exchange]]
        id = "\(id)"
        pause = 0.01
        tickers = { url = "\(url)/prices", symbol = "pair", price = "price" }
        symbols = { separator = "-" }
        candles = { url = "\(url)/candles?s={symbol}&from={from:s}", limit = 1440, time = "0", unit = "s", close = "1" }
        """
    }

    static func write(_ text: String, to stage: ProgramStage) throws -> String {
        let path = stage.home.file("mine.toml")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func `it lists every exchange, and marks those that are asked by themselves`()
        async throws
    {
        let run = try await ProgramStage().run("sources")
        #expect(run.status == 0)
        let lines = run.output.split(separator: "\n")
        for id in Exchanges.builtIn.names {
            let line = lines.first { $0.hasPrefix("\(id) ") }
            #expect(line?.contains(" * ") == Exchanges.builtIn.popular.contains(id), "\(id)")
        }
        let kraken = lines.first { $0.hasPrefix("kraken ") }
        #expect(kraken?.contains("12 h, 24 h of 5 min") == true)
        #expect(kraken?.contains("api.kraken.com") == true)
        for (id, turnover) in [
            ("kraken", "volume × average"), ("binance", "turnover, every 15 min"),
            ("cryptocom", "US dollars"), ("luno", "volume × last"), ("gemini", "none"),
        ] {
            #expect(lines.first { $0.hasPrefix("\(id) ") }?.contains(" \(turnover) ") == true)
        }
    }

    @Test func `what it prints is a file that it takes`() async throws {
        let stage = try ProgramStage()
        let printed = try await stage.run("sources", "--print")
        #expect(printed.status == 0)
        let all = try Exchanges.builtIn.adding(Array(printed.output.utf8)).names
        #expect(all == Exchanges.builtIn.names)
        let some = try await stage.run("sources", "--print", "okx", "kraken")
        #expect(try Exchanges.builtIn.adding(Array(some.output.utf8)).names == ["okx", "kraken"])
        let path = try Self.write(some.output, to: stage)
        let listed = try await stage.run("sources", path)
        #expect(listed.status == 0)
        #expect(listed.output.contains("www.okx.com"))
    }

    @Test func `it asks what is in a file, and says what comes`() async throws {
        let stage = try ProgramStage()
        let minute = Int(Date().timeIntervalSince1970) / 60 * 60
        let server = try LoopbackServer { request in
            request.target.hasPrefix("/prices")
                ? .json(
                    #"[{"pair":"BTC-USD","price":"65000.5"},{"pair":"ETH-USD","price":"3000"},"#
                        + #"{"pair":"\u001b[2JX","price":"1"}]"#)
                : .json("[[\(minute - 180),1],[\(minute - 120),2]]")
        }
        let path = try Self.write(Self.entry(server.url), to: stage)
        let run = try await stage.run("sources", "--check", path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("mine  2 prices in "))
        #expect(run.output.contains("btcusd 65000.5, 2 minutes of candles; 1 left out"))
        #expect(!run.output.contains("\u{1B}"))
        #expect(server.requests.map(\.target).filter { $0 == "/prices" }.count == 1)
    }

    @Test func `one that gives nothing is told, and the status says so`() async throws {
        let stage = try ProgramStage()
        let server = try LoopbackServer { _ in .json(#"{"message":"gone"}"#, status: 503) }
        let path = try Self.write(Self.entry(server.url), to: stage)
        let run = try await stage.run("sources", "--check", path)
        #expect(run.status == 1)
        #expect(run.output.contains("mine  failed: 127.0.0.1:\(server.port) answered 503: gone"))
        #expect(run.output.contains("\n      the answer begins: {\"message\":\"gone\"}"))
    }

    @Test func `where no row fits, the first one is shown, and why it does not`() async throws {
        let stage = try ProgramStage()
        let server = try LoopbackServer { _ in
            .json(#"[{"pair":"BTC-USD","last":"65000.5"},{"pair":"ETH-USD","last":"3000"}]"#)
        }
        let path = try Self.write(Self.entry(server.url), to: stage)
        let run = try await stage.run("sources", "--check", path)
        #expect(run.status == 1)
        #expect(run.output.contains("it contains no price: no pair has price"))
        #expect(
            run.output.contains(
                "\n      the answer begins: {\"pair\":\"BTC-USD\",\"last\":\"65000.5\"}"))
    }

    @Test func `a mistake in a file is told with line and column`() async throws {
        let stage = try ProgramStage()
        let text = Self.entry("https://h").replacing("pause = 0.01", with: "pause = \"x\"")
        let path = try Self.write(text, to: stage)
        for words in [
            ["sources", path], ["sources", "--check", path], ["sources", "--exchanges", path],
            ["--headless", "--exchanges", path],
        ] {
            let run = try await stage.run(words)
            #expect(run.status != 0)
            #expect(
                run.errors.contains(
                    "\(path), line 3, column 9: pause of exchange \"mine\" must be seconds"),
                "\(run.errors)")
        }
    }

    @Test func `a file that is not there is told`() async throws {
        let run = try await ProgramStage().run("sources", "--check", "no-such-exchange")
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "neither an exchange nor a file of exchanges: cannot read no-such-exchange"),
            "\(run.errors)")
    }

    @Test func `a source of no name is told, with the names that there are`() async throws {
        let run = try await ProgramStage().run("--headless", "--source", "krakn")
        #expect(run.status != 0)
        #expect(run.errors.contains("--source: there is no \"krakn\""), "\(run.errors)")
        #expect(run.errors.contains("kraken"))
    }

    @Test func `a file of certificates that is not there is told before anything is asked`()
        async throws
    {
        let run = try await ProgramStage().run(
            "sources", "--check", "kraken", "--ca-file", "/no/such/file")
        #expect(run.status == 2)
        #expect(run.errors.contains("--ca-file: cannot read /no/such/file"), "\(run.errors)")
    }

    @Test func `what is wrong with the parts is one plain line`() throws {
        let errors: [CommandError] = [
            .namedFile(option: "--exchanges", .cannotRead(path: "x", reason: "no such file")),
            .sources(.unknown("\u{1B}[2J", names: ["a", "b"])),
            .exchanges(path: "x.toml", .unreadable(place: "line 1, column 2", words: "no")),
        ]
        #expect(
            errors.map { "\($0)" } == [
                "--exchanges: cannot read x: no such file",
                "--source: there is no \"?[2J\"; the names are a, b",
                "x.toml, line 1, column 2: no",
            ])
    }
}
