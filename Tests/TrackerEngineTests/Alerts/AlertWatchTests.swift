import TestSupport
import Testing

@testable import TrackerEngine

/// The laws of evaluation, over walks and rules by chance.
struct AlertWatchTests {
    @Test func `there is something to judge`() throws {
        var kinds: [AlertEvent.Kind: Int] = [:]
        for seed in UInt64(1)...4 {
            var watch = AlertWatch(try AlertWalk.rules(16, seed: seed))
            for event in try AlertWalk(seed: seed).run(&watch) {
                kinds[event.kind, default: 0] += 1
            }
        }
        for kind in AlertEvent.Kind.allCases { #expect(kinds[kind, default: 0] > 5, "\(kinds)") }
    }

    @Test(arguments: UInt64(1)...6)
    func `a watch that is stopped and goes on by its memory says and knows the same`(
        seed: UInt64
    ) throws {
        let rules = try AlertWalk.rules(12, seed: seed)
        let walk = try AlertWalk(seed: seed)
        var whole = AlertWatch(rules)
        let events = try walk.run(&whole)
        var random = SeededGenerator(seed: seed)
        var stopped = AlertWatch(rules)
        let others = try walk.run(&stopped) { _, _, _, watch, _ in
            if Int.random(in: 0..<7, using: &random) == 0 {
                watch = AlertWatch(rules, memory: watch.memory)
            }
        }
        #expect(Self.difference(events, others, rules).isEmpty)
        #expect(events == others)
        #expect(whole.memory == stopped.memory)
    }

    /// The events that only one of two lists has, in words.
    private static func difference(
        _ one: [AlertEvent], _ other: [AlertEvent], _ rules: [AlertRule]
    ) -> [String] {
        Set(one).symmetricDifference(other).sorted(by: AlertEvent.precedes).map { event in
            let rule = rules.first { $0.name == event.rule }
            let minute = AlertWalk.start.distance(to: event.minute)
            return "\(minute) \(event.kind) \(event.subject) \(rule?.meaning ?? "") \(event)"
        }
    }

    @Test(arguments: UInt64(1)...5)
    func `what was lost since the last commit is said again, in the same words`(
        seed: UInt64
    ) throws {
        // A comparison of two markets waits for both; here each one is looked at alone.
        let rules = try AlertWalk.rules(12, seed: seed).filter { rule in
            !rule.conditionText.contains("spread") && !rule.conditionText.contains("rank")
                && !rule.conditionText.contains("volatility")
        }
        let kraken = try Market("kraken")
        let walk = try AlertWalk(seed: seed)
        var random = SeededGenerator(seed: seed)
        var committed = AlertMemory()
        var since: [AlertEvent] = []
        var watch = AlertWatch(rules)
        _ = try walk.run(&watch, order: [kraken]) { minute, _, window, watch, events in
            since += events
            switch minute < 4 ? 0 : Int.random(in: 0..<5, using: &random) {
            case 0:
                committed = watch.memory
                since = []
            case 1:
                var other = AlertWatch(rules, memory: committed)
                let again = other.catchUp(with: kraken, in: window)
                #expect(Set(again.map(\.key)) == Set(since.map(\.key)))
                #expect(again.count == since.count)
                #expect(other.memory == watch.memory)
            default: break
            }
        }
    }

    @Test(arguments: UInt64(1)...4)
    func `a minute that is given twice, or an older one, changes nothing`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(12, seed: seed)
        var watch = AlertWatch(rules)
        try AlertWalk(seed: seed).run(&watch) { _, market, window, watch, _ in
            let memory = watch.memory
            #expect(watch.look(at: market, in: window).isEmpty)
            let older = window.advanced(to: window.last.advanced(by: -2))
            #expect(watch.look(at: market, in: older).isEmpty)
            #expect(watch.memory == memory)
        }
    }

    @Test(arguments: UInt64(1)...6)
    func `two alerts are never closer than the cool-down`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(16, seed: seed)
        var watch = AlertWatch(rules)
        let events = try AlertWalk(seed: seed).run(&watch)
        for rule in rules {
            let told = events.filter { $0.rule == rule.name && $0.kind != .end }
            for (_, events) in Dictionary(grouping: told, by: \.subject) {
                for (one, next) in zip(events, events.dropFirst()) {
                    #expect(one.minute.distance(to: next.minute) >= max(1, rule.coolDown))
                }
                if rule.sensitivity.isOnce { #expect(events.count == 1) }
            }
        }
    }

    @Test(arguments: UInt64(1)...6)
    func `between two fires lies a minute at which the figure was back`(seed: UInt64) throws {
        let texts = ["up:15m>=1", "last>100", "move:5m>=0.8"]
        let walk = try AlertWalk(seed: seed, minutes: 200)
        let kraken = try Market("kraken")
        for text in texts {
            var rule = AlertRule(
                "r", on: AlertScope([try AlertReader.part("kraken")]),
                when: try AlertReader.conditions(text))
            rule.sensitivity.coolDown = 0
            rule.sensitivity.includesThin = true
            if text.hasPrefix("last") { rule.sensitivity.margin = .absolute(0.4) }
            var watch = AlertWatch([rule])
            let events = try walk.run(&watch).filter { $0.kind == .fire }
            for pair in 0..<AlertWalk.pairs {
                let amounts = try #require(walk.amounts[kraken]?[pair])
                let subject = AlertSubject.pair(try walk.instrument(kraken, pair))
                let fires = events.filter { $0.subject == subject }
                    .map { AlertWalk.start.distance(to: $0.minute) }
                for (one, next) in zip(fires, fires.dropFirst()) {
                    #expect((one..<next).contains { Self.isBack(text, amounts, $0) })
                }
            }
        }
    }

    /// By the definition: below half of a move's threshold, 0.4 below a level.
    private static func isBack(_ text: String, _ amounts: [Double], _ minute: Int) -> Bool {
        let price = amounts[minute]
        guard !price.isNaN else { return false }
        if text.hasPrefix("last") { return price <= 99.6 }
        let span = text.hasPrefix("up") ? 15 : 5
        let past = amounts[max(0, minute - span)...minute].filter { !$0.isNaN }
        let up = (price / (past.min() ?? price) - 1) * 100
        let down = (1 - price / (past.max() ?? price)) * 100
        return text.hasPrefix("up") ? up <= 0.5 : max(up, down) <= 0.4
    }

    @Test(arguments: UInt64(1)...4)
    func `prices times a power of two, and levels too, give the same minutes`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(14, seed: seed)
        let walk = try AlertWalk(seed: seed)
        var watch = AlertWatch(rules)
        let events = try walk.run(&watch).map(\.key)
        for factor in [0x1p10, 0x1p-20] {
            let scaled = rules.map { rule in
                var new = AlertRule(
                    rule.name, on: rule.scope,
                    when: rule.conditions.map { condition in
                        switch condition {
                        case .compare(.last, let comparison, let limit):
                            .compare(.last, comparison, limit * factor)
                        case .each(let step): .each(step * factor)
                        default: condition
                        }
                    })
                new.sensitivity = rule.sensitivity
                return new
            }
            var other = AlertWatch(scaled)
            #expect(try walk.times(factor).run(&other).map(\.key) == events)
        }
    }

    @Test(arguments: UInt64(1)...4)
    func `markets in any order give the same events`(seed: UInt64) throws {
        let rules = try AlertWalk.rules(14, seed: seed)
        let walk = try AlertWalk(seed: seed)
        var (one, other) = (AlertWatch(rules), AlertWatch(rules))
        let events = try walk.run(&one)
        let reversed = try walk.run(&other, order: walk.markets.reversed())
        #expect(events == reversed)
        #expect(one.memory == other.memory)
    }

    @Test(arguments: UInt64(1)...4)
    func `the prices of another pair change nothing`(seed: UInt64) throws {
        let texts = AlertWalk.exact.filter { !$0.contains("pair1") }
        var random = SeededGenerator(seed: seed)
        let rules = try (0..<16).map { try AlertWalk.rule("r\($0)", &random, among: texts) }
        var walk = try AlertWalk(seed: seed)
        let strange = try AlertWalk(seed: seed + 100)
        var watch = AlertWatch(rules)
        func kept(_ events: [AlertEvent]) -> [AlertEvent] {
            events.filter { !"\($0.subject)".hasSuffix("pair1") }
        }
        let events = kept(try walk.run(&watch))
        for market in walk.markets {
            // Where a market has no price at all, nothing is looked at.
            for minute in 0..<walk.minutes {
                guard let old = walk.amounts[market]?[1][minute], !old.isNaN else { continue }
                let new = strange.amounts[market]?[1][minute] ?? .nan
                walk.amounts[market]?[1][minute] = new.isNaN ? 77 : new
            }
        }
        var other = AlertWatch(rules)
        #expect(kept(try walk.run(&other)) == events)
    }

    @Test(arguments: UInt64(1)...6)
    func `of two numbers the stricter one never fires first`(seed: UInt64) throws {
        let walk = try AlertWalk(seed: seed, minutes: 160)
        for (loose, strict) in [
            ("last>100.5", "last>101.5"), ("last<99.5", "last<98.5"),
            ("up:15m>=0.7", "up:15m>=1.2"),
            ("move:2h>=2", "move:2h>=3"), ("unusual:15m>=1", "unusual:15m>=2"),
        ] {
            let rules = try [("loose", loose), ("strict", strict)].map { name, text in
                var rule = AlertRule(
                    name, on: AlertScope([try AlertReader.part("*")]),
                    when: try AlertReader.conditions(text))
                rule.sensitivity.includesThin = true
                rule.sensitivity.firesAtStart = true
                return rule
            }
            var watch = AlertWatch(rules)
            let events = try walk.run(&watch)
            var first: [AlertSubject: Minute] = [:]
            for event in events where event.kind == .fire {
                if event.rule == "loose", first[event.subject] == nil {
                    first[event.subject] = event.minute
                } else if event.rule == "strict" {
                    #expect((first[event.subject] ?? .end) <= event.minute)
                }
            }
        }
    }

    @Test func `where there is no more room nothing new is held, and what stands goes on`() throws {
        let rule = try AlertPolls.rule("last>100", on: "*") { $0.coolDown = 0 }
        var watch = AlertWatch([rule])
        watch.room = 2
        var day = RollingDay()
        func look(_ minute: Int, _ amounts: [Double]) throws -> [String] {
            let quotes = try amounts.enumerated().map {
                Quote(try Samples.instrument($0), try Price($1))
            }
            let minute = AlertWalk.start.advanced(by: minute)
            day.ingest(Batch(minute: minute, quotes: quotes))
            return watch.look(at: .kraken, in: DayWindow(day, through: minute))
                .map { "\($0.kind) \($0.subject)" }
        }
        #expect(try look(0, [1, 1, 1]) == [])
        #expect(try look(1, [101, 101, 101]) == ["fire kraken:pair0", "fire kraken:pair1"])
        #expect(watch.isFull)
        #expect(try look(2, [1, 101, 101]) == [])
        #expect(!watch.isFull)
        #expect(try look(3, [101, 101, 1]) == ["fire kraken:pair0"])
        #expect(try look(4, [101, 1, 1]) == [])
        #expect(try look(5, [101, 1, 101]) == ["fire kraken:pair2"])
    }

    @Test func `memory that is remembered is that which is worked out anew`() throws {
        var watch = AlertWatch(try AlertWalk.rules(12, seed: 9))
        try AlertWalk(seed: 9, minutes: 60).run(&watch) { _, _, _, watch, _ in
            let memory = watch.memory
            #expect(watch.keptMemory() == memory)
            #expect(AlertWatch(watch.rules, memory: memory).memory == memory)
        }
    }
}
