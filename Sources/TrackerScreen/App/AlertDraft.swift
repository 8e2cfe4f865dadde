import TrackerEngine

/// A rule that is being typed: its text, and what else is chosen for it.
struct AlertDraft: Hashable, Sendable {
    var text: String
    /// The scope of a text that names none.
    let usual: AlertScope
    /// Minutes for which it has to hold.
    var hold = 0
    var isOnce = false
    /// `nil`: all of them.
    var channels: [String]?
    /// The rule that it takes the place of.
    let replaced: AlertRule?

    init(on usual: AlertScope, text: String = "") {
        (self.text, self.usual, replaced) = (text, usual, nil)
    }

    /// A rule as one types it, to be changed.
    init(changing rule: AlertRule) {
        text = "\(rule.sentence) on \(rule.scope.parts.map(\.text).joined(separator: ", "))"
        usual = rule.scope
        hold = rule.sensitivity.hold
        isOnce = rule.sensitivity.isOnce
        channels = rule.delivery.channels
        replaced = rule
    }

    /// The rule that the text says, with the name that it would have beside others.
    func rule(beside others: [AlertRule]) throws(AlertFault) -> AlertRule {
        let (conditions, scope) = try AlertReader.typed(text)
        let place = scope ?? usual
        var rule = AlertRule(name(conditions, place, others), on: place, when: conditions)
        if let replaced {
            rule.sensitivity = replaced.sensitivity
            rule.delivery = replaced.delivery
        }
        rule.sensitivity.hold = hold
        rule.sensitivity.isOnce = isOnce
        rule.delivery.channels = channels
        return rule
    }

    /// A name that somebody chose stays; one that was made of the conditions is made anew.
    private func name(
        _ conditions: [AlertCondition], _ scope: AlertScope, _ others: [AlertRule]
    ) -> String {
        let taken = Set(others.map(\.name).filter { $0 != replaced?.name })
        if let replaced {
            let made = AlertReader.name(for: replaced.conditions, on: replaced.scope, taken: taken)
            if made != replaced.name { return replaced.name }
        }
        return AlertReader.name(for: conditions, on: scope, taken: taken)
    }

    // MARK: - What is chosen

    static let holds = [0, 1, 2, 3, 5, 10, 15, 30, 60]

    mutating func changeHold(by step: Int) {
        let place = Self.holds.lastIndex { $0 <= hold } ?? 0
        hold = Self.holds[min(max(0, place + step), Self.holds.count - 1)]
    }

    /// All channels, then each alone.
    mutating func changeChannels(by step: Int, among names: [String]) {
        var choices: [[String]?] = [nil] + names.map { [$0] }
        if !choices.contains(channels) { choices.append(channels) }
        let place = choices.firstIndex(of: channels) ?? 0
        channels = choices[(place + step + choices.count) % choices.count]
    }
}

extension AlertRule {
    /// Whether the screen may change it: rules of the configuration are changed there.
    var isOwn: Bool { place.map { $0.file.hasSuffix("alerts.toml") } ?? true }

    /// Whether its test in one pair's day takes no longer than a key may: no figure of it takes the
    /// whole day at each minute.
    var isQuickToTest: Bool {
        conditions.allSatisfy { condition in
            switch condition.figure {
            case .rank, .volatility, .turnover, .change: false
            default: true
            }
        }
    }
}
