import TrackerEngine

extension Measures {
    /// Rules of alerts: what a minute of them costs, and what a look back over the day does.
    func watching(_ report: inout Report) async throws {
        let rules = try alertRules()
        for (name, rules) in [
            ("alerts: 10,000 rules, a minute", rules.named + rules.patterns),
            ("alerts: 9,000 named rules, a minute", rules.named),
            ("alerts: 1,000 rules on all pairs, a minute", rules.patterns),
            ("alerts: one rule over 24 h, a minute", [try rule("day", "*", "down:24h>20")]),
        ] where filter.isEmpty || name.contains(filter) {
            report.add(name, of: pairs, Samples(minutes(of: rules)), .cpu)
        }
        let window = filled.window
        let instruments = filled.instruments
        for text in ["move:15m>=3", "high:6h", "unusual:15m>=4"] {
            let tested = try rule("r", "*", text)
            await time("alerts: back-test of a pair, \(text)", &report) { call in
                keep(
                    BackTest(tested, on: instruments[call * 7919 % instruments.count], in: window)
                        .events)
            }
        }
        let tested = try rule("r", "*", "move:15m>=3")
        await time("alerts: back-test of all pairs", &report) { _ in
            keep(BackTest.all(tested, lists: AlertScope.Lists(), in: window).count)
        }
    }

    /// Nanoseconds of processor time of each minute, after those that fill caches.
    private func minutes(of rules: [AlertRule]) -> [Double] {
        var watch = AlertWatch(rules)
        var day = filled.day
        var times: [Double] = []
        for offset in 1...40 {
            day.ingest(filled.batch(offset))
            let window = DayWindow(day, through: FilledDay.now.advanced(by: offset))
            let markets = window.markets
            let start = Stopwatch.Kind.cpu.now
            for market in markets { keep(watch.look(at: market, in: window)) }
            if offset > 5 { times.append(Stopwatch.Kind.cpu.now - start) }
            _ = day.sealNext(before: window.last)
        }
        return times
    }

    private func rule(_ name: String, _ place: String, _ text: String) throws -> AlertRule {
        AlertRule(
            name, on: AlertScope([try AlertReader.part(place)]),
            when: try AlertReader.conditions(text))
    }

    /// Levels and moves of single pairs, and ten figures of all pairs with a hundred numbers each.
    private func alertRules() throws -> (named: [AlertRule], patterns: [AlertRule]) {
        let texts = ["last>", "up:15m>=", "move:5m>=", "down:60m>=", "unusual:15m>=", "high:60m"]
        let named = try (0..<9000).map { number in
            let instrument = filled.instruments[number * 7919 % filled.instruments.count]
            let text = texts[number % texts.count]
            let condition = text.hasSuffix("m") ? text : "\(text)\(number % 40 + 1)"
            return try rule("n\(number)", "\(instrument)", condition)
        }
        let figures = [
            "up:5m>=", "down:5m>=", "move:5m>=", "up:15m>=", "down:15m>=", "move:15m>=",
            "up:60m>=", "down:60m>=", "move:60m>=", "move:30m>=",
        ]
        let patterns = try figures.enumerated().flatMap { place, figure in
            try (0..<100).map { number in
                try rule("p\(place)-\(number)", "*", "\(figure)\(Double(number) / 4 + 2)")
            }
        }
        return (named, patterns)
    }
}
