/// When a rule would have fired in the day that is held: how sensitive it is.
///
///     let test = BackTest(rule, on: instrument, in: window)
///     print(test.events.count, "times;", test.plainCount, "without margin and cool-down")
///
/// The same evaluation as `AlertWatch`, minute by minute from an empty memory. The rank is that of the
/// beginning of each hour, and the turnover the one of now: nobody keeps those of the past.
public struct BackTest: Sendable {
    /// Oldest first.
    public private(set) var events: [AlertEvent] = []
    /// How often the conditions became true: fires without margin, cool-down and time to hold.
    public private(set) var plainCount = 0
    /// The minutes of the window at which the pair has a price.
    public private(set) var minutesHeld = 0

    /// Cost: about 0.02 ms for prices and moves, 0.1 ms for extremes and `unusual`; 5 ms and more for
    /// the volatility and the rank of the day.
    public init(_ rule: AlertRule, on instrument: Instrument, in window: DayWindow) {
        self.init(AlertTiming(rule), rule.name, instrument, rule.scope, in: window)
    }

    private init(
        _ timing: AlertTiming, _ name: String, _ instrument: Instrument, _ scope: AlertScope,
        in window: DayWindow
    ) {
        // Shorter ones are read where they are needed.
        let spans = timing.conditions.compactMap { condition in
            condition.span.flatMap { condition.isExtreme || $0.minutes > Hour.minutes ? $0 : nil }
        }
        guard let past = SeriesPast(instrument, in: window, spans: spans) else { return }
        let isNamed = scope.parts.contains { part in
            if case .glob = part { false } else { true }
        }
        var run = Run(timing: timing, name: name, past: past, isByPattern: !isNamed)
        let sieve = AlertSieve(timing, past)
        let polled = timing.looksAtSilence ? Self.polled(instrument.market, in: window) : []
        for index in past.amounts.indices {
            if !past.amounts[index].isNaN {
                minutesHeld += 1
                if sieve.mayHold(at: index) || run.isUnderWay {
                    run.look(at: index)
                } else {
                    run.held = false
                }
                run.previous = index
            } else if timing.looksAtSilence, polled[index] {
                run.look(at: index)
            }
        }
        events = run.events
        plainCount = run.plainCount
    }

    /// Whether a rule can be tested on prices: not one about sources, of which nothing is kept.
    public static func canTest(_ rule: AlertRule) -> Bool {
        !rule.conditions.contains { $0.figure == .failing }
    }

    /// Whether each minute of a window has a price of the market.
    private static func polled(_ market: Market, in window: DayWindow) -> [Bool] {
        let held = Dictionary(
            uniqueKeysWithValues: (window.first.hour...window.last.hour).map {
                ($0, window.day.days[market]?.held(inHour: $0) ?? 0)
            })
        return (window.first...window.last).map { minute in
            (held[minute.hour] ?? 0) & BackfillMarks.bit(of: minute) != 0
        }
    }

    /// A rule that goes through a day.
    private struct Run {
        let timing: AlertTiming
        let name: String
        let past: SeriesPast
        let isByPattern: Bool
        var previous: Int?
        var events: [AlertEvent] = []
        var plainCount = 0
        private var standing: AlertStanding?
        /// Whether the conditions held at the minute before.
        var held = true
        /// Whether there is something to remember.
        var isUnderWay: Bool { standing != nil }

        init(timing: AlertTiming, name: String, past: SeriesPast, isByPattern: Bool) {
            self.timing = timing
            self.name = name
            self.past = past
            self.isByPattern = isByPattern
        }

        mutating func look(at index: Int) {
            let sight = SeriesSight(past: past, index: index, previousIndex: previous)
            let trial = AlertTrial(
                timing: timing, sight: sight,
                isFirst: timing.waitsForPairs ? index == 0 : previous == nil,
                isByPattern: isByPattern)
            if let expiry = timing.expiry, sight.minute >= expiry { return }
            if let threshold = timing.threshold {
                let value = sight.value(of: timing, threshold)
                guard !value.isNaN else { return }
                if threshold.isIdle(standing, at: value, sight.minute) {
                    let holds = threshold.holds(value)
                    if holds, !held, !trial.isFirst { plainCount += 1 }
                    held = holds
                    return
                }
            }
            let before = standing
            let kind: AlertEvent.Kind?
            if let step = timing.step {
                if previous != nil, trial.passed(nil, step) != nil { plainCount += 1 }
                kind = trial.advance(&standing)
            } else {
                guard let verdict = trial.verdict(share: standing?.back ?? 0) else { return }
                if verdict.holds, !held, !trial.isFirst { plainCount += 1 }
                held = verdict.holds
                kind = trial.advance(&standing, on: verdict)
            }
            guard let kind else { return }
            events.append(
                trial.event(
                    kind, of: name, about: .pair(past.instrument), before: before, after: standing))
        }
    }
}

extension BackTest {
    /// Tests a rule on every pair that it is about.
    ///
    /// Cost: about 16 µs a pair for moves.
    public static func all(
        _ rule: AlertRule, lists: AlertScope.Lists, in window: DayWindow
    ) -> [(instrument: Instrument, test: BackTest)] {
        let timing = AlertTiming(rule)
        let named = Set(rule.scope.named(lists))
        var globs: [Market: [AlertGlob]] = [:]
        let byName = AlertScope(named.map { .pair($0) })
        return window.instruments.compactMap { instrument in
            let isNamed = named.contains(instrument)
            let market = instrument.market
            if globs[market] == nil { globs[market] = rule.scope.globs(of: market) }
            guard
                isNamed
                    || globs[market]?.contains(where: { $0.matches(instrument.pair.name) }) ?? false
            else { return nil }
            let scope = isNamed ? byName : rule.scope
            return (instrument, BackTest(timing, rule.name, instrument, scope, in: window))
        }
    }
}
