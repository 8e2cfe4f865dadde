import Foundation
import Testing

@testable import TrackerEngine

struct AlertsAnswerTests {
    static func rule(_ name: String, _ when: String) throws -> AlertRule {
        var rule = AlertRule(
            name, on: AlertScope([try AlertReader.part("kraken:btcusd")]),
            when: try AlertReader.conditions(when))
        rule.place = AlertRule.Place(file: "/srv/ada/config.toml", line: 3)
        return rule
    }

    static func snapshot(_ board: AlertBoard) throws -> Snapshot {
        let plain = PortSamples.snapshot(try PortSamples.window([:]))
        return Snapshot(
            window: plain.window, sources: plain.sources, store: plain.store, alerts: board)
    }

    static func answer(_ board: AlertBoard) throws -> [String: Any] {
        let body = AlertsAnswer.body(of: try snapshot(board), at: PortSamples.now)
        return try MessageFieldTests.read(body)
    }

    @Test func `rules are told with their sentence and how they stand`() throws {
        var board = AlertBoard()
        board.rules = [try Self.rule("up", "above 70k"), try Self.rule("off", "below 1")]
        let event = try MessageFieldTests.event()
        board.standings = [
            AlertMemory.Standing(
                rule: "up", subject: event.subject,
                standing: AlertStanding(.fired, since: event.minute))
        ]
        board.silences = [AlertSilence(rule: "off", until: PortSamples.now + .seconds(60))]
        let answer = try Self.answer(board)
        let rules = try #require(answer["rules"] as? [[String: Any]])
        #expect(rules.map { $0["state"] as? String } == ["fired", "silenced"])
        #expect(rules[0]["sentence"] as? String == "above 70,000" && rules[0]["fired"] as? Int == 1)
        #expect(rules[1]["until"] as? Int == PortSamples.now.unixSeconds + 60)
        #expect((answer["silences"] as? [Any])?.count == 1)
        // Where a file is, only a stranger could use.
        let text = String(
            decoding: AlertsAnswer.body(of: try Self.snapshot(board), at: PortSamples.now),
            as: UTF8.self)
        #expect(!text.contains("/srv/ada"))
    }

    @Test func `the newest 100 events are told with what became of them`() throws {
        var board = AlertBoard()
        board.records = try (1...150).map { number in
            let pair = number == 150 ? MessageFieldTests.hostile : "btcusd"
            var event = try MessageFieldTests.event(pair, at: 29_931_000 + number)
            event.isMissed = number == 150
            event.source = "coin\"base"
            return AlertRecord(
                sequence: number, event: event, isSeen: number < 149,
                deliveries: [
                    .init(channel: "mail:ada@example.org", state: .refused, reply: "550 \"no\"")
                ])
        }
        let answer = try Self.answer(board)
        #expect(answer["unseen"] as? Int == 2)
        let events = try #require(answer["events"] as? [[String: Any]])
        #expect(events.map { $0["sequence"] as? Int } == (51...150).map { $0 })
        let last = try #require(events.last)
        #expect(last["pair"] as? String == MessageFieldTests.hostile)
        #expect(
            last["price"] as? Double == 68_412.1
                && last["change"] as? Double == 68_412.1 / 65_030 - 1)
        #expect(last["missed"] as? Bool == true && last["source"] as? String == "coin\"base")
        let delivery = try #require((last["deliveries"] as? [[String: Any]])?.first)
        #expect(
            delivery["state"] as? String == "refused" && delivery["channel"] as? String == "mail")
        #expect(delivery["reply"] == nil)
    }

    @Test func `channels are told with their host and when they are tried again`() throws {
        var board = AlertBoard()
        let now = PortSamples.now
        board.channels = [
            ChannelReport(
                name: "mail:ada@example.org", place: "mail.example.org:587", state: .well(now),
                reply: "250 ada"),
            ChannelReport(
                name: "phone", place: "ntfy.sh", state: .failing(retry: now + .seconds(30)),
                reply: "answered 429", waiting: 3),
            ChannelReport(
                name: "old", place: "mail.example.org:587",
                state: .refusing(since: now + .seconds(-60), count: 3), reply: "550 no such user"),
        ]
        let channels = try #require(try Self.answer(board)["channels"] as? [[String: Any]])
        #expect(channels.map { $0["state"] as? String } == ["well", "failing", "refusing"])
        #expect(channels.map { $0["channel"] as? String } == ["mail", "phone", "old"])
        #expect(channels.allSatisfy { $0["reply"] == nil })
        #expect(channels[0]["accepted"] as? Int == now.unixSeconds)
        #expect(channels[1]["retry"] as? Int == now.unixSeconds + 30)
        #expect(channels[1]["waiting"] as? Int == 3 && channels[1]["place"] as? String == "ntfy.sh")
        #expect(channels[2]["refused"] as? Int == 3)
        #expect(channels[2]["since"] as? Int == now.unixSeconds - 60)
    }

    @Test func `healthz tells a channel that refuses, in the same words and without its reply`()
        throws
    {
        var board = AlertBoard()
        board.channels = [
            ChannelReport(
                name: "mail:ada@example.org", place: "mail.example.org:587",
                state: .refusing(since: PortSamples.now, count: 3), reply: "550 no such user")
        ]
        let snapshot = try Self.snapshot(board)
        let body = HealthAnswer.body(
            of: snapshot, window: snapshot.window, minutesHeld: 0, at: PortSamples.now)
        let alerts = try #require(MessageFieldTests.read(body)["alerts"] as? [String: Any])
        #expect(alerts["sound"] as? Bool == false)
        let channel = try #require((alerts["channels"] as? [[String: Any]])?.first)
        #expect(channel["name"] as? String == "mail" && channel["state"] as? String == "refusing")
        #expect(channel["refused"] as? Int == 3 && channel["since"] != nil)
        let text = String(decoding: body, as: UTF8.self)
        #expect(!text.contains("550") && !text.contains("ada@"))
    }

    @Test func `the route answers, and without rules too`() throws {
        let routes = Routes(
            answers: Answers(try Self.snapshot(AlertBoard())), hosts: .loopback,
            now: PortSamples.now)
        let response = routes.response(
            to: PortRequest(
                path: Array("/alerts".utf8), headers: [PortHeader("host", "localhost")]))
        #expect(response.status == 200)
        #expect(
            String(decoding: response.body.bytes, as: UTF8.self)
                == #"{"unseen":0,"notice":null,"rules":[],"events":[],"silences":[],"channels":[],"heartbeat":null}"#
        )
    }

    @Test(arguments: [
        ("cannot read /srv/ada/.x/config.toml: denied", "cannot read config.toml: denied"),
        ("/srv/Ada L/c.toml:3:7: no BTC/USD (and 2)", "c.toml:3:7: no BTC/USD (and 2)"),
        ("a; cannot open ~/x/day.sqlite.alerts: disk", "a; cannot open day.sqlite.alerts: disk"),
        ("the store '/a/day.sqlite' is damaged: /c/d", "the store 'day.sqlite' is damaged: d"),
        ("rule fast: there is no channel mail", "rule fast: there is no channel mail"), ("/", ""),
        // What follows a path that is known is no part of it, and its folder may have a colon.
        ("kept as /srv/d/a.damaged-1 (row 3/5)", "kept as a.damaged-1 (row 3/5)"),
        ("another program has /srv/d/a.lock, and 1/2", "another program has a.lock, and 1/2"),
        ("denied: /srv/a: b (c)/d.toml; no /x/y", "denied: d.toml; no y"),
        ("/srv/a: b (c)/d.toml:3:5: no key and/or", "d.toml:3:5: no key and/or"),
        // Another one that begins like it.
        ("cannot read /srv/d/abc/e: denied", "cannot read e: denied"),
    ])
    func `files are named without their folders`(words: String, told: String) throws {
        var board = AlertBoard()
        board.channels = [ChannelReport(name: "command", place: "/srv/ada/bin/notify")]
        board.notice = words
        board.files = ["/srv/d/a", "/srv/a", "/srv/a: b (c)/d.toml", "memory", ""]
        let answer = try Self.answer(board)
        #expect(answer["notice"] as? String == told)
        let channels = try #require(answer["channels"] as? [[String: Any]])
        #expect(channels.map { $0["place"] as? String } == ["notify"])
    }
}
