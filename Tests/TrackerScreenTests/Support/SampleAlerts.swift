import TrackerEngine

@testable import TrackerScreen

/// Alerts of the sample day in every state that they can be in.
enum SampleAlerts {
    static let configuration = "~/.config/tracker-tui/config.toml"

    static func instrument(_ pair: String, on market: Market = .kraken) throws -> Instrument {
        Instrument(market: market, pair: try Pair(pair))
    }

    static func rule(
        _ name: String, _ when: String, on parts: String..., line: Int? = nil
    ) throws -> AlertRule {
        var rule = AlertRule(
            name, on: AlertScope(try parts.map { try AlertReader.part($0) }),
            when: try AlertReader.conditions(when))
        if let line { rule.place = AlertRule.Place(file: configuration, line: line) }
        return rule
    }

    static func event(
        _ rule: String, _ pair: String, ago minutes: Int, kind: AlertEvent.Kind = .fire,
        from base: Double, to price: Double
    ) throws -> AlertEvent {
        var event = AlertEvent(
            rule: rule, subject: .pair(try instrument(pair)),
            minute: SampleState.now.advanced(by: -minutes), kind: kind)
        event.price = try Price(price)
        event.base = try Price(base)
        event.baseMinute = event.minute.advanced(by: -9)
        event.value = (price / base - 1) * 100
        return event
    }

    static func board() throws -> AlertBoard {
        var board = AlertBoard()
        board.lists.favourites = try ["adausd", "dogeusd"].map { try instrument($0) }
        board.rules = try rules()
        board.records = try records()
        let now = SampleState.now
        board.standings = [
            AlertMemory.Standing(
                rule: "fast", subject: .pair(try instrument("adausd")),
                standing: AlertStanding(.fired, since: now.advanced(by: -20))),
            AlertMemory.Standing(
                rule: "fast", subject: .pair(try instrument("dogeusd")),
                standing: AlertStanding(.fired, since: now.advanced(by: -9))),
            AlertMemory.Standing(
                rule: "spread", subject: .pair(try instrument("dogeusd")),
                standing: AlertStanding(.pending, since: now.advanced(by: -2))),
        ]
        board.silences = [
            AlertSilence(rule: "listed", subject: nil, until: now.start + .seconds(7200))
        ]
        board.channels = channels()
        return board
    }

    private static func rules() throws -> [AlertRule] {
        [
            try rule("fast", "moves 5% in 15m", on: "favourites", line: 12),
            try rule("spread", "30 bp apart from okx", on: "kraken:dogeusd", line: 21),
            try rule("listed", "listed", on: "*", line: 25),
            try rule("sources", "failing for 5 min", on: "*", line: 29),
            try rule("doge-low", "below 1,310", on: "kraken:dogeusd"),
            try rule("quiet", "moves 6 times its usual in 15m", on: "kraken:*usd", "okx"),
        ]
    }

    private static func records() throws -> [AlertRecord] {
        let sent = AlertRecord.Delivered(
            channel: "mail", state: .accepted, reply: "250 2.0.0 Ok: queued as 4F10EF9E2A8")
        let waits = AlertRecord.Delivered(
            channel: "phone", state: .waiting, reply: "429 too many requests")
        let refused = AlertRecord.Delivered(
            channel: "mail", state: .refused, reply: "550 5.1.1 no such user")
        return [
            AlertRecord(
                sequence: 3,
                event: try event("fast", "dogeusd", ago: 1500, from: 1_250, to: 1_320),
                isSeen: true, deliveries: [sent]),
            AlertRecord(
                sequence: 4,
                event: try event("fast", "adausd", ago: 700, from: 1_200, to: 1_140),
                isSeen: true, deliveries: [refused]),
            AlertRecord(
                sequence: 5,
                event: try event("gone", "solusd", ago: 400, from: 1_600, to: 1_690),
                isSeen: true, isSilenced: true),
            AlertRecord(
                sequence: 7,
                event: try event("doge-low", "dogeusd", ago: 200, from: 1_312, to: 1_309),
                isSeen: false, deliveries: [sent, waits]),
            AlertRecord(
                sequence: 8,
                event: try event("fast", "dogeusd", ago: 9, from: 1_250, to: 1_320),
                isSeen: false, deliveries: [sent, waits]),
        ]
    }

    private static func channels() -> [ChannelReport] {
        let now = SampleState.now
        return [
            ChannelReport(
                name: "mail", place: "mail.example.org:587",
                state: .well(now.advanced(by: -9).start),
                reply: "250 2.0.0 Ok: queued as 4F10EF9E2A8"),
            ChannelReport(
                name: "phone", place: "ntfy.example.org",
                state: .failing(retry: now.advanced(by: 12).start),
                reply: "429 too many requests", waiting: 3),
            ChannelReport(name: "desk", place: "notify-send"),
            ChannelReport(
                name: "work", place: "smtp.example.com:465",
                state: .barred(retry: now.advanced(by: 48).start), reply: "wrong password",
                waiting: 1),
        ]
    }

    static func snapshot(_ board: AlertBoard, store: StoreHealth? = nil) throws -> Snapshot {
        let plain = try SampleState.snapshot()
        return Snapshot(
            window: plain.window, sources: plain.sources, store: store ?? plain.store,
            providers: plain.providers, alerts: board)
    }

    static func state(
        _ width: Int = 120, _ height: Int = 40, _ board: AlertBoard? = nil
    ) throws -> State {
        var state = try SampleState.state(
            width, height, snapshot: try snapshot(try board ?? self.board()))
        state.go(to: try instrument("dogeusd"))
        return state
    }
}

extension [Command] {
    /// What is wanted of alerts.
    var orders: [AlertOrder] {
        compactMap { if case .alert(let order) = $0 { order } else { nil } }
    }
}
