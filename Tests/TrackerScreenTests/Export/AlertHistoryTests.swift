import Testing

@testable import TrackerEngine
@testable import TrackerScreen

struct AlertHistoryTests {
    static let utc = LocalTime { _ in 0 }

    static func history(_ pair: String = "btcusd") throws -> AlertHistory {
        let instrument = Instrument(market: try Market("kraken"), pair: try Pair(pair))
        let minute = Minute(index: 29_931_211)
        let rule = AlertRule(
            "fast", on: AlertScope([try AlertReader.part("kraken")]),
            when: try AlertReader.conditions("moves 5% in 15m"))
        let records = try (0..<3).map { number in
            var event = AlertEvent(
                rule: number == 2 ? "gone" : "fast", subject: .pair(instrument),
                minute: minute.advanced(by: number), kind: .fire)
            event.price = try Price(68_412.1)
            event.base = try Price(65_030)
            event.baseMinute = minute.advanced(by: -9)
            let states: [OutboxRow.State] = [.accepted, .waiting]
            return AlertRecord(
                sequence: number, event: event, isSilenced: number == 1,
                deliveries: number == 1
                    ? []
                    : zip(["mail", "phone"], states).map {
                        .init(channel: $0, state: $1, reply: "answered 429")
                    })
        }
        return AlertHistory(records, rules: [rule], utc)
    }

    @Test func `each alert is a line with what became of it`() throws {
        #expect(
            try Self.history().text == """
                28 Nov 13:31  kraken BTC/USD up 5.2% in 9 min to 68,412.1 [fast] · mail accepted, phone waiting (answered 429)
                28 Nov 13:32  kraken BTC/USD up 5.2% in 10 min to 68,412.1 [fast] · silenced
                28 Nov 13:33  kraken BTC/USD at 68,412.1 [gone] · mail accepted, phone waiting (answered 429)

                """)
    }

    @Test func `a table has numbers that read back, and quotes what needs it`() throws {
        let lines = try Self.history("a\"b,c").csv.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(
            lines[0]
                == "time,kind,rule,market,pair,price,value,then,since,seen,silenced,deliveries")
        #expect(
            lines[1]
                == "1795872660,fire,fast,kraken,\"a\"\"b,c\",68412.1,,65030,1795872120,0,0,"
                + "mail=accepted phone=waiting")
    }
}
