import Foundation
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// The actions of `alerts` that read and write what is kept.
struct AlertsCommandKeepingTests {
    static let configuration = """
        [[alert]]
        name = "fast"
        on = "kraken"
        when = "moves 5% in 15m"

        [[alert]]
        name = "level"
        on = "kraken:ethusd"
        when = "above 11"
        """

    static func record(_ sequence: Int, after minutes: Int) throws -> AlertRecord {
        let instrument = Instrument(market: try Market("kraken"), pair: try Pair("btcusd"))
        var event = AlertEvent(
            rule: "fast", subject: .pair(instrument),
            minute: CommandStage.minute.advanced(by: minutes), kind: .fire)
        event.price = try Price(106)
        event.base = try Price(100)
        event.baseMinute = CommandStage.minute.advanced(by: minutes - 9)
        return AlertRecord(sequence: sequence, event: event)
    }

    /// A store in which three alerts of an hour ago are kept.
    static func store() async throws -> MemoryAlertStore {
        let store = MemoryAlertStore()
        var change = AlertChange()
        change.records = try (1...3).map { try record($0, after: $0 - 60) }
        var memory = AlertMemory()
        memory.standings = [
            AlertMemory.Standing(
                rule: "fast", subject: change.records[0].event.subject,
                standing: AlertStanding(.fired, since: CommandStage.minute))
        ]
        change.memory = memory
        try await store.journal().commit(change)
        return store
    }

    static func run(
        _ store: any AlertStore, _ words: String..., adding more: String = ""
    ) async throws -> (code: ExitCode, stage: CommandStage) {
        try await CommandStage.withFolder { home in
            let folder = home.appending(path: ".config/tracker-tui")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((configuration + "\n" + more).utf8).write(
                to: folder.appending(path: "config.toml"))
            let stage = CommandStage(alerts: store)
            let place = stage.place(home: home.path)
            return (await Commands.run(["alerts"] + words, in: place), stage)
        }
    }

    @Test func `the history is read without a running program`() async throws {
        let store = try await Self.store()
        let (code, stage) = try await Self.run(store, "history")
        #expect(code == .success)
        let lines = stage.text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.last?.contains("kraken BTC/USD up 6% in 9 min to 106 [fast]") == true)
        let (_, newest) = try await Self.run(store, "history", "-n", "1", "--json")
        let json = try JSONSerialization.jsonObject(with: Data(newest.text.utf8)) as? [String: Any]
        let events = json?["events"] as? [[String: Any]]
        #expect(events?.map { $0["sequence"] as? Int } == [3])
        let (_, table) = try await Self.run(store, "history", "--csv")
        #expect(table.text.hasPrefix("time,kind,rule,") && table.text.contains(",106,,100,"))
    }

    @Test func `a history of nothing says so`() async throws {
        let (code, stage) = try await Self.run(MemoryAlertStore(), "history")
        #expect(code == .success && stage.text.isEmpty)
        #expect(stage.lines == ["tracker-tui: nothing has fired yet"])
    }

    @Test func `a silence is noted until its time, and ended`() async throws {
        let store = try await Self.store()
        let (code, stage) = try await Self.run(store, "silence", "fast", "2h")
        #expect(code == .success && stage.text.hasPrefix("fast is silent until "))
        let until = CommandStage.now + .seconds(7200)
        let silences = store.read(records: 0).notes.silences
        #expect(silences == [AlertSilence(rule: "fast", until: until)])
        let (_, listed) = try await Self.run(store, "list")
        #expect(listed.text.contains("silenced until"))
        let (end, told) = try await Self.run(store, "unsilence", "fast")
        #expect(end == .success && told.text == "fast is no longer silent\n")
        #expect(store.read(records: 0).notes.silences.isEmpty)
        let (again, error) = try await Self.run(store, "unsilence", "fast")
        #expect(again == .failure && error.lines.last?.contains("fast is not silenced") == true)
    }

    @Test func `a pair, a market and every rule may be silent`() async throws {
        let store = try await Self.store()
        _ = try await Self.run(store, "silence", "fast", "kraken:btcusd", "30m")
        _ = try await Self.run(store, "silence", "fast", "kraken", "1d")
        _ = try await Self.run(store, "silence", "*", "1d")
        let silences = store.read(records: 0).notes.silences
        #expect(
            Set(silences.map { "\($0.rule) \($0.subject.map { "\($0)" } ?? "-")" })
                == ["fast kraken:btcusd", "fast kraken", "* -"])
        let (_, list) = try await Self.run(store, "list")
        #expect(list.text.contains("\nfast on kraken:btcusd silenced until "))
        _ = try await Self.run(store, "unsilence", "fast", "kraken:btcusd")
        #expect(store.read(records: 0).notes.silences.count == 2)
        _ = try await Self.run(store, "unsilence", "fast")
        #expect(store.read(records: 0).notes.silences.map(\.rule) == ["*"])
    }

    @Test func `a silence of a place that the rule is not about says so`() async throws {
        let store = try await Self.store()
        for (place, isAbout) in [
            ("kraken:btcusd", true), ("kraken", true), ("okx", false), ("okx:btcusd", false),
        ] {
            let (code, stage) = try await Self.run(store, "silence", "fast", place, "30m")
            #expect(code == .success)
            let words = "tracker-tui: fast is not about \(place): the silence has no effect"
            #expect(stage.lines.contains(words) == !isAbout, "\(place)")
        }
    }

    @Test func `what fired is acknowledged once`() async throws {
        let store = try await Self.store()
        #expect(try await Self.run(store, "seen").stage.text == "3 alerts acknowledged\n")
        #expect(store.read(records: 0).notes.seenThrough == 3)
        #expect(try await Self.run(store, "seen").stage.text == "nothing new\n")
        #expect(try await Self.run(store, "seen", "--json").stage.text == "{\"seen\":0}\n")
    }

    @Test func `rules are listed with how they stand`() async throws {
        let (code, stage) = try await Self.run(try await Self.store(), "list")
        let lines = stage.text.split(separator: "\n").map(String.init)
        #expect(code == .success && lines.count == 3)
        #expect(lines[1].contains("1 fired") && lines[2].contains("armed"))
        let (_, json) = try await Self.run(try await Self.store(), "list", "--json")
        #expect(json.text.contains("\"state\":\"fired\",\"fired\":1,"))
    }

    @Test func `channels of the configuration are listed with how they do`() async throws {
        let store = try await Self.store()
        var standing = ChannelStanding()
        standing.reply = "550 no such user"
        for _ in 1...3 { standing.refuse(at: CommandStage.now, CommandStage.now) }
        var change = AlertChange()
        change.channels = [
            "mail": StoredChannel(standing, place: "mx:587"),
            "gone": StoredChannel(standing, place: "mx:25"),
            "heartbeat": StoredChannel(
                ChannelStanding(), place: "hc-ping.com", accepted: CommandStage.now),
        ]
        try await store.journal().commit(change)
        let channel =
            "[[channel]]\nkind = \"mail\"\nserver = \"sendmail\"\n"
            + "from = \"a@example.org\"\nto = \"b@example.org\"\n"
        let (code, stage) = try await Self.run(store, "list", adding: channel)
        let last = try #require(stage.text.split(separator: "\n").last)
        #expect(code == .success && !stage.text.contains("mx:25"))
        #expect(last.hasPrefix("mail     mx:587  refused 3 messages since "))
        #expect(last.hasSuffix("550 no such user"))
        let (_, json) = try await Self.run(store, "list", "--json", adding: channel)
        #expect(json.text.contains(#""state":"refusing","accepted":null,"retry":null,"refused":3"#))
        #expect(json.text.hasSuffix("],\"heartbeat\":null}\n"))
        // It is none of the channels, here as at the port.
        let heartbeat = "[alerts]\nheartbeat = \"https://hc-ping.com/x\"\n" + channel
        let (_, both) = try await Self.run(store, "list", "--json", adding: heartbeat)
        let member = #""reply":"550 no such user"}],"heartbeat":{"place":"hc-ping.com","#
        #expect(both.text.contains(member))
        let (_, table) = try await Self.run(store, "list", adding: heartbeat)
        let row = try #require(table.text.split(separator: "\n").last)
        #expect(row.hasPrefix("heartbeat  hc-ping.com  well"))
    }

    @Test(arguments: [
        (["silence", "fsat", "2h"], "there is no rule fsat; did you mean fast?"),
        (["unsilence", "fsat"], "there is no rule fsat; did you mean fast?"),
        (["silence", "fast", "2 hours"], "TIME \"2 hours\": must be such as 30m, 2h or 1d"),
        (["silence", "fast", "0m"], "must be such as"), (["silence", "fast", "8d"], "at most 7d"),
        (["silence", "fast"], "alerts silence needs a RULE (or '*') and a TIME"),
        (["silence", "fast", "kraken", "2h", "x"], "unexpected argument \"x\""),
        (["history", "x"], "unexpected argument"), (["history", "--all"], "--all"),
        (["list", "--csv"], "--csv"), (["seen", "--demo"], "--demo"), (["list", "-n", "3"], "-n"),
        (["histroy"], "did you mean history?"),
    ])
    func `what is wrong is told with a remedy, and nothing is noted`(
        words: [String], reason: String
    ) async throws {
        let store = MemoryAlertStore()
        let stage = CommandStage(alerts: store)
        let (code, told) = try await CommandStage.withFolder { home in
            let folder = home.appending(path: ".config/tracker-tui")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(Self.configuration.utf8).write(to: folder.appending(path: "config.toml"))
            let place = stage.place(home: home.path)
            return (await Commands.run(["alerts"] + words, in: place), stage.lines)
        }
        #expect(code == .usage)
        #expect(told.last?.contains(reason) == true, "\(told)")
        #expect(store.read(records: 0).notes == AlertNotes())
    }

    @Test(arguments: ["[[alert]]\nname = \"x\"\nwhen = \"sings\"\n", "[[alert\n"])
    func `a silence is possible while the configuration has faults`(broken: String) async throws {
        let store = try await Self.store()
        try await CommandStage.withFolder { home in
            let folder = home.appending(path: ".config/tracker-tui")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(broken.utf8).write(to: folder.appending(path: "config.toml"))
            func run(_ words: String...) async -> (ExitCode, CommandStage) {
                let stage = CommandStage(alerts: store)
                return (
                    await Commands.run(["alerts"] + words, in: stage.place(home: home.path)), stage
                )
            }
            let (code, told) = await run("silence", "quick", "2h")
            #expect(code == .success && told.text.hasPrefix("quick is silent until "))
            #expect(told.lines.first?.contains("config.toml:") == true, "\(told.lines)")
            #expect(store.read(records: 0).notes.silences.map(\.rule) == ["quick"])
            #expect(await run("silence", "a b", "2h").0 == .usage)
            #expect(await run("unsilence", "quick").0 == .success)
            #expect(await run("history").1.text.contains("[fast]"))
            #expect(await run("seen").1.text == "3 alerts acknowledged\n")
            #expect(await run("list").0 == .usage)
        }
    }
}
