/// The time of a source's next poll: on the grid while it answers, politely later while it fails.
///
/// The grid is the minutes of UTC and, with an interval below 60 s, its multiples inside of each
/// minute. A failed poll is tried again after 5 s and after 20 s, then with the next minute; a
/// source that has been failing for minutes, or that says "too many requests", is left alone for
/// longer and longer, one that does not serve this country or network for hours. What it says
/// itself (Retry-After) counts where it is longer, up to a day. Waits that are not on the grid vary by a fifth, so that
/// programs that failed together do not come back together.
public struct PollSchedule: Sendable, Hashable {
    private let interval: Duration
    private var plan: Plan?
    private var lastStart: Timestamp?
    private var retries = 0
    /// Polls that failed, one after the other.
    private(set) var failures = 0
    /// The minutes of an outage, and refusals for being too fast, that came one after the other.
    private var failedMinutes = 0
    private var refusal: Refusal?

    /// A server's refusal of further polls.
    private enum Refusal: Sendable, Hashable {
        /// Not before the time that is planned.
        case tooFast
        /// Not from here; so many times in a row.
        case barred(times: Int)
    }

    /// A time to wait for, and from when that was decided: so that a clock set back is noticed.
    private struct Plan: Sendable, Hashable {
        let due: Timestamp
        let decided: Timestamp
    }

    static let retryDelays: [Duration] = [.seconds(5), .seconds(20)]
    /// The least time between two polls of a source, whoever asks for them.
    static let politeGap = Duration.seconds(5)
    static let longestOutageWait = Duration.seconds(5 * 60)
    static let longestBlockedWait = Duration.seconds(15 * 60)
    static let longestRetryAfter = Duration.seconds(24 * 3600)
    /// Waits after a server has refused to serve this country or network; the last one repeats.
    static let barredWaits: [Duration] = [
        .seconds(3600), .seconds(2 * 3600), .seconds(4 * 3600),
    ]
    /// The least time between two polls of such a server that a person asks for: the network may
    /// be another one by then.
    static let barredGap = Duration.seconds(60)

    /// The intervals that may be chosen: no source is asked more often than a person may wish for, nor
    /// less often than once in each minute.
    public static let intervals: ClosedRange<Duration> = politeGap...(.seconds(60))

    /// `interval`: the time from one poll to the next, one of `intervals`.
    public init(interval: Duration = .seconds(60)) {
        precondition(Self.intervals.contains(interval))
        self.interval = interval
    }

    /// The time at which the next poll is due; `now` or earlier means at once.
    public func due(at now: Timestamp) -> Timestamp { plan?.due ?? now }

    /// Plans anew if the clock was set back: a time that was planned on the old one means nothing.
    public mutating func notice(_ now: Timestamp) {
        guard let plan, now < plan.decided else { return }
        self.plan = Plan(due: min(plan.due, grid(after: now)), decided: now)
    }

    /// Whether somebody who asks for a poll right now may have it.
    public func allowsExtraPoll(at now: Timestamp) -> Bool {
        if refusal == .tooFast, now < due(at: now) { return false }
        guard let lastStart, now >= lastStart else { return true }
        let gap = if case .barred = refusal { Self.barredGap } else { Self.politeGap }
        return now - lastStart >= gap
    }

    public mutating func started(at now: Timestamp) {
        if let lastStart, Minute(containing: lastStart) != Minute(containing: now) { retries = 0 }
        lastStart = now
    }

    public mutating func succeeded(at now: Timestamp) {
        failures = 0
        failedMinutes = 0
        retries = 0
        refusal = nil
        plan = Plan(due: grid(after: now), decided: now)
    }

    /// `chance`: in 0..<1, spreads the waits from 0.8 to 1.2 times their length; 0.5 leaves them
    /// as they are.
    public mutating func failed(_ error: QuoteError, at now: Timestamp, chance: Double = 0.5) {
        failures += 1
        let spread = 0.8 + 0.4 * chance
        switch error {
        case .barred: plan = planWhileBarred(now, spread)
        case .refused(_, 500...599, _, _):
            plan = planWhileInTrouble(after: error, at: now, spread: spread)
        case _ where error.asksForPatience:
            refusal = .tooFast
            failedMinutes += 1
            let own = Self.doubled(failedMinutes, upTo: Self.longestBlockedWait)
            plan = Plan(
                due: now + longer(own, or: error.wish, at: now, spread: spread), decided: now)
        case .unreachable, .refused, .busy, .malformed, .cancelled:
            refusal = nil
            plan = Plan(due: now + wait(after: error, now, spread), decided: now)
        }
    }

    /// A wait after a server error (5xx): the usual one, or the server's wish if that is longer.
    private mutating func planWhileInTrouble(
        after error: QuoteError, at now: Timestamp, spread: Double
    ) -> Plan {
        let usual = wait(after: error, now, spread)
        let wish = error.wish.map { wait(atLeast: $0, now, spread) } ?? .zero
        refusal = wish > usual ? .tooFast : nil
        return Plan(due: now + max(usual, wish), decided: now)
    }

    private mutating func planWhileBarred(_ now: Timestamp, _ spread: Double) -> Plan {
        guard case .barred(let times) = refusal else {
            refusal = .barred(times: 1)
            return Plan(due: now + Self.barredWaits[0].times(spread), decided: now)
        }
        // A poll that somebody asked for in between changes nothing.
        if let plan, now < plan.due { return Plan(due: plan.due, decided: now) }
        refusal = .barred(times: times + 1)
        let wait = Self.barredWaits[min(times, Self.barredWaits.count - 1)]
        return Plan(due: now + wait.times(spread), decided: now)
    }

    /// The schedule's own wait, or the server's wish if that is longer.
    private func longer(
        _ own: Duration, or wish: Duration?, at now: Timestamp, spread: Double
    ) -> Duration {
        let floor = wish.map { wait(atLeast: $0, now, spread) } ?? .zero
        return max(onMinute(own, from: now).times(spread), floor)
    }

    /// A wait no shorter than the server's wish, and no longer than a day, jitter included.
    private func wait(atLeast wish: Duration, _ now: Timestamp, _ spread: Double) -> Duration {
        let wait = min(wish, Self.longestRetryAfter)
        let onGrid = wait < .seconds(60) ? wait : onMinute(wait, from: now)
        return min(onGrid.times(max(1, spread)), Self.longestRetryAfter)
    }

    private mutating func wait(
        after error: QuoteError, _ now: Timestamp, _ spread: Double
    ) -> Duration {
        let nextMinute = Minute(containing: now).next.start - now
        if retries < Self.retryDelays.count, failedMinutes < 3 {
            let delay = max(Self.retryDelays[retries].times(spread), Self.politeGap)
            retries += 1
            if delay < nextMinute { return delay }
        }
        retries = 0
        failedMinutes += 1
        guard failedMinutes > 3, case .refused = error else { return nextMinute }
        return onMinute(Self.doubled(failedMinutes - 2, upTo: Self.longestOutageWait), from: now)
            .times(spread)
    }

    /// A wait that doubles with each failure: 1, 2, 4, 8 … minutes.
    private static func doubled(_ times: Int, upTo longest: Duration) -> Duration {
        min(.seconds(60 << min(max(times - 1, 0), 10)), longest)
    }

    /// Lengthens a wait to the next start of a minute.
    private func onMinute(_ wait: Duration, from now: Timestamp) -> Duration {
        let time = now + wait
        let minute = Minute(containing: time)
        return (minute.start == time ? minute : minute.next).start - now
    }

    private func grid(after now: Timestamp) -> Timestamp {
        let start = Minute(containing: now).start
        let gone = (now - start).wholeMilliseconds / interval.wholeMilliseconds
        return start + min(interval * (gone + 1), .seconds(60))
    }
}

extension Duration {
    /// The duration multiplied, to the millisecond.
    fileprivate func times(_ factor: Double) -> Duration {
        .milliseconds(Int((Double(wholeMilliseconds) * factor).rounded()))
    }
}
