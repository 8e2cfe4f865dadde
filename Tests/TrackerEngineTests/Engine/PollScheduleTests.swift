import Testing

@testable import TrackerEngine

struct PollScheduleTests {
    /// 12:00:00 of some day.
    static let noon = Timestamp(milliseconds: 1_630_152_000_000)
    static let outage = QuoteError.unreachable(host: "h", reason: "r")

    static func refused(_ status: Int, after seconds: Int? = nil) -> QuoteError {
        .refused(host: "h", status: status, retryAfter: seconds.map { .seconds($0) })
    }

    /// Seconds after noon of the polls of a source that always answers like this, at once.
    static func polls(
        _ count: Int, interval: Int = 60, from start: Duration = .zero,
        failing error: (Int) -> QuoteError?
    ) -> [Int] {
        var schedule = PollSchedule(interval: interval)
        var now = noon + start
        return (0..<count).map { poll in
            now = max(now, schedule.due(at: now))
            schedule.started(at: now)
            let asked = (now - noon).wholeMilliseconds / 1000
            if let error = error(poll) {
                schedule.failed(error, at: now)
            } else {
                schedule.succeeded(at: now)
            }
            return asked
        }
    }

    @Test func `the first poll is at once and the next ones on the minute`() {
        #expect(Self.polls(4, from: .milliseconds(17_300)) { _ in nil } == [17, 60, 120, 180])
    }

    @Test func `a shorter interval fills the minute and keeps its start`() {
        #expect(
            Self.polls(5, interval: 25, from: .seconds(3)) { _ in nil } == [3, 25, 50, 60, 85])
    }

    @Test func `a failed poll is tried after 5 and 20 seconds, then with the minute`() {
        #expect(Self.polls(5) { _ in Self.outage } == [0, 5, 25, 60, 65])
    }

    @Test func `no retry runs into the next minute`() {
        #expect(Self.polls(3, from: .seconds(50)) { _ in Self.outage } == [50, 55, 60])
    }

    @Test func `after minutes of outage it is one try a minute`() {
        let polls = Self.polls(15) { _ in Self.outage }
        #expect(polls.suffix(4).map { $0 % 60 } == [0, 0, 0, 0])
        #expect(zip(polls.dropFirst(11), polls.dropFirst(10)).allSatisfy { $0 - $1 == 60 })
    }

    @Test func `a server in trouble is asked less and less, down to every five minutes`() {
        let polls = Self.polls(20) { _ in Self.refused(503) }
        let gaps = zip(polls.dropFirst(), polls).map { $0 - $1 }
        #expect(gaps.suffix(3) == [300, 300, 300])
        #expect(gaps.contains(120))
    }

    @Test func `too many requests is answered with patience, down to every quarter of an hour`() {
        let polls = Self.polls(9) { _ in Self.refused(429) }
        let gaps = zip(polls.dropFirst(), polls).map { $0 - $1 }
        #expect(gaps == [60, 120, 240, 480, 900, 900, 900, 900])
    }

    @Test(arguments: [(7, 7), (30, 30), (90, 120), (3600, 3600), (0, 5), (999_999, 86400)])
    func `Retry-After is honoured`(wish: Int, gap: Int) {
        for status in [429, 503] {
            let polls = Self.polls(2) { _ in Self.refused(status, after: wish) }
            #expect(polls == [0, gap])
        }
    }

    @Test func `one good answer ends every wait`() {
        let polls = Self.polls(14) { poll in poll < 10 ? Self.refused(503) : nil }
        let gaps = zip(polls.dropFirst(), polls).map { $0 - $1 }
        #expect(gaps.suffix(3) == [60, 60, 60])
    }

    @Test func `a clock set back does not stop the polls`() {
        var schedule = PollSchedule()
        schedule.started(at: Self.noon)
        schedule.succeeded(at: Self.noon)
        let earlier = Self.noon + .seconds(-7200 + 10)
        let minute = Self.noon + .seconds(-7200 + 60)
        schedule.notice(earlier)
        #expect(schedule.due(at: earlier) == minute)
        schedule.notice(minute)
        #expect(schedule.due(at: minute) == minute)
    }

    @Test func `an extra poll is allowed unless it would be impolite`() {
        var schedule = PollSchedule()
        #expect(schedule.allowsExtraPoll(at: Self.noon))
        schedule.started(at: Self.noon)
        schedule.succeeded(at: Self.noon)
        #expect(!schedule.allowsExtraPoll(at: Self.noon + .seconds(4)))
        #expect(schedule.allowsExtraPoll(at: Self.noon + .seconds(5)))
        schedule.failed(Self.refused(429), at: Self.noon)
        #expect(!schedule.allowsExtraPoll(at: Self.noon + .seconds(30)))
    }
}
