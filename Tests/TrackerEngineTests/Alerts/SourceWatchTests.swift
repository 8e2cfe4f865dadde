import Testing

@testable import TrackerEngine

struct SourceWatchTests {
    private static let minute = AlertPolls.start

    private static func rules(_ place: String, _ text: String = "failing>5") throws -> AlertRules {
        AlertRules([try AlertPolls.rule(text, on: place)], AlertScope.Lists())
    }

    /// What is said from minute 0 on, where the source of kraken fails from one minute to another.
    private static func words(
        _ rules: AlertRules, failing: Range<Int>, through last: Int
    ) throws -> [String] {
        let (kraken, okx) = (try Market("kraken"), try Market("okx"))
        var watch = SourceWatch()
        return (0...last).flatMap { offset in
            let minute = Self.minute.advanced(by: offset)
            let since = Self.minute.advanced(by: failing.lowerBound)
            let failed = failing.contains(offset) ? [kraken: since] : [:]
            return watch.look(failed, of: [kraken, okx], at: minute, rules)
                .map { "\($0.kind) \($0.subject) \(offset)" }
        }
    }

    @Test func `a source that fails for longer fires, and ends with its first good answer`() throws
    {
        let rules = try Self.rules("kraken")
        #expect(
            try Self.words(rules, failing: 3..<12, through: 20)
                == ["fire kraken 9", "end kraken 12"])
        #expect(try Self.words(rules, failing: 3..<9, through: 20) == [])
    }

    @Test func `what failed when it was first seen is held until it was well`() throws {
        var watch = SourceWatch()
        let rules = try Self.rules("*")
        let (kraken, okx) = (try Market("kraken"), try Market("okx"))
        let since = Self.minute.advanced(by: -60)
        for offset in 0..<10 {
            let minute = Self.minute.advanced(by: offset)
            #expect(watch.look([kraken: since], of: [kraken, okx], at: minute, rules) == [])
        }
    }

    @Test func `other markets than those of the rule are not its business`() throws {
        #expect(try Self.words(try Self.rules("okx"), failing: 3..<12, through: 20) == [])
    }

    @Test func `it goes on by what is stored`() throws {
        let rules = [try AlertPolls.rule("failing>5", on: "kraken")]
        let markets = [try Market("kraken"), try Market("okx")]
        var watch = AlertWatch(rules)
        let since = Self.minute
        var events: [AlertEvent] = []
        for offset in 0..<12 {
            let failing = offset < 2 ? [:] : [markets[0]: since]
            let minute = Self.minute.advanced(by: offset)
            events += watch.lookAtSources(failing, of: markets, at: minute)
            let memory = watch.memory
            watch = AlertWatch(rules, memory: memory)
            #expect(watch.memory == memory)
        }
        #expect(events.map { Self.minute.distance(to: $0.minute) } == [6])
        // Another meaning begins anew: what fails is held.
        let others = [try AlertPolls.rule("failing>6", on: "kraken")]
        watch.change(others, lists: AlertScope.Lists())
        let later = Self.minute.advanced(by: 30)
        #expect(watch.lookAtSources([markets[0]: since], of: markets, at: later) == [])
    }
}
