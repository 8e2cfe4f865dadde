import Testing

@testable import TrackerEngine

struct AlertLetterTests {
    static let minute = Minute(index: 29_931_211)

    static func rule(_ name: String, _ text: String, title: String? = nil) throws -> AlertRule {
        var rule = AlertRule(
            name, on: AlertScope([try AlertReader.part("kraken:btcusd")]),
            when: try AlertReader.conditions(text))
        rule.place = AlertRule.Place(file: "config.toml", line: 12)
        if let title { rule.delivery.title = try AlertTemplate(title) }
        return rule
    }

    static func event(
        _ rule: String, _ price: Double? = 68_412.1, base: Double? = nil, pair: String = "btcusd",
        kind: AlertEvent.Kind = .fire
    ) throws -> AlertEvent {
        var event = AlertEvent(
            rule: rule,
            subject: .pair(Instrument(market: try Market("kraken"), pair: try Pair(pair))),
            minute: minute, kind: kind)
        event.price = try price.map { price throws(DomainError) in try Price(price) }
        event.base = try base.map { base throws(DomainError) in try Price(base) }
        event.baseMinute = base.map { _ in minute.advanced(by: -11) }
        return event
    }

    static func letters() throws -> AlertLetter {
        AlertLetter(
            [
                try rule("fast", "moves 5% in 15m"), try rule("level", "above 68k"),
                try rule("src", "failing for 5 min"),
                try rule("mine", "above 68k", title: "{pair} {{{price}}} {rule} {time}/{utc}"),
            ]) { _ in 3600 }
    }

    static func letter(
        _ events: [AlertEvent], lost: OutboxMessage.Lost? = nil
    ) throws -> MailForm.Letter {
        try letters().letter(
            of: OutboxMessage(
                number: 1, channel: "mail", events: events, isUrgent: false,
                since: minute.start, lost: lost))
    }

    @Test func `the fact stands first and the rule last`() throws {
        let move = try Self.letter([Self.event("fast", base: 65_030)])
        #expect(move.subject == "kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]")
        #expect(move.topic == "fast kraken:btcusd")
        let level = try Self.letter([Self.event("level")])
        #expect(level.subject == "kraken BTC/USD above 68,000: 68,412.1 [level]")
        let end = try Self.letter([Self.event("level", kind: .end)])
        #expect(end.subject == "Over: kraken BTC/USD above 68,000 [level]")
        var failing = AlertEvent(
            rule: "src", subject: .market(try Market("kraken")), minute: Self.minute, kind: .fire)
        failing.value = 6
        #expect(try Self.letter([failing]).subject == "kraken does not answer since 14:25 [src]")
        #expect(
            try Self.letter([Self.event("mine")]).subject == "BTC/USD {68,412.1} mine 14:31/13:31")
    }

    @Test func `the text has both prices, their times, the rule and its place`() throws {
        var event = try Self.event("fast", base: 65_030)
        event.gap = Self.minute.advanced(by: -300)
        #expect(
            try Self.letter([event]).text == """
                kraken BTC/USD up 5.2% in 11 min to 68,412.1.

                  then   65,030   14:20 (13:20 UTC)
                  now    68,412.1   14:31 (13:31 UTC)

                Seen at 14:31; nothing was polled from 09:31 on, so it may be older.

                Rule fast: moves 5% in 15m, on kraken:btcusd (config.toml, line 12).
                """)
    }

    @Test func `more than three alerts are lines, the one that has moved most first`() throws {
        let events = try (1...120).map { number in
            try Self.event("fast", 100 + Double(number), base: 100, pair: "c\(number)usd")
        }
        let digest = try Self.letter(events)
        #expect(
            digest.subject
                == "120 alerts in 1 min, most: kraken C120/USD up 120% in 11 min to 220 [fast]")
        let lines = digest.text.split(separator: "\n")
        #expect(lines.count == 103 && lines[101] == "  and 20 more")
        #expect(lines[1].hasPrefix("  14:31  kraken C120/USD up 120%"))
        let three = try Self.letter(Array(events.prefix(3)))
        #expect(three.text.split(separator: "\n").count { $0.hasPrefix("Rule fast") } == 3)
    }

    @Test func `alerts that were lost are told at the end, in words`() throws {
        let lost = OutboxMessage.Lost(
            count: 3, first: Self.minute.advanced(by: -1440), last: Self.minute.advanced(by: -1440))
        let text = try Self.letter([Self.event("level")], lost: lost).text
        #expect(text.hasSuffix("\n\n3 alerts of 27 Nov could not be delivered."))
    }

    @Test func `a rule that is no more is named all the same`() throws {
        let letter = try Self.letter([Self.event("gone")])
        #expect(letter.subject == "kraken BTC/USD [gone]")
        #expect(letter.text.hasSuffix("Rule gone, which is no more."))
    }
}
