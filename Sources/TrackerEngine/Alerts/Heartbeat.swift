/// When the address of the heartbeat is requested: while all is well, so that its silence means something.
///
/// A value: it knows no network and no clock. The address is requested once an interval, whatever became of it
/// before; what failed is not tried sooner.
struct Heartbeat: Hashable, Sendable {
    /// What the address said; its times are those of the clock.
    private(set) var standing = ChannelStanding()
    /// When the newest good answer came.
    private(set) var lastAnswer: Timestamp?
    /// Why it is not requested for now; `nil` while it is.
    private(set) var hindrance: String?
    private var isUnderWay = false
    /// When its interval is over; at once before the first time.
    private var next: Minute?
    /// Until when the address wants to be left alone, whatever the interval is.
    private var rest: Minute?
    /// Since when it should have been requested.
    private var overdue: Minute?

    /// The longest that an address is left alone because it asks for it.
    private static let longestRest = Duration.seconds(3600)

    init() {}

    /// Goes on with what was stored.
    init(_ stored: StoredChannel) {
        standing = stored.standing
        lastAnswer = stored.accepted
    }

    /// Forgets that the address wants to be left alone: another one is meant now.
    mutating func forgetRest() { rest = nil }

    /// Whether it is requested now, which counts as done.
    ///
    /// `every`: minutes from one time to the next. `hindrance`: why not all is well; a hindrance of
    /// less than a minute is none: that long the prices of the last minute may take to be evaluated.
    mutating func isDue(at minute: Minute, every: Int, hindrance: String?) -> Bool {
        // A clock that was set back does not make it wait for the time before.
        if let next, next > minute.advanced(by: every) { self.next = nil }
        if let rest, rest > Self.end(ofRest: Self.longestRest, from: minute.start) {
            self.rest = nil
        }
        guard !isUnderWay, max(next ?? minute, rest ?? minute) <= minute else { return false }
        guard let hindrance else {
            (isUnderWay, self.hindrance, overdue) = (true, nil, nil)
            next = minute.advanced(by: every)
            return true
        }
        let start = min(overdue ?? minute, minute)
        overdue = start
        if start < minute { self.hindrance = hindrance }
        return false
    }

    /// Takes note of what became of it.
    mutating func answered(_ delivery: Delivery, at now: Timestamp) {
        isUnderWay = false
        standing.reply = delivery.words
        standing.isBarred = false
        standing.retry = nil
        switch delivery {
        case .accepted:
            lastAnswer = now
            standing.failures = 0
        case .refused, .later, .unanswered, .barred:
            standing.failures += 1
            standing.retry = max(next?.start ?? now, now)
            if case .barred = delivery { standing.isBarred = true }
        }
        rest = nil
        guard case .later(_, let wait?) = delivery else { return }
        let end = Self.end(ofRest: min(wait, Self.longestRest), from: now)
        rest = end
        standing.retry = max(standing.retry ?? now, end.start)
    }

    /// The first minute that begins after a rest.
    private static func end(ofRest wait: Duration, from now: Timestamp) -> Minute {
        Minute(containing: now + .milliseconds(wait.wholeMilliseconds)).next
    }

    /// How it does, for a person.
    var state: ChannelReport.State {
        hindrance == nil
            ? ChannelReport.State(standing, accepted: lastAnswer) : .paused(since: lastAnswer)
    }
}

/// The address of the heartbeat and how often it is requested.
public struct HeartbeatPlan: Sendable {
    /// The name that it is tested and stored by; no channel has it.
    public static let name = "heartbeat"

    /// Minutes, at least one.
    public let every: Int
    public let outlet: AlertOutlet

    public init(every: Int, through way: any AlertChannel) {
        self.every = every
        outlet = AlertOutlet(Self.name, of: Self.name, .webhook, way)
    }
}
