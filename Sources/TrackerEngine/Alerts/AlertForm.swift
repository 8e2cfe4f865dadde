/// Reads rules as they are written down: `[[alert]]` of the configuration and of the state directory.
///
///     [[alert]]
///     name = "fast"
///     on = ["favourites", "kraken:*usd"]
///     when = "moves 5% in 15m"
package struct AlertForm {
    /// The most rules.
    package static let mostRules = 10_000

    /// Rules of two files as they count together: of two with one name that of the configuration, and
    /// no more than there is room for.
    ///
    /// - Returns: with a sentence on those that do not count.
    package static func merged(
        _ configured: [AlertRule], _ kept: [AlertRule], most: Int = mostRules
    ) -> (rules: [AlertRule], fault: String?) {
        let names = Set(configured.map(\.name))
        let all = configured + kept.filter { !names.contains($0.name) }
        guard all.count > most else { return (all, nil) }
        let over = all[most]
        let place = over.place.map { "\($0.file):\($0.line):1: " } ?? ""
        let more = all.count - most - 1
        return (
            Array(all.prefix(most)),
            "\(place)alert \(over.name): more than \(most) rules in both files together; it"
                + (more > 0 ? " and \(more) after it do not count" : " does not count")
        )
    }

    package private(set) var rules: [AlertRule] = []
    package private(set) var faults: [TOML.Fault] = []
    /// Whether one more rule has room beside those of two files, where two with one name are one rule.
    package static func hasRoom(
        beside configured: Set<String>, _ kept: [AlertRule], most: Int = mostRules
    ) -> Bool {
        configured.union(kept.map(\.name)).count < most
    }

    private let file: String
    private var names: Set<String> = []

    /// `file`: the path that rules are said to come from.
    package init(file: String) { self.file = file }

    /// Reads the value of the key `alert`: a list of tables.
    package mutating func read(_ value: TOML) {
        let (tables, faults) = value.tables("alert", of: "rules", most: Self.mostRules)
        self.faults += faults
        for table in tables { readRule(table.members, at: table.place) }
    }

    mutating func fault(_ place: TOML.Place, _ words: String) {
        faults.append(TOML.Fault(place: place, words: words))
    }

    /// A fault of a text of one line: its column is that of the character.
    mutating func fault(_ value: TOML, _ key: String, _ fault: AlertFault) {
        // A quotation mark stands before the text.
        let place = TOML.Place(
            line: value.place.line, column: value.place.column + fault.column)
        self.fault(place, "\(key): \(fault.words)")
    }
}

// MARK: - A rule

extension AlertForm {
    static let keys = [
        "name", "on", "when", "to", "for", "rearm", "step", "cool-down", "once", "expires", "end",
        "urgent", "at-start", "live", "thin", "title", "text",
    ]

    private mutating func readRule(_ members: [TOML.Member], at place: TOML.Place) {
        let before = faults.count
        for member in members where !Self.keys.contains(member.key) {
            let nearest = NearestName.to(member.key, among: Self.keys)
            fault(
                member.keyPlace,
                "alert: no such key: \(member.key.plain(upTo: 60))"
                    + (nearest.map { "; did you mean \($0)?" } ?? ""))
        }
        var values: [String: TOML] = [:]
        for member in members { values[member.key] = member.value }
        let conditions = conditions(values["when"], at: place)
        let scope = scope(values["on"], at: place)
        let name = name(values["name"])
        let sensitivity = sensitivity(values)
        let delivery = delivery(values)
        guard faults.count == before, let conditions, let scope else { return }
        let usual = AlertReader.name(for: conditions, on: scope, taken: names)
        var rule = AlertRule(name ?? usual, on: scope, when: conditions)
        rule.sensitivity = sensitivity
        rule.delivery = delivery
        rule.place = AlertRule.Place(file: file, line: place.line)
        check(rule, values)
        if faults.count == before { rules.append(rule) }
        names.insert(rule.name)
    }

    private mutating func conditions(_ value: TOML?, at place: TOML.Place) -> [AlertCondition]? {
        guard let value else {
            fault(place, "alert: \"when\" is missing, such as when = \"last>70k\"")
            return nil
        }
        return text(value, "when") { (text) throws(AlertFault) in
            try AlertReader.conditions(text)
        }
    }

    private mutating func scope(_ value: TOML?, at place: TOML.Place) -> AlertScope? {
        guard let value else {
            fault(place, "alert: \"on\" is missing, such as on = \"kraken:btcusd\"")
            return nil
        }
        let elements: [TOML] = if case .list(let list) = value.value { list } else { [value] }
        guard !elements.isEmpty else {
            fault(value.place, "on: must name a pair, a pattern or a list")
            return nil
        }
        let parts = elements.compactMap { element in
            text(element, "on") { (text) throws(AlertFault) in try AlertReader.part(text) }
        }
        return parts.count == elements.count ? AlertScope(parts) : nil
    }

    private mutating func name(_ value: TOML?) -> String? {
        guard let value else { return nil }
        guard case .text(let name) = value.value, AlertReader.isName(name) else {
            fault(value.place, "name: must be 1 to 40 letters, digits, - and _")
            return nil
        }
        if names.contains(name) { fault(value.place, "name: another rule is called \(name)") }
        return name
    }

    /// What no key says alone.
    private mutating func check(_ rule: AlertRule, _ values: [String: TOML]) {
        if let value = values["step"], rule.sensitivity.steps == true,
            !(rule.subject.figure?.isMove ?? false)
        {
            fault(value.place, "step: only moves have steps, such as moves 5% in 15m")
        }
        guard let value = values["live"], rule.sensitivity.isLive else { return }
        let isLive = rule.conditions.allSatisfy { condition in
            switch condition {
            case .compare(.last, _, _), .compare(.spread, _, _), .quote, .stale: true
            default: false
            }
        }
        if !isLive {
            fault(value.place, "live: only prices and spreads are looked at at each poll")
        }
    }
}

// MARK: - Its keys

extension AlertForm {
    private mutating func sensitivity(_ values: [String: TOML]) -> AlertRule.Sensitivity {
        var result = AlertRule.Sensitivity()
        result.hold = minutes(values["for"], "for") ?? 0
        result.coolDown = minutes(values["cool-down"], "cool-down")
        result.margin = margin(values["rearm"])
        result.steps = flag(values["step"], "step")
        result.tellsEnd = flag(values["end"], "end")
        result.isOnce = flag(values["once"], "once") ?? false
        result.firesAtStart = flag(values["at-start"], "at-start") ?? false
        result.isLive = flag(values["live"], "live") ?? false
        result.includesThin = flag(values["thin"], "thin") ?? false
        if let value = values["expires"] {
            result.expiry = text(value, "expires") { (text) throws(AlertFault) in
                try AlertReader.expiry(text)
            }
        }
        return result
    }

    private mutating func delivery(_ values: [String: TOML]) -> AlertRule.Delivery {
        var result = AlertRule.Delivery()
        result.isUrgent = flag(values["urgent"], "urgent") ?? false
        for (key, path) in [
            ("title", \AlertRule.Delivery.title), ("text", \AlertRule.Delivery.text),
        ] {
            guard let value = values[key] else { continue }
            result[keyPath: path] = text(value, key) { (text) throws(AlertFault) in
                try AlertTemplate(text)
            }
        }
        guard let value = values["to"] else { return result }
        let elements: [TOML] = if case .list(let list) = value.value { list } else { [value] }
        result.channels = elements.compactMap { element in
            guard case .text(let name) = element.value, AlertReader.isName(name) else {
                fault(element.place, "to: must be names of channels")
                return nil
            }
            return name
        }
        return result
    }

    private mutating func minutes(_ value: TOML?, _ key: String) -> Int? {
        value.flatMap {
            text($0, key) { (text) throws(AlertFault) in try AlertReader.minutes(text) }
        }
    }

    private mutating func margin(_ value: TOML?) -> AlertRule.Margin? {
        guard let value else { return nil }
        switch value.value {
        case .integer(let number) where number >= 0: return .absolute(Double(number))
        case .number(let number) where number >= 0 && number.isFinite: return .absolute(number)
        case .text:
            return text(value, "rearm") { (text) throws(AlertFault) in
                try AlertReader.margin(text)
            }
        default:
            fault(value.place, "rearm: must be a number, 0 or more, or a share such as \"0.5%\"")
            return nil
        }
    }

    private mutating func flag(_ value: TOML?, _ key: String) -> Bool? {
        guard let value else { return nil }
        guard case .flag(let isOn) = value.value else {
            fault(value.place, "\(key): must be true or false")
            return nil
        }
        return isOn
    }

    private mutating func text<Value>(
        _ value: TOML, _ key: String, _ read: (String) throws(AlertFault) -> Value
    ) -> Value? {
        guard case .text(let text) = value.value else {
            fault(value.place, "\(key): must be a text in quotes")
            return nil
        }
        do throws(AlertFault) {
            return try read(text)
        } catch {
            fault(value, key, error)
            return nil
        }
    }
}
