import TrackerEngine

/// How often a rule would have fired in the day that is held.
struct AlertTestResult: Hashable, Sendable {
    /// The rule that was tested, without its name.
    let meaning: String
    /// The newest minute that was looked at.
    let last: Minute
    /// The minutes at which it fired, the oldest first.
    let fires: [Minute]
    let plainCount: Int
    /// The number of pairs that were tested, and of those that fired.
    let pairs: (all: Int, fired: Int)
    /// The pair that fired most, and how often; `nil` for none.
    let most: (instrument: Instrument, count: Int)?
    let minutesHeld: Int

    init(
        _ rule: AlertRule, _ tests: [(instrument: Instrument, test: BackTest)],
        in window: DayWindow
    ) {
        meaning = rule.meaning
        last = window.last
        let counts = tests.map { entry in
            (entry.instrument, entry.test.events.count { $0.kind != .end })
        }
        fires = tests.flatMap { $0.test.events.filter { $0.kind != .end }.map(\.minute) }.sorted()
        plainCount = tests.reduce(0) { $0 + $1.test.plainCount }
        pairs = (tests.count, counts.count { $0.1 > 0 })
        most = counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0 : nil }
        minutesHeld =
            tests.count == 1 ? tests[0].test.minutesHeld : tests.isEmpty ? 0 : window.minutesHeld
    }

    /// The test of a rule on one pair.
    ///
    /// Cost: under 0.1 ms for a rule that `isQuickToTest`.
    init(_ rule: AlertRule, on instrument: Instrument, in window: DayWindow) {
        self.init(rule, [(instrument, BackTest(rule, on: instrument, in: window))], in: window)
    }

    static func == (left: Self, right: Self) -> Bool {
        left.meaning == right.meaning && left.last == right.last && left.fires == right.fires
    }

    func hash(into hasher: inout Hasher) { hasher.combine(meaning) }
}

/// Asks how often a rule would have fired on all of its pairs.
struct AlertTestQuestion: Question {
    let rule: AlertRule
    let lists: AlertScope.Lists

    func answer(in window: DayWindow) -> AlertTestResult {
        AlertTestResult(rule, BackTest.all(rule, lists: lists, in: window), in: window)
    }
}

/// Asks how near some rules are to firing.
struct AlertProspectsQuestion: Question {
    let rules: [AlertRule]
    let lists: AlertScope.Lists

    func answer(in window: DayWindow) -> AlertProspectsAnswer {
        AlertProspectsAnswer(
            last: window.last, rules: rules.map(\.name),
            prospects: AlertProspect.of(rules, lists: lists, in: window))
    }
}

struct AlertProspectsAnswer: Sendable {
    let last: Minute
    /// The names of the rules that were asked for.
    let rules: [String]
    let prospects: [String: AlertProspect]
}
