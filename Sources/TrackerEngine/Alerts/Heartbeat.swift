/// When the address of the heartbeat is asked: while all is well, so that its silence means something.
///
/// A value: it knows no network and no clock. It is asked once an interval, whatever became of it
/// before; what failed is not tried sooner.
struct Heartbeat: Hashable, Sendable {
    /// The name that it is tested and stored by; no channel has it.
    static let name = HeartbeatPlan.name

    /// What the address said; its times are those of the clock.
    private(set) var standing = ChannelStanding()
    /// When an answer was good last.
    private(set) var answered: Timestamp?
    /// Why it is not asked for now; `nil` while it is.
    private(set) var hindrance: String?
    private var isUnderWay = false
    /// When it may be asked next; at once before the first time.
    private var next: Minute?
    /// Since when it should have been asked.
    private var overdue: Minute?

    init() {}

    /// Goes on with what was stored.
    init(_ stored: StoredChannel) {
        standing = stored.standing
        answered = stored.accepted
    }

    /// Whether it is asked now, which counts as asked.
    ///
    /// `every`: minutes from one time to the next. `hindrance`: why not all is well; a hindrance of
    /// less than a minute is none: that long the prices of the last minute may take to be evaluated.
    mutating func isDue(at minute: Minute, every: Int, hindrance: String?) -> Bool {
        // A clock that was set back does not make it wait for the time before.
        if let next, next > minute.advanced(by: every) { self.next = nil }
        guard !isUnderWay, next.map({ $0 <= minute }) ?? true else { return false }
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
            answered = now
            standing.failures = 0
        case .refused, .later, .unanswered, .barred:
            standing.failures += 1
            standing.retry = max(next?.start ?? now, now)
            if case .barred = delivery { standing.isBarred = true }
        }
        guard case .later(_, let wait?) = delivery else { return }
        let asked = now + .milliseconds(min(wait.wholeMilliseconds, 3_600_000))
        let earliest = Minute(containing: asked).next
        if let next, earliest > next { self.next = earliest }
        standing.retry = max(standing.retry ?? now, asked)
    }

    /// How it does, for a person.
    var state: ChannelReport.State {
        hindrance == nil
            ? ChannelReport.State(standing, accepted: answered) : .held(since: answered)
    }
}

/// The address of the heartbeat and how often it is asked.
public struct HeartbeatPlan: Sendable {
    /// The name that it is tested by, in place of a channel's.
    public static let name = "heartbeat"

    /// Minutes, at least one.
    public let every: Int
    public let outlet: AlertOutlet

    public init(every: Int, through way: any AlertChannel) {
        self.every = every
        outlet = AlertOutlet(Heartbeat.name, of: Heartbeat.name, .webhook, way)
    }
}
