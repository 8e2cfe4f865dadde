import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct AlertRingTests {
    static let start = Minute(index: 29_931_211)

    static func record(
        _ sequence: Int, after minutes: Int = 0, rule: String = "fast", isSilenced: Bool = false,
        isSeen: Bool = false
    ) throws -> AlertRecord {
        let instrument = Instrument(market: try Market("kraken"), pair: try Pair("btcusd"))
        let event = AlertEvent(
            rule: rule, subject: .pair(instrument), minute: start.advanced(by: minutes), kind: .fire
        )
        return AlertRecord(
            sequence: sequence, event: event, isSeen: isSeen, isSilenced: isSilenced)
    }

    static func board(_ records: [AlertRecord], since start: Int = 0) throws -> AlertBoard {
        var board = AlertBoard()
        board.startSequence = start
        let scope = AlertScope([try AlertReader.part("kraken")])
        board.rules = try ["fast", "other", "urgent"].map { name in
            var rule = AlertRule(name, on: scope, when: try AlertReader.conditions("above 1"))
            if name == "other" { rule.delivery.channels = ["mail"] }
            rule.delivery.isUrgent = name == "urgent"
            return rule
        }
        board.records = records
        return board
    }

    static func settings(_ text: String = "", quiet: String? = nil) throws -> AlertSettings {
        var form = ChannelForm()
        let source = "[[channel]]\nkind = \"terminal\"\n\(text)"
        guard case .table(let members) = try TOML.parse(Array(source.utf8)).value else {
            return AlertSettings()
        }
        for member in members { form.read(member.value) }
        return AlertSettings(channels: form.channels, quiet: quiet.flatMap { QuietHours($0) })
    }

    static func ring(_ settings: AlertSettings) -> AlertRing {
        AlertRing(settings, offset: { _ in 0 })
    }

    func texts(
        _ ring: inout AlertRing, _ records: [AlertRecord], at minute: Int = 0
    ) throws -> [String] {
        ring.sounds(of: try Self.board(records), at: Self.start.advanced(by: minute).start)
            .map(\.text)
    }

    @Test func `what fired before the dashboard was there rings no more`() throws {
        var ring = Self.ring(try Self.settings())
        #expect(try texts(&ring, []) == [])
        let (old, new) = (try Self.record(1), try Self.record(2))
        let now = Self.start.start
        #expect(ring.sounds(of: try Self.board([old], since: 1), at: now) == [])
        let sounds = ring.sounds(of: try Self.board([old, new], since: 1), at: now)
        #expect(sounds.map(\.text) == ["kraken BTC/USD above 1 [fast]"])
        #expect(try texts(&ring, [old, new]) == [])
    }

    @Test func `several alerts of a moment ring once`() throws {
        var ring = Self.ring(try Self.settings("signs = \"osc9\""))
        let sounds = ring.sounds(
            of: try Self.board([try Self.record(1), try Self.record(2)]), at: Self.start.start)
        #expect(sounds.map(\.signs) == [.osc9])
        #expect(sounds.map(\.text) == ["2 alerts, newest: kraken BTC/USD above 1 [fast]"])
    }

    @Test func `a channel that is tried rings, and another one does not`() throws {
        let ring = Self.ring(try Self.settings("name = \"here\""))
        #expect(ring.test(of: "here") == AlertRing.Sound(signs: .bell, text: "Test of here"))
        #expect(ring.test(of: "mail") == nil)
    }

    @Test func `silences, quiet hours and other channels do not ring`() throws {
        let records = [
            try Self.record(1, isSilenced: true), try Self.record(2, rule: "other"),
        ]
        var ring = Self.ring(try Self.settings())
        #expect(try texts(&ring, records) == [])
        var quiet = Self.ring(try Self.settings(quiet: "00:00-23:59"))
        #expect(try texts(&quiet, [try Self.record(1)]) == [])
        let urgent = [try Self.record(1), try Self.record(2, rule: "urgent")]
        #expect(try texts(&quiet, urgent) == ["kraken BTC/USD above 1 [urgent]"])
        var none = Self.ring(AlertSettings())
        #expect(try texts(&none, [try Self.record(1)]) == [])
        // What fired meanwhile is over when a channel comes.
        none.adopt(try Self.settings())
        #expect(try texts(&none, [try Self.record(1)]) == [])
        #expect(try texts(&none, [try Self.record(1), try Self.record(2)]).count == 1)
    }

    @Test func `what came in quiet hours rings once at their end`() throws {
        // 13:31 UTC is the start.
        var ring = Self.ring(try Self.settings(quiet: "13:00-14:00"))
        let urgent = try Self.record(3, rule: "urgent")
        let records = [try Self.record(1), try Self.record(2), urgent]
        #expect(try texts(&ring, []) == [])
        #expect(try texts(&ring, Array(records.prefix(2))) == [])
        #expect(try texts(&ring, records) == ["kraken BTC/USD above 1 [urgent]"])
        #expect(try texts(&ring, records, at: 28) == [])
        #expect(
            try texts(&ring, records, at: 29) == ["2 alerts, newest: kraken BTC/USD above 1 [fast]"]
        )
        #expect(try texts(&ring, records, at: 30) == [])
        // What somebody has seen by then does not.
        var seen = ring
        #expect(try texts(&seen, records + [try Self.record(4)], at: 24 * 60) == [])
        let all = records + [try Self.record(4, isSeen: true)]
        #expect(try texts(&seen, all, at: 24 * 60 + 30) == [])
    }
}
