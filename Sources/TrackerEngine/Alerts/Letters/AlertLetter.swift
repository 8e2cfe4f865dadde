/// What a message says of alerts, for a person: subject and text.
///
/// The fact stands first and the rule last, so that a list of mails, a log and a watch show it.
/// Subjects are ASCII but for what names bring along.
public struct AlertLetter: Sendable {
    let rules: [String: AlertRule]
    /// The seconds east of Greenwich at a time in Unix seconds.
    let offset: @Sendable (Int) -> Int
    /// What is told beside the events themselves.
    public var scene = AlertScene()

    /// The most alerts that are told whole; of more there is a line each.
    public static let mostWhole = 3
    /// The most lines of a digest.
    public static let mostLines = 100

    public init(_ rules: [AlertRule], offset: @escaping @Sendable (Int) -> Int) {
        self.rules = Dictionary(
            rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.offset = offset
    }

    /// The letter of a message.
    public func letter(of message: OutboxMessage) -> MailForm.Letter {
        let events = message.events
        let lost = message.lost.map { "\n\n" + words(of: $0) } ?? ""
        guard events.count > 1 else {
            let event = events[0]
            return MailForm.Letter(
                subject: subject(of: event), text: text(of: event) + lost,
                topic: "\(event.rule) \(event.subject)")
        }
        let sorted = events.sorted { Self.size(of: $0) > Self.size(of: $1) }
        guard events.count > Self.mostWhole || events.allSatisfy(\.isMissed) else {
            let texts = events.map { text(of: $0) }
            return MailForm.Letter(
                subject: digestSubject(sorted), text: texts.joined(separator: "\n\n---\n\n") + lost)
        }
        return MailForm.Letter(
            subject: digestSubject(sorted), text: digestText(sorted) + lost)
    }

    /// The letter that tries a channel.
    public static func test(of channel: String, on machine: String) -> MailForm.Letter {
        MailForm.Letter(
            subject: "Test of tracker-tui on \(machine)",
            text: """
                This was sent by: tracker-tui alerts send-test \(channel)

                Alerts for the channel "\(channel)" will come this way.
                """)
    }
}

extension AlertMessage {
    /// The message that tries a channel through one of its ways; each is a message of its own.
    package static func test(
        of channel: String, through outlet: String, on machine: String = Machine.name,
        at now: Timestamp
    ) -> AlertMessage {
        AlertMessage(
            AlertLetter.test(of: channel, on: machine),
            MailForm.Identity(
                kind: "test", minute: Minute(containing: now),
                key: "\(outlet) \(now.milliseconds) \(UInt64.random(in: 0...(.max)))"),
            at: now)
    }
}

/// What letters tell beside the events themselves.
public struct AlertScene: Sendable {
    /// The day that events are a part of; `nil` for none.
    public var window: DayWindow?
    /// How often a rule has fired about the subject of an event in the 24 hours up to it.
    public var fires: @Sendable (AlertEvent) -> Int? = { _ in nil }
    /// How the rule of an event stands with its subject.
    public var standing: @Sendable (AlertEvent) -> AlertStanding? = { _ in nil }
    /// The name of the clock's zone at a time in Unix seconds: `CET`.
    public var zone: @Sendable (Int) -> String? = { _ in nil }

    public init() {}
}
