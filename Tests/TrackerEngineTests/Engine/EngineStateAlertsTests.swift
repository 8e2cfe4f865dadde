import TestSupport
import Testing

@testable import TrackerEngine

/// What happens to alerts in each case that the world has: first sights, gaps, late prices, clocks.
struct EngineStateAlertsTests {
    private static func rule(
        _ text: String, on place: String = "kraken:pair0", name: String = "r",
        _ change: (inout AlertRule.Sensitivity) -> Void = { _ in }
    ) throws -> AlertRule {
        try AlertPolls.rule(text, on: place, name: name, change)
    }

    @Test func `a level that is crossed fires with the answer, and its batch follows the write`()
        throws
    {
        var polls = try AlertPolls([try Self.rule("last>100")])
        try polls.poll(0, [99])
        #expect(polls.words == [])
        try polls.poll(1, [101])
        #expect(polls.words == ["fire 1 pair0 101.0"])
        // The append of the minute, the batch, the snapshot.
        #expect(polls.letters.hasSuffix("jap"))
    }

    @Test func `what is true at first sight is held, unless the rule wants it`() throws {
        let rules = [
            try Self.rule("last>100"),
            try Self.rule("last>100", name: "s") { $0.firesAtStart = true },
        ]
        var polls = try AlertPolls(rules)
        for (minute, price) in [101.0, 102, 90, 101].enumerated() {
            try polls.poll(minute, [price])
        }
        #expect(polls.events.map(\.rule) == ["s", "r"])
        #expect(polls.words.last == "fire 3 pair0 101.0")
    }

    @Test func `fetched prices never fire, and count as the past of a span`() throws {
        var polls = try AlertPolls([
            try Self.rule("last>100"), try Self.rule("up:15m>=5", name: "up"),
        ])
        try polls.poll(20, [99])
        let series = Series(
            start: AlertPolls.start.advanced(by: 8), amounts: [95, 120, 95, 95, 95, 90, 95, 95])
        polls.note(
            polls.state.backfilled(
                Backfill(try Samples.instrument(0), series), isWanted: true))
        #expect(polls.words == [])
        try polls.poll(21, [99])
        // From the 90 that was fetched.
        #expect(polls.words == ["fire 21 pair0 99.0"])
        #expect(polls.events.first?.base?.amount == 90)
    }

    @Test func `a level crossed in a gap fires at the first price after it, and says so`() throws {
        let rules = [try Self.rule("last>100"), try Self.rule("up:15m>=5", name: "up")]
        var polls = try AlertPolls(rules)
        try polls.poll(0, [99])
        try polls.poll(400, [120])
        #expect(polls.words == ["fire 400 pair0 120.0"])
        #expect(polls.events.first?.gap == AlertPolls.start)
        #expect(polls.events.first?.rule == "r")
    }

    @Test func `late prices are looked at where the pair had none at that minute`() throws {
        let rules = [try Self.rule("last>100", on: "*")]
        var polls = try AlertPolls(rules, sources: [["kraken"], ["okx"]])
        for minute in 0...1 {
            try polls.poll(minute, [99, 99])
            try polls.poll(minute, [99], source: 1, market: "okx")
        }
        try polls.poll(2, [99, .nan])
        // Asked in the minute that is over; its answer amends that.
        let now = AlertPolls.time(3)
        try polls.poll(2, [101], source: 1, market: "okx", second: 50, at: now)
        #expect(polls.words == ["fire 2 pair0 101.0"])
        #expect(polls.events.first?.subject.market?.name == "okx")
        try polls.poll(3, [99, 101])
        #expect(polls.words.last == "fire 3 pair1 101.0")
    }

    @Test func `a minute that comes again after the clock was set back fires once`() throws {
        var polls = try AlertPolls([try Self.rule("last>100") { $0.coolDown = 0 }])
        for (minute, price) in [(0, 99.0), (1, 101), (2, 101), (0, 101), (1, 101), (2, 101)] {
            try polls.poll(minute, [price])
        }
        #expect(Set(polls.events.map(\.key)).count == 1)
        #expect(polls.words == ["fire 1 pair0 101.0"])
        // It goes on from there.
        try polls.poll(3, [80])
        try polls.poll(4, [101])
        #expect(polls.words.last == "fire 4 pair0 101.0")
    }

    @Test func `another source takes over, and the event names it`() throws {
        var polls = try AlertPolls(
            [try Self.rule("last>100")], sources: [["kraken"], ["kraken"]])
        for minute in 0...1 {
            try polls.poll(minute, [99])
            try polls.poll(minute, [98], source: 1, second: 2)
        }
        try polls.poll(2, [101], source: 1)
        #expect(polls.words == [])
        polls.fail(2)
        #expect(polls.words == ["fire 2 pair0 101.0"])
        #expect(polls.events.first?.source == "source1")
    }

    @Test func `where one source offers a market it is not named`() throws {
        var polls = try AlertPolls([try Self.rule("last>100")], sources: [["kraken"], ["okx"]])
        try polls.poll(0, [99])
        try polls.poll(1, [101])
        #expect(polls.events.map(\.source) == [nil])
    }

    @Test func `a pair that is gone for a while stands as it stood`() throws {
        var polls = try AlertPolls([try Self.rule("last>100")])
        try polls.poll(0, [99, 5])
        try polls.poll(1, [101, 5])
        for minute in 2...90 { try polls.poll(minute, [.nan, 5]) }
        try polls.poll(91, [102, 5])
        #expect(polls.words == ["fire 1 pair0 101.0"])
        try polls.poll(92, [80, 5])
        try polls.poll(93, [101, 5])
        #expect(polls.words.count == 2)
    }

    @Test func `who follows evaluates nothing, and goes on from what was kept as the leader`()
        throws
    {
        let rules = [try Self.rule("last>100") { $0.coolDown = 0 }]
        var leader = try AlertPolls(rules)
        try leader.poll(0, [99])
        try leader.poll(1, [101])
        leader.finish()
        let memory = try #require(leader.batches.last?.memory)
        var follower = try AlertPolls(rules, store: .following(place: "p"))
        follower.note(follower.state.restored(StoredDay(minutes: leader.minutes)))
        follower.advance(to: 2)
        #expect(follower.batches.isEmpty)
        follower.note(follower.state.leads(AlertPolls.place))
        follower.state.restoreAlerts(memory)
        follower.note(follower.state.journalWasRead(from: follower.state.first, AlertPolls.place))
        try follower.poll(2, [102])
        #expect(follower.words == [])
        try follower.poll(3, [80])
        try follower.poll(4, [101])
        #expect(follower.words == ["fire 4 pair0 101.0"])
        // And back: what another program finds is not told here.
        follower.note(follower.state.follows(.following(place: "p")))
        let count = follower.batches.count
        follower.advance(to: 6)
        #expect(follower.batches.count == count)
    }

    @Test func `minutes of the day that a kill left unseen are looked at when it was read`() throws
    {
        var polls = try AlertPolls([try Self.rule("last>100")])
        try polls.poll(0, [99])
        try polls.poll(1, [99])
        polls.advance(to: 2)
        let memory = try #require(polls.batches.last?.memory)
        try polls.poll(2, [101])
        let told = polls.events
        #expect(told.count == 1)
        try polls.restart(memory, stored: polls.minutes, at: 3)
        #expect(polls.events == told + told)
        try polls.poll(3, [101])
        #expect(polls.events.count == 2)
    }

    @Test func `what is known of the future after a restart counts as of now`() throws {
        var polls = try AlertPolls([try Self.rule("last>100") { $0.coolDown = 5 }])
        try polls.poll(60, [99])
        try polls.poll(61, [101])
        polls.finish()
        let memory = try #require(polls.batches.last?.memory)
        // The clock was an hour ahead.
        try polls.restart(memory, stored: [], at: 1)
        try polls.poll(1, [101])
        try polls.poll(2, [80])
        try polls.poll(3, [101])
        #expect(polls.words == ["fire 61 pair0 101.0"])
        for minute in 4...6 { try polls.poll(minute, [101]) }
        #expect(polls.words.last == "fire 6 pair0 101.0")
    }

    @Test func `without rules there is no batch, and a minute without news gives one at most`()
        throws
    {
        var none = try AlertPolls([])
        var some = try AlertPolls([try Self.rule("last>1000")])
        for minute in 0..<5 {
            for second in [1, 20, 40] {
                try none.poll(minute, [1], second: second)
                try some.poll(minute, [1], second: second)
            }
        }
        #expect(none.batches.isEmpty)
        #expect(some.batches.count == 4)
        #expect(some.events.isEmpty)
        let kraken = try Market("kraken")
        #expect(some.batches.last?.memory.seen == [kraken: AlertPolls.start.advanced(by: 3)])
    }

    @Test func `a rule looks at markets that it is about, and at no others`() throws {
        var polls = try AlertPolls(
            [try Self.rule("last>100", on: "okx")], sources: [["kraken"], ["okx"]])
        try polls.poll(0, [1])
        try polls.poll(0, [99], source: 1, market: "okx")
        polls.advance(to: 1)
        #expect(polls.batches.last?.memory.seen.keys.map(\.name) == ["okx"])
    }
}

// MARK: - Sources

extension EngineStateAlertsTests {
    @Test func `a source that fails is told of, and its end`() throws {
        var polls = try AlertPolls(
            [try Self.rule("failing>5", on: "kraken") { $0.coolDown = 0 }],
            sources: [["kraken"], ["okx"]])
        for minute in 0...9 {
            try polls.poll(minute, [1], source: 1, market: "okx")
            if minute < 2 { try polls.poll(minute, [1]) } else { polls.fail(minute) }
        }
        // The last good answer was that of minute 1.
        #expect(polls.words == ["fire 7 kraken"])
        #expect(polls.events.first?.value == 6)
        try polls.poll(10, [1])
        polls.advance(to: 11)
        #expect(polls.words.last == "end 11 kraken")
    }

    @Test func `while all sources fail only a rule about everything speaks, and once`() throws {
        let rules = [
            try Self.rule("failing>5", on: "kraken", name: "one"),
            try Self.rule("failing>5", on: "*", name: "all"),
        ]
        var polls = try AlertPolls(rules, sources: [["kraken"], ["okx"]])
        try polls.poll(0, [1])
        try polls.poll(0, [1], source: 1, market: "okx")
        for minute in 1...20 {
            polls.fail(minute)
            polls.fail(minute, source: 1)
        }
        #expect(polls.words == ["fire 6 *"])
        #expect(polls.events.map(\.rule) == ["all"])
    }

    @Test func `a source that has not answered since the start counts from there`() throws {
        var polls = try AlertPolls(
            [try Self.rule("failing>2", on: "kraken")], sources: [["kraken"], ["okx"]])
        for minute in 0...6 {
            try polls.poll(minute, [1], source: 1, market: "okx")
            polls.fail(minute)
        }
        #expect(polls.words == ["fire 3 kraken"])
    }
}

// MARK: - Rules that change

extension EngineStateAlertsTests {
    @Test func `a rule that means the same goes on, and another meaning begins anew`() throws {
        var polls = try AlertPolls([try Self.rule("last>100")])
        try polls.poll(0, [99])
        try polls.poll(1, [101])
        var same = try Self.rule("last>100")
        same.delivery.isUrgent = true
        polls.state.changeAlerts(rules: [same], lists: AlertScope.Lists())
        try polls.poll(2, [102])
        #expect(polls.words.count == 1)
        // It holds at first sight.
        let other = try Self.rule("last>100.5")
        polls.state.changeAlerts(rules: [other], lists: AlertScope.Lists())
        try polls.poll(3, [102])
        try polls.poll(4, [80])
        try polls.poll(5, [101])
        #expect(polls.words == ["fire 1 pair0 101.0", "fire 5 pair0 101.0"])
        polls.state.changeAlerts(rules: [], lists: AlertScope.Lists())
        let count = polls.batches.count
        for minute in 6...9 { try polls.poll(minute, [minute == 6 ? 80 : 101]) }
        // That nothing stands is kept, once.
        #expect(polls.batches.count == count + 1)
        #expect(polls.batches.last?.memory.standings == [])
    }

    @Test func `a pair that a list gets does not fire at first sight`() throws {
        let (one, other) = (try Samples.instrument(0), try Samples.instrument(1))
        let rules = [try Self.rule("last>100", on: "favourites")]
        var polls = try AlertPolls(rules, lists: AlertScope.Lists(favourites: [one]))
        try polls.poll(0, [99, 101])
        polls.state.changeAlerts(
            rules: rules, lists: AlertScope.Lists(favourites: [one, other]))
        try polls.poll(1, [101, 102])
        #expect(polls.words == ["fire 1 pair0 101.0"])
        try polls.poll(2, [101, 80])
        try polls.poll(3, [101, 101])
        #expect(polls.words.last == "fire 3 pair1 101.0")
    }
}

// MARK: - Live rules

extension EngineStateAlertsTests {
    @Test func `a live rule looks at each poll, and what it finds is marked`() throws {
        var polls = try AlertPolls([
            try Self.rule("last>100", name: "live") { $0.isLive = true },
            try Self.rule("last>100", name: "minute"),
        ])
        try polls.poll(0, [99])
        try polls.poll(0, [101], second: 20)
        #expect(polls.words == ["fire 0 pair0 101.0"])
        #expect(polls.events.map(\.rule) == ["live"])
        #expect(polls.events.map(\.isLive) == [true])
        try polls.poll(1, [102])
        #expect(polls.events.map(\.rule) == ["live", "minute"])
        #expect(polls.events.map(\.isLive) == [true, false])
    }

    @Test func `a live spread compares the newest prices of both markets`() throws {
        var polls = try AlertPolls(
            [try Self.rule("spread:okx>100") { $0.isLive = true }],
            sources: [["kraken"], ["okx"]])
        try polls.poll(0, [100])
        try polls.poll(0, [100], source: 1, market: "okx")
        try polls.poll(0, [103], source: 1, market: "okx", second: 20)
        try polls.poll(0, [100], second: 30)
        #expect(polls.words == ["fire 0 pair0 100.0"])
        #expect(polls.events.first?.base?.amount == 103)
    }
}

// MARK: - What was missed

extension EngineStateAlertsTests {
    /// Answers for prices of a pause, as they are fetched.
    private static func fetch(
        _ polls: inout AlertPolls, _ pair: Int, from start: Int, _ amounts: [Double]
    ) throws {
        let series = Series(start: AlertPolls.start.advanced(by: start), amounts: amounts)
        polls.note(
            polls.state.backfilled(
                Backfill(try Samples.instrument(pair), series), isWanted: true))
    }

    @Test func `what would have fired while nothing was polled is told as missed, together`()
        throws
    {
        let lists = AlertScope.Lists(
            favourites: [try Samples.instrument(0), try Samples.instrument(1)])
        var polls = try AlertPolls(
            [try Self.rule("move:5m>=10", on: "favourites")], lists: lists)
        for minute in 0...3 { try polls.poll(minute, [99, 50, 7]) }
        try polls.poll(40, [99, 50, 7])
        #expect(polls.words == [])
        try Self.fetch(&polls, 0, from: 4, Array(repeating: 99, count: 6) + [120, 120])
        try Self.fetch(&polls, 1, from: 4, [50, 50, 60])
        // Of no rule's pair.
        try Self.fetch(&polls, 2, from: 4, [7, 7, 70])
        for minute in 41...54 { try polls.poll(minute, [99, 50, 7]) }
        #expect(polls.words == [])
        try polls.poll(55, [99, 50, 7])
        #expect(polls.words == ["fire 6 pair1 60.0", "fire 10 pair0 120.0"])
        #expect(polls.events.allSatisfy { $0.isMissed })
        #expect(polls.batches.count { !$0.events.isEmpty } == 1)
        for minute in 56...80 { try polls.poll(minute, [99, 50, 7]) }
        #expect(polls.words.count == 2)
    }

    @Test func `a pause that nothing was fetched of says nothing`() throws {
        var polls = try AlertPolls([try Self.rule("move:5m>=10")])
        try polls.poll(0, [99])
        try polls.poll(40, [99])
        for minute in 41...80 { try polls.poll(minute, [99]) }
        #expect(polls.words == [])
    }
}
