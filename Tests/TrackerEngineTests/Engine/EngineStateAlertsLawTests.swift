import TestSupport
import Testing

@testable import TrackerEngine

/// The laws of evaluation once more, through the engine's state: polls come in, batches go out.
struct EngineStateAlertsLawTests {
    /// Each market of a walk from a source of its own.
    private static func polls(_ rules: [AlertRule], _ walk: AlertWalk) throws -> AlertPolls {
        try AlertPolls(rules, sources: walk.markets.map { [$0.name] })
    }

    /// Gives a minute of a walk to the state.
    private static func poll(
        _ polls: inout AlertPolls, _ walk: AlertWalk, _ minute: Int, isReversed: Bool = false
    ) throws {
        let markets = Array(walk.markets.enumerated())
        for (source, market) in isReversed ? markets.reversed() : markets {
            var batch = try walk.batch(market, minute)
            if isReversed { batch = Batch(minute: batch.minute, quotes: batch.quotes.reversed()) }
            let now = AlertPolls.time(minute, 1 + (isReversed ? 1 - source : source))
            polls.note(polls.state.advance(to: now))
            let poll = Poll(quotes: batch.quotes)
            polls.note(polls.state.received(poll, from: source, startedAt: now, at: now))
        }
    }

    private static func sorted(_ events: [AlertEvent]) -> [AlertEvent] {
        events.sorted(by: AlertEvent.precedes)
    }

    @Test(arguments: UInt64(1)...4)
    func `the engine says what the watch says that it holds`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(12, seed: seed)
        let walk = try AlertWalk(seed: seed, minutes: 60)
        var watch = AlertWatch(rules)
        let events = try walk.run(&watch)
        var polls = try Self.polls(rules, walk)
        for minute in 0..<walk.minutes { try Self.poll(&polls, walk, minute) }
        polls.finish()
        #expect(!events.isEmpty)
        #expect(Self.sorted(polls.events) == events)
        #expect(polls.batches.last?.memory == watch.memory)
    }

    @Test(arguments: UInt64(1)...4)
    func `stopped and started at any minute it says and knows the same`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(12, seed: seed)
        let walk = try AlertWalk(seed: seed, minutes: 60)
        var random = SeededGenerator(seed: seed)
        var whole = try Self.polls(rules, walk)
        var stopped = try Self.polls(rules, walk)
        for minute in 0..<walk.minutes {
            try Self.poll(&whole, walk, minute)
            try Self.poll(&stopped, walk, minute)
            guard Int.random(in: 0..<6, using: &random) == 0 else { continue }
            stopped.finish()
            guard let memory = stopped.batches.last?.memory else { continue }
            try stopped.restart(memory, stored: stopped.minutes, at: minute)
        }
        whole.finish()
        stopped.finish()
        #expect(Self.sorted(whole.events) == Self.sorted(stopped.events))
        #expect(whole.batches.last?.memory == stopped.batches.last?.memory)
    }

    @Test(arguments: UInt64(1)...4)
    func `killed after any commit it loses no event, and says none with another key`(
        seed: UInt64
    ) throws {
        // Ranks and volatilities are those of the whole day, of which a kill takes nothing away; a
        // comparison of two markets is made when both have come.
        let rules = try AlertWalk.rules(14, seed: seed)
            .filter { !$0.conditionText.contains("rank") && !$0.conditionText.contains("volat") }
        let walk = try AlertWalk(seed: seed, minutes: 60)
        var random = SeededGenerator(seed: seed)
        var whole = try Self.polls(rules, walk)
        var killed = try Self.polls(rules, walk)
        for minute in 0..<walk.minutes {
            try Self.poll(&whole, walk, minute)
            try Self.poll(&killed, walk, minute)
            guard minute > 3, Int.random(in: 0..<4, using: &random) == 0 else { continue }
            if Bool.random(using: &random) {
                killed.note(killed.state.advance(to: AlertPolls.time(minute, 40)))
            }
            // What was not kept is gone, with what had to wait for it; the minute is polled again.
            let ofMinute = killed.batches.reversed().prefix {
                $0.memory.seen.values.max() == AlertPolls.start.advanced(by: minute)
            }
            killed.lose(Int.random(in: 0...ofMinute.count, using: &random))
            guard let memory = killed.batches.last?.memory else { continue }
            try killed.restart(memory, stored: killed.minutes, at: minute)
            try Self.poll(&killed, walk, minute)
        }
        #expect(Set(whole.events.map(\.key)) == Set(killed.events.map(\.key)))
    }

    @Test(arguments: UInt64(1)...4)
    func `polls that come twice in a minute change nothing`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(12, seed: seed)
        let walk = try AlertWalk(seed: seed, minutes: 60)
        var (once, twice) = (try Self.polls(rules, walk), try Self.polls(rules, walk))
        for minute in 0..<walk.minutes {
            try Self.poll(&once, walk, minute)
            try Self.poll(&twice, walk, minute)
            try Self.poll(&twice, walk, minute)
        }
        once.finish()
        twice.finish()
        #expect(once.events == twice.events)
        #expect(once.batches.last?.memory == twice.batches.last?.memory)
    }

    @Test(arguments: UInt64(1)...4)
    func `sources and quotes in any order give the same events`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(12, seed: seed)
        let walk = try AlertWalk(seed: seed, minutes: 60)
        var (one, other) = (try Self.polls(rules, walk), try Self.polls(rules, walk))
        for minute in 0..<walk.minutes {
            try Self.poll(&one, walk, minute)
            try Self.poll(&other, walk, minute, isReversed: true)
        }
        one.finish()
        other.finish()
        #expect(Self.sorted(one.events) == Self.sorted(other.events))
        #expect(one.batches.last?.memory == other.batches.last?.memory)
    }
}
