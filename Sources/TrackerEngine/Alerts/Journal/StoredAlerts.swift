/// The contents of a store of alerts, as far as somebody needs them.
public struct StoredAlerts: Hashable, Sendable {
    /// How rules stand.
    public var memory = AlertMemory()
    /// The newest records, oldest first.
    public var records: [AlertRecord] = []
    /// What has not been told yet, in the order in which it came.
    public var waiting: [StoredRow] = []
    /// The messages that began the episodes which have not ended.
    public var threads: [AlertThread: MailForm.Identity] = [:]
    /// By the name of the channel.
    public var channels: [String: StoredChannel] = [:]
    public var notes = AlertNotes()
    public var counters = AlertCounters()
    /// What became of a damaged store, for a person; `nil` if it was sound.
    public var recovery: String?
    /// Why some of it is missing, for a person; `nil` for nothing.
    var damage: String?

    public init() {}
}

/// Numbers of a store that go on over restarts.
public struct AlertCounters: Hashable, Sendable {
    /// Of the next record.
    public var nextSequence = 1
    /// Of the next message; `nil` before the first.
    public var nextMessage: Int?
    /// The time of the outbox.
    public var time: Timestamp?
    /// Which store it is: no other one has the same.
    public var identity: String

    public init() {
        let number = UInt64.random(in: 0...(.max))
        identity = String(number, radix: 16)
    }
}

/// A row of the outbox, and the message that it was part of.
public struct StoredRow: Hashable, Sendable {
    public var row: OutboxRow
    /// `nil` before the first try.
    public var identity: MailForm.Identity?

    public init(_ row: OutboxRow, identity: MailForm.Identity? = nil) {
        self.row = row
        self.identity = identity
    }

    /// The order in which rows came, those of one moment by event and channel.
    static func precedes(_ left: StoredRow, _ right: StoredRow) -> Bool {
        if left.row.since != right.row.since { return left.row.since < right.row.since }
        if left.row.event.key != right.row.event.key {
            return AlertEvent.precedes(left.row.event, right.row.event)
        }
        return Name.precedes(left.row.channel, right.row.channel)
    }
}

/// How a channel does, over restarts.
public struct StoredChannel: Hashable, Sendable {
    public var standing: ChannelStanding
    /// What it reaches, for a person.
    public var place: String
    /// When its newest message was accepted.
    public var accepted: Timestamp?

    public init(_ standing: ChannelStanding, place: String, accepted: Timestamp? = nil) {
        self.standing = standing
        self.place = place
        self.accepted = accepted
    }
}

/// The episode of a rule about something, as a channel tells it.
public struct AlertThread: Hashable, Sendable {
    public let channel: String
    public let rule: String
    public let subject: AlertSubject

    public init(_ channel: String, _ event: AlertEvent) {
        self.init(channel, rule: event.rule, subject: event.subject)
    }

    init(_ channel: String, rule: String, subject: AlertSubject) {
        self.channel = channel
        self.rule = rule
        self.subject = subject
    }

    /// A rule about something.
    struct Episode: Hashable, Sendable {
        let rule: String
        let subject: AlertSubject
    }
}

/// What is to be written to a store of alerts.
public struct AlertChange: Hashable, Sendable {
    /// New ones, by sequence; what they say of deliveries is in `rows`.
    public var records: [AlertRecord] = []
    /// How rules stand now; `nil` for as before.
    public var memory: AlertMemory?
    /// Rows that are new or have changed.
    public var rows: [OutboxRow.Key: StoredRow] = [:]
    public var channels: [String: StoredChannel] = [:]
    public var counters: AlertCounters?
    public var notes: [AlertNote] = []
    /// Lets go of what is too old at this time; `nil` for nothing.
    public var pruning: Timestamp?

    public init() {}

    public var isEmpty: Bool { self == AlertChange() }

    /// The most records that are kept.
    static let mostRecords = 100_000

    /// The minute of the oldest record that is kept: 90 days ago.
    static func oldestRecord(at now: Timestamp) -> Minute {
        Minute(containing: now).advanced(by: -90 * Minute.perDay)
    }

    /// When the oldest accepted row that is kept came: 7 days ago.
    static func oldestRow(at now: Timestamp) -> Timestamp { now + .seconds(-7 * 86_400) }
}
