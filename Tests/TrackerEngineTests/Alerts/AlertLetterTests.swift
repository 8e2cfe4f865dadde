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
        #expect(try Self.letter([failing]).subject == "kraken has not answered since 14:25 [src]")
        #expect(
            try Self.letter([Self.event("mine")]).subject == "BTC/USD {68,412.1} mine 14:31/13:31")
    }

    @Test func `a spread says how far apart the prices are, and whose the other one is`() throws {
        let letters = AlertLetter([try Self.rule("apart", "30 bp apart from coinbase")]) { _ in 0 }
        var event = try Self.event("apart", 158, base: 155.5)
        event.value = 160.77
        event.baseMinute = event.minute
        #expect(
            letters.subject(of: event)
                == "kraken BTC/USD 30 bp apart from coinbase: 160.8 bp [apart]")
        let text = letters.text(of: event)
        #expect(text.contains("  there  155.5   coinbase\n  now    158     13:31"))
        #expect(text.contains("\n  apart  160.8 bp\n") && !text.contains("then"))
    }

    @Test func `all sources together are named as nobody's`() throws {
        var event = AlertEvent(
            rule: "src", subject: .everything, minute: Self.minute, kind: .fire)
        event.value = 6
        #expect(try Self.letter([event]).subject == "no source has answered since 14:25 [src]")
    }

    @Test func `the text has both prices, their times, the rule and its place`() throws {
        var event = try Self.event("fast", base: 65_030)
        event.gap = Self.minute.advanced(by: -300)
        event.source = "cryptowatch"
        #expect(
            try Self.letter([event]).text == """
                kraken BTC/USD rose 5.2% in 11 minutes, to 68,412.1.

                  then   65,030     14:20
                  now    68,412.1   14:31 (13:31 UTC)
                  from   cryptowatch

                Seen at 14:31; nothing was polled from 09:31 on, so it may be older.

                Rule fast: moves 5% in 15m, on kraken:btcusd (config.toml, line 12).
                Again when it has gone 5% further, or anew once it has moved less than
                2.5% in 15m; not before 14:46.
                To stop it: tracker-tui alerts silence fast 1d
                """)
    }

    @Test func `a mail has the day and the hour as they were then, and the zone's name`() throws {
        let event = try Self.event("level", 220)
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        var day = RollingDay()
        for minute in 0..<120 {
            let quotes = [
                Quote(instrument, try Price(101 + Double(minute))),
                Quote(try Samples.instrument(1), try Price(5 + Double(minute % 2) / 100)),
            ]
            day.ingest(Batch(minute: Self.minute.advanced(by: minute - 119), quotes: quotes))
        }
        // A later price is not known at the alert.
        day.ingest(
            Batch(minute: Self.minute.next, quotes: [Quote(instrument, try Price(1000))]))
        var letters = try Self.letters()
        letters.scene.window = DayWindow(day, through: Self.minute.next)
        letters.scene.zone = { _ in "CET" }
        letters.scene.fires = { _ in 3 }
        letters.scene.standing = { _ in
            AlertStanding(.fired, since: Self.minute, back: 0.0125)
        }
        #expect(
            letters.text(of: event) == """
                kraken BTC/USD above 68,000: 220.

                  now    220   14:31 CET (13:31 UTC)
                  day    +117.8%, from 101 to 220, rank 0.5 (1 of 2)
                  hour   ▁▁▁▁▂▂▂▂▃▃▃▄▄▄▄▅▅▅▅▆▆▆▇▇▇▇████

                Rule level: above 68,000, on kraken:btcusd (config.toml, line 12).
                Again once it is back at 67,150 or below; not before 14:46. 3 times in
                the last 24 hours.
                To stop it: tracker-tui alerts silence level 1d
                """)
    }

    @Test(arguments: [
        ("last<100", "Again once it is back at 102 or above"),
        (
            "up:15m>=3",
            "Again when it has gone 3% further, or anew once it has moved less than 1.5% in 15m"
        ),
        (
            "unusual:15m>=6",
            "Again when it has gone as far again, or anew once it has moved less than 3 times"
        ),
        ("spread:okx>30", "Again once they are less than 15 bp apart"),
        ("stale>10", "Again once there is a price"), ("failing>5", "Again once its source answers"),
        ("each:1k", "Again at another multiple, or at the same one after half a step away"),
        ("chg>3", "Again once chg is back at 2.4 or below"),
        ("high:6h", "Again once it is away from its high"),
        ("last>1 chg>3", "Again once one of its conditions is back"), ("listed", nil),
    ])
    func `a letter says when the rule speaks again`(text: String, words: String?) throws {
        let standing = AlertStanding(.fired, since: Self.minute, back: 0.02)
        let again = try Self.rule("rule", text).again(after: Self.event("rule"), standing)
        #expect(words.map { again?.hasPrefix($0) == true } ?? (again == nil), "\(again ?? "-")")
        var once = try Self.rule("rule", text)
        once.sensitivity.isOnce = true
        #expect(try once.again(after: Self.event("rule"), standing) == "It fires once")
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
        #expect(letter.subject == "kraken BTC/USD at 68,412.1 [gone]")
        #expect(letter.text.hasSuffix("Rule gone, which no longer exists."))
    }

    @Test func `what nobody polled is told as one, and what is live is marked`() throws {
        let events = try ["btcusd", "ethusd"].map { pair in
            var event = try Self.event("level", pair: pair)
            event.isMissed = true
            return event
        }
        let letter = try Self.letter(events)
        #expect(letter.subject == "While nothing was polled, 2 alerts would have fired")
        #expect(letter.text.split(separator: "\n").count { $0.hasPrefix("  14:31") } == 2)
        #expect(letter.text.contains("  14:31  Missed: kraken BTC/USD above"))
        #expect(
            try Self.letter([events[0]]).subject
                == "Missed: kraken BTC/USD above 68,000: 68,412.1 [level]")
        var own = try Self.event("mine")
        own.isMissed = true
        #expect(try Self.letter([own]).subject.hasPrefix("Missed: BTC/USD"))
        var live = try Self.event("level")
        live.isLive = true
        #expect(try Self.letter([live]).text.contains("between two minutes"))
    }

    @Test func `a list with alerts of another day has days`() throws {
        let events = try [-900, -800, -1, 0].map { offset in
            var event = try Self.event("level")
            event = AlertEvent(
                rule: "level", subject: event.subject, minute: Self.minute.advanced(by: offset),
                kind: .fire)
            return event
        }
        let lines = try Self.letter(events).text.split(separator: "\n")
        #expect(lines[1].hasPrefix("  27 Nov 23:31  kraken"))
        #expect(lines[4].hasPrefix("  28 Nov 14:31  kraken"))
    }

    @Test func `a line for a log without a screen is a sentence`() throws {
        let letters = try Self.letters()
        #expect(
            letters.line(on: try Self.event("fast", base: 65_030))
                == "kraken BTC/USD rose 5.2% in 11 minutes, to 68,412.1 (rule fast).")
        var end = try Self.event("level", kind: .end)
        end.isMissed = true
        #expect(
            letters.line(on: end, isSilenced: true)
                == "Missed: Over: kraken BTC/USD above 68,000 (rule level, not sent).")
    }
}
