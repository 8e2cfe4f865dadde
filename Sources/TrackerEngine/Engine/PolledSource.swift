/// One source as the engine asks it: its schedule, what it was asked, and how it does.
struct PolledSource: Sendable {
    private(set) var health: SourceHealth
    private(set) var schedule: PollSchedule
    /// The time at which it was asked, while no answer has come; else `nil`.
    private(set) var asked: Timestamp?
    /// The newest minute that it gave prices for.
    private(set) var answered: Minute?

    init(_ health: SourceHealth, _ schedule: PollSchedule) {
        self.health = health
        self.schedule = schedule
    }

    /// The time at which it is to be asked next.
    mutating func due(at now: Timestamp) -> Timestamp {
        schedule.notice(now)
        return schedule.due(at: now)
    }

    mutating func started(at now: Timestamp) {
        schedule.started(at: now)
        asked = now
        health.nextPoll = nil
    }

    /// Notes an answer; `start` is when the source was asked.
    mutating func succeeded(_ poll: Poll, startedAt start: Timestamp, at now: Timestamp) {
        schedule.succeeded(at: now)
        asked = nil
        health.lastSuccess = now
        health.failure = nil
        health.nextPoll = schedule.due(at: now)
        health.quotes = poll.quotes.count
        health.rejected = poll.rejected
        health.firstRejection = poll.firstRejection
        health.took = now - start
        health.bytes = poll.bytes
    }

    mutating func cancelled() { asked = nil }

    /// Notes a failure; `chance` as in `PollSchedule.failed`.
    mutating func failed(_ error: QuoteError, at now: Timestamp, chance: Double) {
        asked = nil
        schedule.failed(error, at: now, chance: chance)
        let isBarred = if case .barred = error { true } else { false }
        health.failure = SourceHealth.Failure(
            reason: error.description, at: now, times: schedule.failures, isBarred: isBarred)
        health.nextPoll = schedule.due(at: now)
    }

    /// Whether this is its first answer for a minute: then its prices are those of the minute.
    mutating func isFirstAnswer(for minute: Minute) -> Bool {
        defer { answered = minute }
        return answered != minute
    }

    /// Notes the newest requests.
    ///
    /// - Returns: whether they differ from those noted before.
    mutating func note(_ requests: [RequestRecord]) -> Bool {
        guard requests != health.requests else { return false }
        health.requests = requests
        return true
    }

    /// Forgets its polls, because another program asks it from now on.
    ///
    /// Its newest requests are kept.
    mutating func retire() {
        var health = SourceHealth(name: health.name, address: health.address)
        health.requests = self.health.requests
        self.health = health
        asked = nil
    }

    /// Whether prices of a minute may still come from it before the minute is closed anyway.
    func isAwaited(for minute: Minute, at now: Timestamp) -> Bool {
        if answered == minute { return false }
        // Who has been silent for longer is not waited for again.
        if let asked { return asked >= minute.advanced(by: -1).start }
        return schedule.due(at: now) < minute.start + OpenMinute.patience
    }
}
