import Testing

@testable import TrackerEngine

struct PollScheduleTests {
    /// 12:00:00 of some day.
    static let noon = Timestamp(milliseconds: 1_630_152_000_000)
    static let outage = QuoteError.unreachable(host: "h", reason: "r")

    static func refused(_ status: Int, after seconds: Int? = nil) -> QuoteError {
        .refused(host: "h", status: status, retryAfter: seconds.map { .seconds($0) })
    }

    static func busy(after seconds: Int? = nil) -> QuoteError {
        .busy(host: "h", retryAfter: seconds.map { .seconds($0) }, words: "w")
    }

    /// Seconds after noon of the polls of a source that always answers like this, at once.
    static func polls(
        _ count: Int, interval: Duration = .seconds(60), from start: Duration = .zero,
        chance: Double = 0.5,
        failing error: (Int) -> QuoteError?
    ) -> [Int] {
        var schedule = PollSchedule(interval: interval)
        var now = noon + start
        return (0..<count).map { poll in
            now = max(now, schedule.due(at: now))
            schedule.started(at: now)
            let asked = (now - noon).wholeMilliseconds / 1000
            if let error = error(poll) {
                schedule.failed(error, at: now, chance: chance)
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
            Self.polls(5, interval: .seconds(25), from: .seconds(3)) { _ in nil } == [
                3, 25, 50, 60, 85,
            ])
    }

    /// Every whole second that there may be.
    @Test(arguments: 5...60)
    func `every interval has a poll on the minute, and on its multiples between`(seconds: Int) {
        let inMinute = Array(stride(from: 0, to: 60, by: seconds))
        let polls = Self.polls(inMinute.count * 2, interval: .seconds(seconds)) { _ in nil }
        #expect(polls == inMinute + inMinute.map { $0 + 60 })
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

    @Test(arguments: [(0, 60), (7, 60), (30, 60), (90, 120), (3600, 3600), (999_999, 86400)])
    func `a wish counts where it is longer than the own patience`(wish: Int, gap: Int) {
        for error in [Self.refused(429, after: wish), Self.busy(after: wish)] {
            #expect(Self.polls(2) { _ in error } == [0, gap])
        }
    }

    @Test(arguments: [(0, 5), (7, 7), (30, 30), (90, 120), (3600, 3600), (999_999, 86400)])
    func `a server in trouble may ask for more than the usual 5 s`(wish: Int, gap: Int) {
        #expect(Self.polls(2) { _ in Self.refused(503, after: wish) } == [0, gap])
    }

    @Test func `a wish for no patience at all changes nothing`() {
        for status in [429, 500, 503, 404, 403] {
            let polls = Self.polls(20) { _ in Self.refused(status, after: 0) }
            #expect(polls == Self.polls(20) { _ in Self.refused(status) }, "\(status)")
        }
        #expect(Self.polls(20) { _ in Self.busy(after: 0) } == Self.polls(20) { _ in Self.busy() })
    }

    @Test(arguments: [0, 1, 5, 19, 61, 600, 86_400], [0, 0.3, 1.0.nextDown])
    func `no wish makes a source be asked sooner or later than in a day`(
        wish: Int, chance: Double
    ) {
        for status in [429, 418, 403, 500, 503] {
            let own = Self.polls(12, chance: chance) { _ in Self.refused(status) }
            let polls = Self.polls(12, chance: chance) { _ in Self.refused(status, after: wish) }
            let gaps = zip(polls.dropFirst(), polls).map { $0 - $1 }
            #expect(gaps.allSatisfy { $0 >= wish && $0 <= 86_400 }, "\(status)")
            #expect(zip(polls, own).allSatisfy { $0 >= $1 }, "\(status)")
        }
    }

    @Test func `a wish keeps a person from asking, one of nothing does not`() {
        for (wish, isAllowed) in [(0, true), (600, false)] {
            var schedule = PollSchedule()
            schedule.started(at: Self.noon)
            schedule.failed(Self.refused(503, after: wish), at: Self.noon)
            #expect(schedule.allowsExtraPoll(at: Self.noon + .seconds(8)) == isAllowed)
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

    struct Spread: Sendable, CustomTestStringConvertible {
        let what: String
        let error: QuoteError
        /// The first waits in seconds, for the least and for nearly the greatest chance.
        let shortest: [Int]
        let longest: [Int]
        var testDescription: String { what }
    }

    private static let barred = QuoteError.barred(host: "h", status: 451)

    @Test(arguments: [
        Spread(what: "outage", error: outage, shortest: [5, 16, 39], longest: [6, 24, 30]),
        Spread(what: "429", error: refused(429), shortest: [48, 105], longest: [72, 201]),
        Spread(
            what: "503, Retry-After", error: refused(503, after: 30), shortest: [30, 30],
            longest: [36, 36]),
        Spread(
            what: "429, Retry-After", error: refused(429, after: 50), shortest: [50, 104],
            longest: [72, 201]),
        Spread(
            what: "a day", error: refused(429, after: 86_400), shortest: [86_400, 86_400],
            longest: [86_400, 86_400]),
        Spread(
            what: "barred", error: barred, shortest: [2880, 5760, 11520, 11520],
            longest: [4320, 8640, 17280, 17280]),
    ])
    func `waits vary by a fifth, never below what was asked for`(_ spread: Spread) {
        for (chance, expected) in [(0.0, spread.shortest), (1.0.nextDown, spread.longest)] {
            let polls = Self.polls(expected.count + 1, chance: chance) { _ in spread.error }
            #expect(zip(polls.dropFirst(), polls).map { $0 - $1 } == expected)
        }
    }

    @Test(arguments: [0, 0.25, 0.5, 0.999])
    func `polls on the grid do not vary`(chance: Double) {
        #expect(Self.polls(4, chance: chance) { _ in nil } == [0, 60, 120, 180])
        // The third failure of a minute waits for the grid, too.
        let polls = Self.polls(4, chance: chance) { _ in Self.outage }
        #expect(polls[3] == 60)
    }

    @Test func `a server that does not serve this place is asked after 1, 2, then every 4 hours`() {
        let polls = Self.polls(6) { _ in Self.barred }
        #expect(polls.map { $0 / 3600 } == [0, 1, 3, 7, 11, 15])
        let again = Self.polls(5) { poll in poll == 2 ? nil : Self.barred }
        #expect(zip(again.dropFirst(), again).map { $0 - $1 } == [3600, 7200, 60, 3600])
    }

    @Test func `a person may ask a server that barred this place once a minute, at no cost`() {
        var schedule = PollSchedule()
        schedule.started(at: Self.noon)
        schedule.failed(Self.barred, at: Self.noon)
        let due = Self.noon + .seconds(3600)
        for minute in 1...5 {
            let now = Self.noon + .seconds(60 * minute)
            #expect(!schedule.allowsExtraPoll(at: now + .milliseconds(-1)))
            #expect(schedule.allowsExtraPoll(at: now))
            schedule.started(at: now)
            schedule.failed(Self.barred, at: now)
            #expect(schedule.due(at: now) == due)
        }
        schedule.started(at: due)
        schedule.failed(Self.barred, at: due)
        #expect(schedule.due(at: due) == due + .seconds(7200))
    }
}
