import TrackerEngine
import TrackerScreen

extension AlertsCommand {
    /// `alerts test RULE`, `alerts test --all`.
    func test(in place: Workplace) async throws(CommandError) {
        let rules = try rules(in: place)
        let window = try await place.window(of: store, demo)
        let lists = place.alertLists()
        var reports: [AlertTestReport] = []
        for rule in rules {
            guard BackTest.canTest(rule) else {
                guard testsAll else { throw .cannotTest(rule: rule.name) }
                place.console.complain("\(CommandError.cannotTest(rule: rule.name))")
                continue
            }
            try checkPairs(rule, in: window)
            let tests = BackTest.all(rule, lists: lists, in: window)
            reports.append(AlertTestReport(rule, tests, in: window, place.localTime))
        }
        if format == .json {
            return try place.write(AlertTestReport.json(reports) + Array("\n".utf8))
        }
        let texts = reports.map { testsAll ? $0.summary : $0.text }
        if !texts.isEmpty { try place.print(texts.joined(separator: "\n")) }
        for note in Set(reports.flatMap(\.notes)).sorted() { place.console.complain(note) }
    }

    /// The rules that are meant, on the places that are.
    private func rules(in place: Workplace) throws(CommandError) -> [AlertRule] {
        let scope = try scope()
        let known = try place.alertRules()
        if testsAll { return known.map { scope.map($0.moved) ?? $0 } }
        let word = arguments[1]
        if let rule = known.first(where: { $0.name == word }) {
            return [scope.map(rule.moved) ?? rule]
        }
        let conditions: [AlertCondition]
        do throws(AlertFault) {
            conditions = try AlertReader.conditions(word)
        } catch {
            let nearest = NearestName.to(word, among: known.map(\.name))
            throw .notARule(word, error, nearest: nearest)
        }
        guard let scope else {
            throw .option(.missing(argument: "--on with conditions", command: "alerts test"))
        }
        let name = AlertReader.name(for: conditions, on: scope)
        return [AlertRule(name, on: scope, when: conditions)]
    }

    private func scope() throws(CommandError) -> AlertScope? {
        guard let places else { return nil }
        var parts: [AlertScope.Part] = []
        for word in places.split(separator: ",").map(String.init) {
            do throws(AlertFault) {
                parts.append(try AlertReader.part(word))
            } catch {
                throw .notAPlace(word, error)
            }
        }
        return parts.isEmpty ? nil : AlertScope(parts)
    }

    /// A pair that is named has to be there: it may be mistyped.
    private func checkPairs(
        _ rule: AlertRule, in window: DayWindow
    ) throws(CommandError) {
        guard !testsAll else { return }
        for case .pair(let instrument) in rule.scope.parts
        where window.series(of: instrument) == nil {
            let named = try NamedPair([instrument.market.name, instrument.pair.name]) { [:] }
            throw named.unknown(in: window)
        }
    }
}

extension AlertRule {
    /// The rule about other pairs.
    fileprivate func moved(to scope: AlertScope) -> AlertRule {
        var rule = AlertRule(name, on: scope, when: conditions)
        rule.sensitivity = sensitivity
        rule.delivery = delivery
        rule.place = place
        return rule
    }
}
