/// How a channel does: what it has sent, and what it waits for.
///
/// All times are those of the outbox.
public struct ChannelStanding: Hashable, Sendable {
    /// How often in a row it has failed.
    public internal(set) var failures = 0
    /// When it is tried again; `nil` while it is well.
    public internal(set) var retry: Timestamp?
    /// Whether it waits for somebody to mend it.
    public internal(set) var isBarred = false
    /// What it said last.
    public internal(set) var reply: String?
    /// What it has refused since it last took something, for a day; `nil` for nothing.
    public internal(set) var refusals: Refusals?
    /// What nobody has been told yet that it was lost.
    public internal(set) var lost: OutboxMessage.Lost?
    /// The message that is on its way.
    public internal(set) var underWay: UnderWay?
    /// When messages of the last hour left, oldest first.
    public internal(set) var sent: [Sent] = []
    /// Messages that have been tried, by number; those that are done are forgotten.
    public internal(set) var messages: [Int: Timestamp] = [:]

    public init() {}

    public struct Sent: Hashable, Sendable {
        public internal(set) var time: Timestamp
        public let message: Int
        public let isUrgent: Bool
    }

    /// Messages that were refused, one after the other.
    public struct Refusals: Hashable, Sendable {
        public internal(set) var count: Int
        /// When the first of them was refused, as the clock showed it.
        public let since: Timestamp
        /// When the newest was.
        public internal(set) var newest: Timestamp

        /// How long they count where nothing else is sent: one message that was not wanted is no
        /// lasting fault of the channel.
        static let memory = Duration.seconds(86_400)
    }

    public struct UnderWay: Hashable, Sendable {
        public let message: Int
        /// What it says of lost alerts.
        public let lost: OutboxMessage.Lost?
    }

    /// Counts one more that was refused, at a time of the clock, and the time of the outbox then.
    mutating func refuse(at now: Timestamp, _ time: Timestamp) {
        refusals = Refusals(
            count: (refusals?.count ?? 0) + 1, since: refusals?.since ?? now, newest: time)
    }

    mutating func lose(_ event: AlertEvent) {
        guard var sum = lost else {
            lost = OutboxMessage.Lost(count: 1, first: event.minute, last: event.minute)
            return
        }
        sum.count += 1
        sum.first = min(sum.first, event.minute)
        sum.last = max(sum.last, event.minute)
        lost = sum
    }

    /// Forgets what a message has told.
    mutating func told(_ part: OutboxMessage.Lost) {
        guard var sum = lost else { return }
        sum.count -= part.count
        sum.first = max(sum.first, part.last)
        lost = sum.count > 0 ? sum : nil
    }

    /// When one more may leave where `most` may in an hour; `time` if that is now.
    func free(urgent: Bool, most: Int, at time: Timestamp) -> Timestamp {
        let counted = sent.filter { $0.isUrgent == urgent && $0.time > time + .seconds(-3600) }
        guard counted.count >= most else { return time }
        guard most > 0 else { return time + .seconds(3600) }
        return counted[counted.count - most].time + .seconds(3600)
    }
}

// MARK: - What became of messages

extension ChannelStanding {
    /// Forgets the messages that nobody waits for any more.
    mutating func forgetMessages(but numbers: Set<Int>) {
        messages = messages.filter { numbers.contains($0.key) }
    }

    /// Moves the newest try of a message to a time: it arrived between the two.
    mutating func redate(_ number: Int, to time: Timestamp) {
        guard let place = sent.lastIndex(where: { $0.message == number }) else { return }
        sent[place].time = time
    }

    /// Takes the newest try of a message out of those that count: nobody got it.
    mutating func forget(_ number: Int) {
        guard let place = sent.lastIndex(where: { $0.message == number }) else { return }
        sent.remove(at: place)
    }

    mutating func recovered(after number: Int) {
        failures = 0
        retry = nil
        isBarred = false
        messages[number] = nil
    }

    mutating func fail(_ number: Int, _ asked: Duration?, at time: Timestamp) {
        forget(number)
        isBarred = false
        rest(asked, at: time, seed: number)
    }

    /// Waits longer after each failure; what the other side asks for is a lower bound, to an hour.
    mutating func rest(_ asked: Duration?, at time: Timestamp, seed: Int) {
        failures += 1
        let pause = DeliveryPolicy.pause(afterFailures: failures) * 1000
        // Up to a fifth more or less, so that many programs do not knock at once.
        var mixed = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ UInt64(truncatingIfNeeded: failures)) &* 0xBF58_476D_1CE4_E5B9
        let share = Int((mixed >> 40) % 401) - 200
        let own = pause + pause * share / 1000
        let wanted = min(asked?.wholeMilliseconds ?? 0, 3_600_000)
        retry = time + .milliseconds(max(own, wanted))
    }
}
