/// What has to be told, through which channel and when.
///
/// A value: it is asked what is to be sent, and told what became of it; somebody else sends, and
/// commits it before and after. Its time never goes back: while the clock of the machine was set
/// back, no time has passed. What it keeps survives in its rows and standings.
///
/// ```swift
/// let step = outbox.next(at: clock.now)
/// // Commit; then send each message, and for each:
/// outbox.answered(message.number, on: message.channel, with: .accepted("250 Ok"), at: clock.now)
/// ```
public struct Outbox: Hashable, Sendable {
    /// What is to be done now.
    public struct Step: Hashable, Sendable {
        /// At most one for each channel.
        public var messages: [OutboxMessage] = []
        /// When the outbox wants to be asked again, by the clock; `nil` for not before something comes.
        public var again: Timestamp?
    }

    /// The most events that wait for a channel.
    var mostWaiting = 100_000

    /// How much each channel may send, by its name.
    public private(set) var policies: [String: DeliveryPolicy]
    /// When alerts are held that are not urgent.
    public private(set) var quiet: QuietTime?
    /// What has not been told, in the order in which it came.
    public internal(set) var rows: [OutboxRow]
    public internal(set) var standings: [String: ChannelStanding]
    /// The time of the outbox.
    public private(set) var time: Timestamp
    /// What the clock showed last.
    private(set) var shown: Timestamp
    /// The number of the next message.
    public internal(set) var nextNumber: Int
    /// Rows that are done since somebody asked for them.
    var done: [OutboxRow] = []

    /// An outbox that goes on with what was kept, or begins.
    ///
    /// A message that was under way may have arrived; it is sent again.
    public init(
        _ policies: [String: DeliveryPolicy], quiet: QuietTime? = nil, rows: [OutboxRow] = [],
        standings: [String: ChannelStanding] = [:], nextNumber: Int = 1, since: Timestamp? = nil,
        at now: Timestamp
    ) {
        self.policies = policies
        self.quiet = quiet
        self.rows = rows.filter { $0.state == .waiting }
        self.standings = standings
        self.nextNumber = nextNumber
        shown = now
        time = max(since ?? now, now)
        for name in standings.keys.sorted() {
            guard let way = standings[name]?.underWay else { continue }
            // It may have arrived just now.
            self.standings[name]?.underWay = nil
            self.standings[name]?.redate(way.message, to: time)
        }
    }

    /// Keeps what another outbox has under way, which will be answered yet.
    mutating func keepUnderWay(of other: Outbox) {
        for (name, standing) in other.standings where standing.underWay != nil {
            standings[name] = standing
        }
    }

    /// Adds an event for each of the channels; one that is waiting there already changes nothing.
    public mutating func add(
        _ events: [AlertEvent], urgent: Bool = false, to channels: [String], at now: Timestamp
    ) {
        advance(to: now)
        var known = Set(rows.map(\.key))
        for event in events {
            for channel in channels {
                let row = OutboxRow(
                    channel: channel, event: event, isUrgent: urgent, since: time)
                if known.insert(row.key).inserted { rows.append(row) }
            }
        }
    }

    /// The rows that were accepted, refused or given up since the last call.
    public mutating func removeDone() -> [OutboxRow] {
        defer { done = [] }
        return done
    }

    /// Takes other channels; what is under way stays so, and what has no channel any more is given up.
    public mutating func change(_ policies: [String: DeliveryPolicy], quiet: QuietTime?) {
        self.policies = policies
        self.quiet = quiet
    }

    /// A time of the outbox as the clock of the machine will show it.
    func onClock(_ moment: Timestamp) -> Timestamp { shown + (moment - time) }

    /// Tries a channel at once: its configuration has changed.
    public mutating func mended(_ channel: String) {
        standings[channel]?.retry = nil
        standings[channel]?.isBarred = false
    }

    /// Takes note that a channel takes messages: a test was accepted, or other settings count.
    public mutating func recovered(_ channel: String) {
        mended(channel)
        standings[channel]?.refusals = nil
    }

    /// Takes note that a test message was refused.
    public mutating func refused(_ words: String, by channel: String, at now: Timestamp) {
        advance(to: now)
        standings[channel, default: ChannelStanding()].refuse(at: shown, time)
        standings[channel]?.reply = words
    }

    /// Forgets what channels have refused, and said of it, a day after the newest.
    mutating func forgetOldRefusals(at now: Timestamp) {
        advance(to: now)
        for (name, standing) in standings {
            guard let refusals = standing.refusals,
                time - refusals.newest >= ChannelStanding.Refusals.memory
            else { continue }
            standings[name]?.refusals = nil
            standings[name]?.reply = nil
        }
    }

    mutating func advance(to now: Timestamp) {
        if now > shown { time = time + (now - shown) }
        shown = now
    }
}
