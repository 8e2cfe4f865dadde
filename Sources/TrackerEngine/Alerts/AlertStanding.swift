/// How a rule stands with a pair; without one it is armed, or has never seen the pair.
///
/// Everything that evaluation remembers, also over a restart.
public struct AlertStanding: Hashable, Sendable {
    public enum Phase: UInt8, Hashable, Sendable, CaseIterable {
        /// The conditions held when the pair was first seen.
        case held = 1
        /// They do not hold, or came back; kept as long as the cool-down runs.
        case armed = 2
        /// They hold, and have to for some time, or the cool-down runs.
        case pending = 3
        /// It has fired, and the figure has not come back.
        case fired = 4
        /// It has fired, and does so once only.
        case done = 5
    }

    public var phase: Phase
    /// The minute at which the phase began.
    public var since: Minute
    /// The minute of the last fire, or of the last time that it fired again.
    public var lastFire: Minute?
    /// The price at the last fire; of a rule with `each` that is pending, the price before.
    public var base: Double
    /// The share of a level that the price has to come back by; of a rule with `each` the multiple
    /// that was passed last, NaN for none.
    public var back: Double
    /// How often it has fired in this episode.
    public var count: Int

    public init(
        _ phase: Phase, since: Minute, lastFire: Minute? = nil, base: Double = .nan,
        back: Double = 0, count: Int = 0
    ) {
        self.phase = phase
        self.since = since
        self.lastFire = lastFire
        self.base = base
        self.back = back
        self.count = count
    }

    public static func == (left: AlertStanding, right: AlertStanding) -> Bool {
        left.phase == right.phase && left.since == right.since && left.lastFire == right.lastFire
            && left.base.bitPattern == right.base.bitPattern
            && left.back.bitPattern == right.back.bitPattern && left.count == right.count
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(phase)
        hasher.combine(since)
    }

    /// The same with times in the future as now.
    func goingBack(to minute: Minute) -> AlertStanding {
        var standing = self
        standing.since = min(since, minute)
        standing.lastFire = lastFire.map { min($0, minute) }
        return standing
    }
}
