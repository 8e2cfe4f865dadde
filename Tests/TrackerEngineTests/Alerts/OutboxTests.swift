import TestSupport
import Testing

@testable import TrackerEngine

struct OutboxTests {
    static let start = Timestamp(milliseconds: 1_630_152_000_000)  // 12:00 UTC

    static func event(_ number: Int, rule: String = "fast") throws -> AlertEvent {
        let instrument = Instrument(
            market: try Market("kraken"), pair: try Pair("coin\(number)usd"))
        return AlertEvent(
            rule: rule, subject: .pair(instrument),
            minute: Minute(containing: start).advanced(by: number), kind: .fire)
    }

    static func events(_ range: Range<Int>) throws -> [AlertEvent] {
        try range.map { try event($0) }
    }

    static func after(_ seconds: Int) -> Timestamp { start + .seconds(seconds) }

    static func outbox(
        _ policy: DeliveryPolicy = .mail, quiet: QuietTime? = nil, at time: Timestamp = start
    ) -> Outbox {
        Outbox(["mail": policy], quiet: quiet, at: time)
    }

    /// Sends what may leave and answers; the numbers of events in each message.
    static func send(
        _ outbox: inout Outbox, at time: Timestamp, _ delivery: Delivery = .accepted("250 Ok")
    ) -> [Int] {
        let step = outbox.next(at: time)
        for message in step.messages {
            outbox.answered(message.number, on: message.channel, with: delivery, at: time)
        }
        return step.messages.map(\.events.count)
    }

    @Test func `the first alert leaves at once, and what follows within a minute as one`() throws {
        var outbox = Self.outbox()
        outbox.add([try Self.event(0)], to: ["mail"], at: Self.start)
        #expect(Self.send(&outbox, at: Self.start) == [1])
        for number in 1...5 {
            outbox.add([try Self.event(number)], to: ["mail"], at: Self.after(number))
            let step = outbox.next(at: Self.after(number))
            #expect(step.messages.isEmpty && step.again == Self.after(60))
        }
        #expect(Self.send(&outbox, at: Self.after(60)) == [5])
        #expect(outbox.rows.isEmpty && outbox.next(at: Self.after(61)).again == nil)
    }

    @Test func `an event that waits already is not added again`() throws {
        var outbox = Self.outbox()
        let event = try Self.event(0)
        outbox.add([event, event], to: ["mail", "mail"], at: Self.start)
        outbox.add([event], to: ["mail"], at: Self.start)
        #expect(outbox.rows.count == 1)
    }

    @Test func `what is over the budget leaves together at the next quarter of an hour`() throws {
        var outbox = Self.outbox()
        var sent: [Int: [Int]] = [:]
        for minute in 0..<120 {
            outbox.add([try Self.event(minute)], to: ["mail"], at: Self.after(minute * 60))
            let counts = Self.send(&outbox, at: Self.after(minute * 60))
            if !counts.isEmpty { sent[minute] = counts }
        }
        #expect(sent.keys.filter { $0 < 15 }.sorted() == Array(0..<8))
        #expect(sent[15] == [8] && sent[30] == [15] && sent[45] == [15])
        for hour in 0..<60 {
            #expect(sent.keys.count { (hour..<hour + 60).contains($0) } <= 12)
        }
    }

    @Test func `urgent alerts wait neither for others nor for quiet hours`() throws {
        let quiet = QuietTime(try #require(QuietHours("11:00-13:00"))) { _ in 0 }
        var outbox = Self.outbox(quiet: quiet)
        outbox.add(try Self.events(0..<3), to: ["mail"], at: Self.start)
        let step = outbox.next(at: Self.start)
        #expect(step.messages.isEmpty && step.again == Self.after(3600))
        outbox.add([try Self.event(9)], urgent: true, to: ["mail"], at: Self.after(1))
        let urgent = outbox.next(at: Self.after(1)).messages
        #expect(urgent.count == 1 && urgent[0].isUrgent && urgent[0].events.count == 1)
        outbox.answered(urgent[0].number, on: "mail", with: .accepted(""), at: Self.after(1))
        #expect(Self.send(&outbox, at: Self.after(3599)) == [])
        #expect(Self.send(&outbox, at: Self.after(3600)) == [3])
    }

    @Test func `quiet hours are those that the clock shows, also where an hour is doubled`() throws
    {
        // Clocks go from 03:00 back to 02:00 at 01:00 UTC.
        let change = 1_635_642_000
        let quiet = QuietTime(try #require(QuietHours("23:00-03:00"))) { $0 < change ? 7200 : 3600 }
        let before = Timestamp(milliseconds: (change - 60) * 1000)
        #expect(quiet.end(at: before)?.unixSeconds == change + 3600)
        #expect(quiet.end(at: Timestamp(milliseconds: (change + 3600) * 1000)) == nil)
    }

    @Test func `a channel that fails is asked less and less often, with one message`() throws {
        var outbox = Self.outbox()
        outbox.add([try Self.event(0)], to: ["mail"], at: Self.start)
        var time = Self.start
        var waits: [Int] = []
        for number in 1...7 {
            let step = outbox.next(at: time)
            #expect(step.messages.map(\.number) == [1] && step.messages[0].since == Self.start)
            outbox.answered(1, on: "mail", with: .later("451 later"), at: time)
            outbox.add([try Self.event(number)], to: ["mail"], at: time)
            let again = try #require(outbox.next(at: time).again)
            waits.append((again - time).wholeMilliseconds / 1000)
            time = again
        }
        for (wait, pause) in zip(waits, [30, 120, 300, 900, 1800, 3600, 3600]) {
            #expect((pause * 4 / 5...pause * 6 / 5).contains(wait), "\(waits)")
        }
        #expect(Self.send(&outbox, at: time) == [1])
        // The others together, after the minute.
        #expect(Self.send(&outbox, at: time + .seconds(60)) == [7])
    }

    @Test(arguments: [(600, 600), (7200, 3600), (1, 30)])
    func `what the other side asks for is waited for, up to an hour`(asked: Int, least: Int) throws
    {
        var outbox = Self.outbox()
        outbox.add([try Self.event(0)], to: ["mail"], at: Self.start)
        _ = Self.send(&outbox, at: Self.start, .later("429", retryAfter: .seconds(asked)))
        let again = try #require(outbox.next(at: Self.start).again)
        let wait = (again - Self.start).wholeMilliseconds / 1000
        #expect((least * 4 / 5...least * 6 / 5).contains(wait))
        #expect(asked < 30 || wait >= least)
    }

    @Test func `a channel to be mended is tried each hour, and at once when it was`() throws {
        var outbox = Self.outbox()
        outbox.add([try Self.event(0)], to: ["mail"], at: Self.start)
        _ = Self.send(&outbox, at: Self.start, .barred("wrong password"))
        #expect(outbox.standings["mail"]?.isBarred == true)
        #expect(outbox.standings["mail"]?.reply == "wrong password")
        #expect(outbox.next(at: Self.after(1)).again == Self.after(3600))
        outbox.mended("mail")
        #expect(Self.send(&outbox, at: Self.after(2)) == [1])
        #expect(outbox.standings["mail"]?.isBarred == false)
    }

    @Test func `what was given up after a day is told by the next message, once`() throws {
        var outbox = Self.outbox()
        outbox.add(try Self.events(0..<3), to: ["mail"], at: Self.start)
        _ = Self.send(&outbox, at: Self.start, .later("451"))
        outbox.add([try Self.event(9)], to: ["mail"], at: Self.after(80_000))
        let message = try #require(outbox.next(at: Self.after(86_400)).messages.first)
        #expect(message.events == [try Self.event(9)] && message.lost?.count == 3)
        #expect(outbox.removeDone().map(\.state) == [.givenUp, .givenUp, .givenUp])
        outbox.answered(
            message.number, on: "mail", with: .accepted("250 Ok"), at: Self.after(86_400))
        outbox.add([try Self.event(10)], to: ["mail"], at: Self.after(90_000))
        #expect(outbox.next(at: Self.after(90_000)).messages.first?.lost == nil)
    }

    @Test func `a refused message is lost, and the channel is well`() throws {
        var outbox = Self.outbox()
        outbox.add([try Self.event(0)], to: ["mail"], at: Self.start)
        _ = Self.send(&outbox, at: Self.start, .refused("550 no such user"))
        let row = try #require(outbox.removeDone().first)
        #expect(row.state == .refused && row.reply == "550 no such user")
        outbox.add([try Self.event(1)], to: ["mail"], at: Self.after(1))
        #expect(outbox.next(at: Self.after(1)).messages.first?.lost?.count == 1)
    }

    @Test func `refusals are counted until something is accepted, and hold nothing up`() throws {
        var outbox = Self.outbox()
        for number in 0..<3 {
            let time = Self.after(number)
            outbox.add([try Self.event(number)], to: ["mail"], at: time)
            #expect(Self.send(&outbox, at: time, .refused("550 no such user")) == [1])
            let refusals = outbox.standings["mail"]?.refusals
            #expect(refusals?.count == number + 1 && refusals?.since == Self.start)
        }
        // What says nothing of the messages leaves the count as it is.
        outbox.add([try Self.event(3)], to: ["mail"], at: Self.after(3))
        _ = Self.send(&outbox, at: Self.after(3), .later("451"))
        outbox.mended("mail")
        #expect(outbox.standings["mail"]?.refusals?.count == 3)
        #expect(Self.send(&outbox, at: Self.after(4)) == [1])
        #expect(outbox.standings["mail"]?.refusals == nil)
    }

    @Test func `refusals are forgotten a day after the newest, whatever the clock does`() {
        var outbox = Self.outbox()
        outbox.refused("550 no such user", by: "mail", at: Self.start)
        outbox.refused("550 no such user", by: "mail", at: Self.after(50_000))
        outbox.forgetOldRefusals(at: Self.after(100_000))
        #expect(outbox.standings["mail"]?.refusals?.count == 2)
        // Set back by a day: no time has passed.
        outbox.forgetOldRefusals(at: Self.after(13_600))
        #expect(outbox.standings["mail"]?.refusals?.count == 2)
        outbox.forgetOldRefusals(at: Self.after(50_000))
        #expect(outbox.standings["mail"]?.refusals == nil)
    }

    @Test func `a test that is refused counts, and one that is accepted ends it`() {
        var outbox = Self.outbox()
        outbox.refused("550 no such user", by: "mail", at: Self.after(5))
        #expect(outbox.standings["mail"]?.refusals?.since == Self.after(5))
        #expect(outbox.standings["mail"]?.reply == "550 no such user")
        outbox.recovered("mail")
        #expect(outbox.standings["mail"]?.refusals == nil)
    }

    @Test func `ten thousand events of a minute are one message, and a vanished channel has none`()
        throws
    {
        var outbox = Self.outbox()
        outbox.add(try Self.events(0..<10_000), to: ["mail", "gone"], at: Self.start)
        #expect(Self.send(&outbox, at: Self.start) == [10_000])
        let gone = outbox.removeDone().filter { $0.channel == "gone" }
        #expect(gone.count == 10_000 && gone.allSatisfy { $0.state == .givenUp })
    }
}

// MARK: - Law

/// A channel and a machine that do what they please: outcomes, kills and clock jumps by chance.
private struct Rough {
    var random: SeededGenerator
    var clock = OutboxTests.start
    /// Time that has passed, as an outbox counts it: a clock set back counts as none.
    var passed = 0
    var outbox: Outbox
    /// What would be read after a kill.
    var stored: Outbox
    /// Rows that are done, as the store has them.
    var ended: [OutboxRow.Key: OutboxRow.State] = [:]
    var arrivals: [OutboxRow.Key: Int] = [:]
    /// Messages of which more than one copy may have arrived.
    var doubtful: Set<OutboxRow.Key> = []
    var times: [(passed: Int, urgent: Bool)] = []
    /// How many messages a channel has refused in a row.
    var refused: [String: Int] = [:]
    let policies: [String: DeliveryPolicy]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        policies = [
            "mail": .mail,
            "hook": DeliveryPolicy(gather: .seconds(10), hourly: 3, urgentHourly: 2),
        ]
        outbox = Outbox(policies, at: clock)
        stored = outbox
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    mutating func move(by seconds: Int) {
        clock = clock + .seconds(seconds)
        if seconds > 0 { passed += seconds }
    }

    mutating func commit() {
        for row in outbox.removeDone() { ended[row.key] = row.state }
        stored = outbox
    }

    /// Goes on with what is stored, as the next program would.
    mutating func kill() {
        outbox = Outbox(
            policies, rows: stored.rows, standings: stored.standings,
            nextNumber: stored.nextNumber, since: stored.time, at: clock)
        // The clock may have been set back meanwhile.
        commit()
    }

    mutating func deliver(_ message: OutboxMessage, mayFail: Bool) {
        let keys = message.events.map {
            OutboxRow.Key(channel: message.channel, event: $0.key)
        }
        let way = mayFail ? Int.random(in: 0..<8, using: &random) : 0
        let wait = Int.random(in: 0...40, using: &random)
        let arrives = [0, 1, 2, 7].contains(way)
        if arrives {
            for key in keys { arrivals[key, default: 0] += 1 }
            if message.channel == "hook" { times.append((passed, message.isUrgent)) }
        }
        move(by: wait)
        let delivery: Delivery
        switch way {
        case 0, 1, 2: delivery = .accepted("250 Ok")
        case 3: delivery = .later("451", retryAfter: chance(50) ? .seconds(500) : nil)
        case 4: delivery = .refused("550")
        case 5: delivery = .barred("535")
        default: delivery = .unanswered("nothing")
        }
        if way == 7 { doubtful.formUnion(keys) }
        if mayFail, chance(5) {
            doubtful.formUnion(keys)
            return kill()
        }
        outbox.answered(message.number, on: message.channel, with: delivery, at: clock)
        commit()
        switch delivery {
        case .accepted: refused[message.channel] = 0
        case .refused: refused[message.channel, default: 0] += 1
        case .later, .barred, .unanswered: break
        }
    }

    mutating func step(mayFail: Bool) {
        let step = outbox.next(at: clock)
        commit()
        for message in step.messages
        where outbox.standings[message.channel]?.underWay?.message == message.number {
            deliver(message, mayFail: mayFail)
        }
        if mayFail, chance(2) { kill() }
    }
}

extension OutboxTests {
    /// Outcomes, kills and jumps of the clock in any order.
    @Test(arguments: UInt64(1)...120)
    func `each event ends once, and no hour exceeds its budget`(seed: UInt64) throws {
        var rough = Rough(seed: seed)
        var added: Set<OutboxRow.Key> = []
        for number in 0..<300 {
            if rough.chance(60) {
                let events = try Self.events(
                    number * 4..<number * 4
                        + Int.random(
                            in: 1...4, using: &rough.random))
                let isUrgent = rough.chance(20)
                rough.outbox.add(
                    events, urgent: isUrgent, to: ["mail", "hook"], at: rough.clock)
                rough.commit()
                for event in events {
                    for channel in ["mail", "hook"] {
                        added.insert(OutboxRow.Key(channel: channel, event: event.key))
                    }
                }
            }
            rough.step(mayFail: true)
            for channel in ["mail", "hook"] {
                let count = rough.outbox.standings[channel]?.refusals?.count ?? 0
                #expect(count == rough.refused[channel, default: 0])
            }
            let jump = rough.chance(3) ? [-9000, 7200, -86_400][number % 3] : 0
            rough.move(by: Int.random(in: 1...400, using: &rough.random) + jump)
        }
        // All is well from here on; a day later nothing can wait.
        for _ in 0..<400 {
            rough.step(mayFail: false)
            rough.move(by: 600)
        }
        #expect(rough.outbox.rows.isEmpty)
        #expect(Set(rough.ended.keys) == added)
        for (key, count) in rough.arrivals where count > 1 { #expect(rough.doubtful.contains(key)) }
        for (key, state) in rough.ended where state == .accepted {
            #expect(rough.arrivals[key, default: 0] > 0)
        }
        for (urgent, most) in [(false, 3), (true, 2)] {
            let times = rough.times.filter { $0.urgent == urgent }.map(\.passed)
            for (place, time) in times.enumerated() where place >= most {
                #expect(time - times[place - most] >= 3600)
            }
        }
    }

    @Test func `what is too much to be held is given up, the oldest first, and told`() throws {
        var outbox = Self.outbox()
        outbox.mostWaiting = 100
        outbox.add([try Self.event(0)], to: ["mail"], at: Self.start)
        _ = Self.send(&outbox, at: Self.start, .later("451"))
        let many = try (1...103).map { number in
            AlertEvent(
                rule: "fast", subject: try Self.event(0).subject,
                minute: Minute(index: number), kind: .fire)
        }
        outbox.add(many, to: ["mail"], at: Self.after(1))
        _ = outbox.next(at: Self.after(1))
        let done = outbox.removeDone()
        #expect(done.count == 4 && done.allSatisfy { $0.state == .givenUp })
        #expect(outbox.rows.count == 100)
        #expect(outbox.standings["mail"]?.lost?.count == 4)
    }
}
