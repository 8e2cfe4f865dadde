import TestSupport
import Testing

@testable import TrackerEngine

struct BackTestTests {
    @Test(arguments: UInt64(1)...6)
    func `a back-test finds what a watch that saw every minute has said`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rules = try (0..<24).map {
            try AlertWalk.rule("rule\($0)", &random, among: AlertWalk.exact)
        }
        let walk = try AlertWalk(seed: seed)
        var watch = AlertWatch(rules)
        let events = try walk.run(&watch)
        let window = try walk.window()
        for rule in rules {
            let tested = BackTest.all(rule, lists: AlertScope.Lists(), in: window)
                .flatMap(\.test.events).sorted(by: AlertEvent.precedes)
            #expect(tested == events.filter { $0.rule == rule.name }, "\(rule.meaning)")
        }
    }

    @Test func `without margin and cool-down it counts how often a level was crossed`() throws {
        let instrument = try Samples.instrument(0)
        let start = Minute(unixSeconds: 1_630_000_020)
        let amounts: [Double] = [99, 101, 99, 101, 99, 101, 90, 101]
        var day = RollingDay()
        day.merge(Series(start: start, amounts: amounts), of: instrument)
        var rule = AlertRule(
            "r", on: AlertScope([.pair(instrument)]), when: try AlertReader.conditions("last>100"))
        rule.sensitivity.margin = .absolute(5)
        rule.sensitivity.coolDown = 0
        let window = DayWindow(day, through: start.advanced(by: 20))
        let test = BackTest(rule, on: instrument, in: window)
        #expect(test.plainCount == 4)
        #expect(test.events.map { start.distance(to: $0.minute) } == [1, 7])
        #expect(test.minutesHeld == 8)
    }

    @Test(arguments: UInt64(1)...20)
    func `a minute that is left out is one at which the rule is not true`(seed: UInt64) throws {
        let instrument = try Samples.instrument(0)
        let window = try AlertWalk(seed: seed, minutes: 200, holes: 0.3).window()
        var left = 0
        for text in ["up:7m>=0.4", "down:15m>0.6", "move:1h>=1.5", "last>100.5", "last<=99.9"] {
            let rule = AlertRule(
                "r", on: AlertScope([.pair(instrument)]), when: try AlertReader.conditions(text))
            let timing = AlertTiming(rule)
            let past = try #require(
                SeriesPast(instrument, in: window, spans: timing.conditions.compactMap(\.span)))
            let sieve = AlertSieve(timing, past)
            for index in past.amounts.indices where !past.amounts[index].isNaN {
                let sight = SeriesSight(past: past, index: index, previousIndex: nil)
                let trial = AlertTrial(
                    timing: timing, sight: sight, isFirst: false, isByPattern: false)
                let holds = try #require(trial.verdict(share: 0)).holds
                if !sieve.mayHold(at: index) {
                    left += 1
                    #expect(!holds)
                }
            }
        }
        #expect(left > 0)
    }

    @Test func `a pair without a price has no events`() throws {
        let instrument = try Samples.instrument(0)
        let rule = AlertRule(
            "r", on: AlertScope([.pair(instrument)]), when: try AlertReader.conditions("last>100"))
        let window = DayWindow(RollingDay(), through: Minute(index: 10_000))
        let test = BackTest(rule, on: instrument, in: window)
        #expect(test.events.isEmpty)
        #expect(test.minutesHeld == 0)
    }
}
