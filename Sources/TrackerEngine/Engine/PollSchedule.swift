/// When a source is asked next: on the grid while it answers, politely later while it does not.
///
/// The grid are the minutes of UTC and, with an interval below 60 s, its multiples inside of each
/// minute. A failed poll is tried again after 5 s and after 20 s, then with the next minute; a
/// source that has been failing for minutes, or that says "too many requests", is left alone for
/// longer and longer. What it says itself (Retry-After) is honoured.
public struct PollSchedule: Sendable, Hashable {
    /// Seconds, 5 to 60.
    private let interval: Int
    private var plan: Plan?
    private var lastStart: Timestamp?
    private var retries = 0
    /// Polls that failed, one after the other.
    private(set) var failures = 0
    /// The minutes of an outage, and refusals for being too fast, that came one after the other.
    private var failedMinutes = 0
    private var isBlocked = false

    /// A time to wait for, and from when that was decided: so that a clock set back is noticed.
    private struct Plan: Sendable, Hashable {
        let due: Timestamp
        let decided: Timestamp
    }

    static let retryDelays: [Duration] = [.seconds(5), .seconds(20)]
    /// Nobody is asked twice within it, whoever wishes so.
    static let politeGap = Duration.seconds(5)
    static let longestOutageWait = Duration.seconds(5 * 60)
    static let longestBlockedWait = Duration.seconds(15 * 60)
    static let longestRetryAfter = Duration.seconds(24 * 3600)

    public init(interval: Int = 60) { self.interval = min(max(interval, 5), 60) }

    /// When the next poll is due; `now` or earlier: at once.
    public func due(at now: Timestamp) -> Timestamp { plan?.due ?? now }

    /// The clock shows this time: where it was set back, what was planned on the old time means
    /// nothing any more.
    public mutating func notice(_ now: Timestamp) {
        guard let plan, now < plan.decided else { return }
        self.plan = Plan(due: min(plan.due, grid(after: now)), decided: now)
    }

    /// Whether somebody who asks for a poll right now may have it.
    public func allowsExtraPoll(at now: Timestamp) -> Bool {
        if isBlocked, now < due(at: now) { return false }
        guard let lastStart, now >= lastStart else { return true }
        return now - lastStart >= Self.politeGap
    }

    public mutating func started(at now: Timestamp) {
        if let lastStart, Minute(containing: lastStart) != Minute(containing: now) { retries = 0 }
        lastStart = now
    }

    public mutating func succeeded(at now: Timestamp) {
        failures = 0
        failedMinutes = 0
        retries = 0
        isBlocked = false
        plan = Plan(due: grid(after: now), decided: now)
    }

    public mutating func failed(_ error: QuoteError, at now: Timestamp) {
        failures += 1
        let wait = wait(after: error, at: now)
        plan = Plan(due: now + wait, decided: now)
    }

    private mutating func wait(after error: QuoteError, at now: Timestamp) -> Duration {
        let nextMinute = Minute(containing: now).next.start - now
        isBlocked = false
        if case .refused(_, let status, let retryAfter, _) = error,
            status == 429 || retryAfter != nil
        {
            isBlocked = true
            failedMinutes += 1
            let wish = retryAfter ?? Self.doubled(failedMinutes, upTo: Self.longestBlockedWait)
            let wait = min(max(wish, Self.politeGap), Self.longestRetryAfter)
            return wait < .seconds(60) ? wait : onMinute(wait, from: now)
        }
        if retries < Self.retryDelays.count, failedMinutes < 3 {
            let delay = Self.retryDelays[retries]
            retries += 1
            if delay < nextMinute { return delay }
        }
        retries = 0
        failedMinutes += 1
        guard failedMinutes > 3, case .refused = error else { return nextMinute }
        return onMinute(Self.doubled(failedMinutes - 2, upTo: Self.longestOutageWait), from: now)
    }

    /// 1, 2, 4, 8 … minutes.
    private static func doubled(_ times: Int, upTo longest: Duration) -> Duration {
        min(.seconds(60 << min(max(times - 1, 0), 10)), longest)
    }

    /// Up to the start of the minute at that time, or of the one after it.
    private func onMinute(_ wait: Duration, from now: Timestamp) -> Duration {
        let time = now + wait
        let minute = Minute(containing: time)
        return (minute.start == time ? minute : minute.next).start - now
    }

    private func grid(after now: Timestamp) -> Timestamp {
        let start = Minute(containing: now).start
        let gone = (now - start).wholeMilliseconds / 1000
        return start + .seconds(min((gone / interval + 1) * interval, 60))
    }
}
