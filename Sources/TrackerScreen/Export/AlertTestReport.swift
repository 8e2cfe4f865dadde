package import TrackerEngine

/// How often a rule would have fired in the day that is held, for a person and as JSON.
package struct AlertTestReport {
    private let rule: AlertRule
    private let tests: [(instrument: Instrument, test: BackTest)]
    private let window: DayWindow
    private let localTime: LocalTime

    /// The most events that the text lists, the newest.
    private static let mostLines = 100

    package init(
        _ rule: AlertRule, _ tests: [(instrument: Instrument, test: BackTest)],
        in window: DayWindow, _ localTime: LocalTime
    ) {
        self.rule = rule
        self.tests = tests
        self.window = window
        self.localTime = localTime
    }

    private var events: [AlertEvent] {
        tests.flatMap(\.test.events).sorted(by: AlertEvent.precedes)
    }

    /// Fires, also those that follow one another.
    private var count: Int { events.count { $0.kind != .end } }

    private var plainCount: Int { tests.reduce(0) { $0 + $1.test.plainCount } }

    /// A line: how often it would have fired, and how often with nothing that holds it back.
    package var summary: String {
        let times = AlertWords.times(count)
        let simulated = window.kind == .simulated ? " (simulated prices)" : ""
        return "\(rule.name): \(rule.sentence), on \(rule.scope.text.plain(upTo: 80)): "
            + "\(times) in the last 24 h\(pairs)\(simulated) (\(held)); "
            + "\(Numbers.count(plainCount)) without margin and cool-down"
    }

    private var pairs: String {
        guard tests.count != 1 else { return "" }
        let fired = tests.count { !$0.test.events.isEmpty }
        return ", on \(Numbers.count(fired)) of \(Numbers.count(tests.count)) pairs"
    }

    private var held: String {
        let minutes =
            tests.count == 1 ? tests[0].test.minutesHeld : tests.isEmpty ? 0 : window.minutesHeld
        return "\(Numbers.count(minutes)) of \(Numbers.count(Minute.perDay)) minutes held"
    }

    /// The summary, and a line for each event, the newest at the end.
    package var text: String {
        let shown = events.suffix(Self.mostLines)
        let left = events.count - shown.count
        let more = left > 0 ? ["  (\(Numbers.count(left)) earlier ones)"] : []
        return ([summary] + more + shown.map(line)).joined(separator: "\n")
    }

    /// What is not as it was then.
    package var notes: [String] {
        var notes: [String] = []
        for figure in rule.conditions.compactMap(\.figure) {
            if figure == .rank { notes.append("the rank is that of the beginning of each hour") }
            if figure == .turnover { notes.append("the turnover is the one of now") }
        }
        return notes
    }
}

// MARK: - A line

extension AlertTestReport {
    private func line(_ event: AlertEvent) -> String {
        let seconds = event.minute.unixSeconds
        let time = "\(localTime.date(at: seconds)) \(localTime.clock(at: seconds))"
        let name = tests.count > 1 ? "  \("\(event.subject)".plain(upTo: 40))" : ""
        let words = event.kind == .end ? "over" : AlertWords.fact(event, of: rule)
        let prices = AlertWords.prices(event)
        return "  \(time)\(name)  \(words)" + (prices.isEmpty ? "" : "  " + prices)
    }
}

// MARK: - JSON

extension AlertTestReport {
    /// `{"rules":[{"rule":…,"times":3,"plain":9,"events":[…]}]}`.
    package static func json(_ reports: [AlertTestReport]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            if let report = reports.first { writer.mark(report.window.kind) }
            writer.key("rules")
            writer.array { writer in
                for report in reports { report.write(to: &writer) }
            }
        }
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        writer.object { writer in
            AlertRuleList.write(rule, to: &writer)
            writer.key("pairs")
            writer.number(tests.count)
            writer.key("times")
            writer.number(count)
            writer.key("plain")
            writer.number(plainCount)
            writer.key("events")
            writer.array { writer in
                for event in events { Self.write(event, to: &writer) }
            }
        }
    }

    private static func write(_ event: AlertEvent, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("time")
            writer.number(event.minute.unixSeconds)
            writer.key("kind")
            writer.string(event.kind.rawValue)
            if case .pair(let instrument) = event.subject {
                writer.key("market")
                writer.string(instrument.market.name)
                writer.key("pair")
                writer.string(instrument.pair.name)
            }
            for (key, value) in [
                ("price", event.price?.amount), ("value", event.value),
                ("then", event.base?.amount),
            ] {
                writer.key(key)
                if let value { writer.number(value) } else { writer.null() }
            }
            writer.key("since")
            if let minute = event.baseMinute {
                writer.number(minute.unixSeconds)
            } else {
                writer.null()
            }
        }
    }
}
