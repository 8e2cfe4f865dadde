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

    @Test func `what comes to the minute of a kill after it is looked at, and all else is not`()
        throws
    {
        let rule = try Self.rule("last>150", on: "kraken")
        var polls = try AlertPolls([rule])
        try polls.poll(0, [100, 100, 100])
        try polls.poll(1, [200, .nan, .nan])
        polls.finish()
        let memory = try #require(polls.batches.last).memory
        try polls.restart(memory, stored: polls.minutes, at: 1)
        try polls.poll(1, [200, 200, .nan], second: 30)
        #expect(polls.words == ["fire 1 pair0 200.0", "fire 1 pair1 200.0"])
        try polls.poll(2, [200, 200, 200])
        #expect(polls.words.last == "fire 2 pair2 200.0")
        #expect(polls.events.count == 3)
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

    @Test func `minutes that are looked at after a kill name no source: nobody stores it`() throws {
        var polls = try AlertPolls(
            [try Self.rule("last>100")], sources: [["kraken"], ["kraken"]])
        for minute in 0...1 {
            try polls.poll(minute, [99])
            try polls.poll(minute, [99], source: 1, second: 2)
        }
        polls.advance(to: 2)
        let memory = try #require(polls.batches.last?.memory)
        try polls.poll(2, [101])
        try polls.poll(2, [101], source: 1, second: 2)
        try polls.restart(memory, stored: polls.minutes, at: 3)
        #expect(polls.events.map(\.source) == ["source0", nil])
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
