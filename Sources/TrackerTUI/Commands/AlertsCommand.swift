import TrackerEngine
import TrackerScreen

/// `alerts list`, `alerts test RULE`, `alerts send-test CHANNEL`: the rules of alerts, how often they
/// would have fired in the stored day, and whether their channels work.
///
/// It reads the store without a lock; no other program has to run.
struct AlertsCommand: Command {
    static let form = CommandForm(
        "alerts", summary: "list or test alert rules, or try a channel",
        arguments: "ACTION [NAME]", 1...2, needed: "list, test or send-test",
        notes:
            "ACTION is list, test or send-test. NAME is that of a rule in the configuration, or "
            + "conditions such as 'last>70k' or 'moves 5% in 15m', which need --on; for send-test "
            + "that of a channel.")
    static let options = OptionList<Self>(
        [
            .value(
                "--on", "PLACES",
                "pairs and lists, separated by commas: kraken:btcusd, kraken:*usd, favourites",
                \.places, .text("names separated by commas") { $0.isEmpty ? nil : $0 }),
            .flag("--all", "test all rules of the configuration", \.testsAll),
            .flag("--json", "print JSON", \.isJSON),
        ],
        .including(\.demo), .including(\.store), .including(\.network), .including(\.configuration))

    var arguments: [String] = []
    /// `nil` for those of the rule.
    var places: String?
    var testsAll = false
    var isJSON = false
    var demo = DemoOptions()
    var store = StoreOptions()
    var network = NetworkOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        switch (arguments.first, arguments.count) {
        case ("list"?, 1): try list(in: place)
        case ("list"?, _):
            throw .option(.unexpected(argument: arguments[1], command: "alerts list"))
        case ("test"?, 1) where !testsAll:
            throw .option(.missing(argument: "a RULE, or --all", command: "alerts test"))
        case ("test"?, 2) where testsAll: throw .option(.notTogether("--all", arguments[1]))
        case ("test"?, _): try await test(in: place)
        case ("send-test"?, 1):
            throw .option(.missing(argument: "the name of a channel", command: "alerts send-test"))
        case ("send-test"?, _): try await sendTest(arguments[1], in: place)
        default:
            throw .option(
                .badValue(
                    option: "alerts", value: arguments[0], allowed: "list, test or send-test"))
        }
        return .success
    }

    private func list(in place: Workplace) throws(CommandError) {
        let rules = try place.alertRules()
        let report = AlertRuleList(rules)
        if isJSON { return try place.write(report.json + Array("\n".utf8)) }
        guard !rules.isEmpty else {
            return place.console.complain(
                "there are no rules; write one as [[alert]] in the configuration")
        }
        try place.write(Array(report.text.utf8))
    }

    // MARK: - Testing

    private func test(in place: Workplace) async throws(CommandError) {
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
        if isJSON { return try place.write(AlertTestReport.json(reports) + Array("\n".utf8)) }
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
