/// An event that a channel has to tell.
public struct OutboxRow: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case waiting
        case accepted
        /// The channel does not want it, now or later.
        case refused
        /// A day has passed, or the channel is no more.
        case givenUp = "given up"
    }

    public let channel: String
    public let event: AlertEvent
    public let isUrgent: Bool
    /// When it came, in the time of the outbox.
    public let since: Timestamp
    public internal(set) var state = State.waiting
    /// How often it was handed to the channel.
    public internal(set) var tries = 0
    /// The number of the message that it is part of; `nil` before the first try.
    public internal(set) var message: Int?
    /// What the channel said last.
    public internal(set) var reply: String?

    /// The key that no two rows have.
    public struct Key: Hashable, Sendable {
        public let channel: String
        public let event: AlertEvent.Key
    }

    public var key: Key { Key(channel: channel, event: event.key) }
}

/// What leaves through a channel as one.
public struct OutboxMessage: Hashable, Sendable {
    /// The same for each try of the same message, and for no other.
    public let number: Int
    public let channel: String
    /// What it tells, in the order in which events are told; at least one.
    public let events: [AlertEvent]
    public let isUrgent: Bool
    /// When it was handed to the channel first, as the clock showed it.
    public let since: Timestamp
    /// What could not be delivered before; the message ends with it.
    public let lost: Lost?

    /// Alerts that nobody was told.
    public struct Lost: Hashable, Sendable {
        public internal(set) var count: Int
        /// When the first of them was seen.
        public internal(set) var first: Minute
        /// When the last of them was seen.
        public internal(set) var last: Minute
    }
}
