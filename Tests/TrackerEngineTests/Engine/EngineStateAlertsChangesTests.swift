import Testing

@testable import TrackerEngine

/// What changes around rules: sources that fail, other rules and lists, later polls, pauses.
struct EngineStateAlertsChangesTests {
    private static func rule(
        _ text: String, on place: String = "kraken:pair0", name: String = "r",
        _ change: (inout AlertRule.Sensitivity) -> Void = { _ in }
    ) throws -> AlertRule {
        try AlertPolls.rule(text, on: place, name: name, change)
    }

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

extension EngineStateAlertsChangesTests {
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

extension EngineStateAlertsChangesTests {
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

    @Test func `a live price names the source that it came from`() throws {
        var polls = try AlertPolls(
            [try Self.rule("last>100") { $0.isLive = true }], sources: [["kraken"], ["kraken"]])
        for minute in 0...1 {
            try polls.poll(minute, [99])
            try polls.poll(minute, [99], source: 1, second: 2)
        }
        // The minute has the prices of the first one, which fails now.
        polls.fail(1)
        try polls.poll(1, [101], source: 1, second: 20)
        #expect(polls.events.map(\.isLive) == [true])
        #expect(polls.events.map(\.source) == ["source1"])
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

extension EngineStateAlertsChangesTests {
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

    @Test func `what was missed names no source where there are several: it is not known`() throws {
        var polls = try AlertPolls(
            [try Self.rule("move:5m>=10")], sources: [["kraken"], ["kraken"]])
        for minute in 0...3 { try polls.poll(minute, [99]) }
        try polls.poll(40, [99])
        try Self.fetch(&polls, 0, from: 4, Array(repeating: 99, count: 6) + [120, 120])
        for minute in 41...55 { try polls.poll(minute, [99]) }
        #expect(polls.events.map(\.isMissed) == [true])
        #expect(polls.events.map(\.source) == [nil])
    }

    @Test func `a pause that nothing was fetched of says nothing`() throws {
        var polls = try AlertPolls([try Self.rule("move:5m>=10")])
        try polls.poll(0, [99])
        try polls.poll(40, [99])
        for minute in 41...80 { try polls.poll(minute, [99]) }
        #expect(polls.words == [])
    }
}

// MARK: - Pairs that leave the day

extension EngineStateAlertsChangesTests {
    private static func standing(_ polls: AlertPolls) -> [String] {
        (polls.batches.last?.memory.standings ?? []).map { "\($0.subject)" }
    }

    /// Goes on minute by minute until the clock is trusted.
    private static func settle(_ polls: inout AlertPolls, from minute: Int) {
        for minute in minute...minute + 17 { polls.advance(to: minute) }
    }

    /// What else is polled after the pair was seen last: another pair of its market, of another
    /// market, or nothing.
    @Test(arguments: ["kraken", "okx", nil])
    func `how rules stand goes with a pair that leaves the day, and it never fires at first sight`(
        other: String?
    ) throws {
        var polls = try AlertPolls(
            [try Self.rule("last>100", on: "*")], sources: [["kraken"], ["okx"]])
        func pollOther(_ minute: Int) throws {
            guard let other else { return polls.advance(to: minute) }
            try polls.poll(
                minute, [.nan, 5], source: other == "okx" ? 1 : 0, market: other)
        }
        try polls.poll(0, [99])
        try polls.poll(1, [101])
        try pollOther(1423)
        // Nothing is forgotten before the clock has run on for a while.
        for minute in 1424...1440 { polls.advance(to: minute) }
        #expect(Self.standing(polls) == ["kraken:pair0"])
        let room = polls.state.alerts.watch.room
        try pollOther(1442)
        // Names go with their hour.
        for minute in 1443...1503 { polls.advance(to: minute) }
        #expect(Self.standing(polls) == [])
        #expect(polls.state.alerts.watch.room == room + 1)
        for (minute, price) in [(1504, 102.0), (1505, 103), (1506, 80), (1507, 101)] {
            try polls.poll(minute, [price, 5])
        }
        #expect(polls.words == ["fire 1 pair0 101.0", "fire 1507 pair0 101.0"])
    }

    @Test func `after a restart what stands goes only once it is known that the pair is gone`()
        throws
    {
        var memory = AlertMemory()
        let rule = try Self.rule("last>100")
        let watch = AlertWatch([rule])
        memory.sights = [watch.known.sight(of: 0, .kraken, since: AlertPolls.start)]
        memory.standings = [
            AlertMemory.Standing(
                rule: "r", subject: .pair(try Samples.instrument(0)),
                standing: AlertStanding(.fired, since: AlertPolls.start))
        ]
        var read = try AlertPolls([rule])
        try read.restart(memory, stored: [], at: 3000)
        Self.settle(&read, from: 3001)
        #expect(read.batches.last != nil && Self.standing(read) == [])
        // The day could not be read: the pair may have had a price an hour ago.
        var unread = try AlertPolls([rule], at: 3000)
        unread.state.restoreAlerts(memory)
        try unread.poll(3001, [.nan, 5])
        Self.settle(&unread, from: 3002)
        #expect(Self.standing(unread) == ["kraken:pair0"])
        try unread.poll(4440, [.nan, 5])
        Self.settle(&unread, from: 4441)
        #expect(Self.standing(unread) == [])
    }
}
