package import TrackerEngine

/// The rules of alerts as an aligned table for a person, and as JSON.
package struct AlertRuleList {
    private let rules: [AlertRule]
    private let states: [String: AlertBoard.RuleState]
    private let localTime: LocalTime

    /// `states`: how rules stand, by name; one that is not there is armed.
    package init(
        _ rules: [AlertRule], _ states: [String: AlertBoard.RuleState], _ localTime: LocalTime
    ) {
        self.rules = rules
        self.states = states
        self.localTime = localTime
    }

    private func state(of rule: AlertRule) -> AlertBoard.RuleState {
        states[rule.name] ?? AlertBoard.RuleState()
    }

    package var text: String {
        let rows =
            [["rule", "on", "when", "state", "last fired", "written in"]]
            + rules.map { rule in
                [
                    rule.name, rule.scope.text.plain(upTo: 60), rule.sentence.plain(upTo: 100),
                    words(state(of: rule)), last(state(of: rule)),
                    rule.place.map { "\($0.file.plain()), line \($0.line)" } ?? "",
                ]
            }
        let widths = rows[0].indices.map { column in
            rows.map { $0[column].cellWidth }.max() ?? 0
        }
        return rows.map { row in
            let fields = zip(row, widths).enumerated().map { column, field in
                column == row.count - 1
                    ? field.0
                    : field.0 + String(repeating: " ", count: field.1 - field.0.cellWidth)
            }
            return fields.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// `2 fired`, `silenced until 28 Nov 18:00`.
    private func words(_ state: AlertBoard.RuleState) -> String {
        switch state.word {
        case "fired": return "\(Numbers.count(state.fired)) fired"
        case "pending": return "\(Numbers.count(state.pending)) pending"
        case "silenced":
            guard let until = state.silence?.until?.unixSeconds else { return "paused" }
            return "silenced until \(localTime.date(at: until)) \(localTime.clock(at: until))"
        case let word: return word
        }
    }

    private func last(_ state: AlertBoard.RuleState) -> String {
        guard let minute = state.last?.unixSeconds else { return Numbers.missing }
        return "\(localTime.date(at: minute)) \(localTime.clock(at: minute))"
    }

    /// `{"rules":[{"rule":"fast","on":["favourites"],"when":"move:15m>=5",…}]}`.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("rules")
            writer.array { writer in
                for rule in rules {
                    writer.object { writer in
                        Self.write(rule, to: &writer)
                        writer.members(of: state(of: rule))
                    }
                }
            }
        }
        return writer.bytes
    }

    /// Writes the members that name a rule.
    static func write(_ rule: AlertRule, to writer: inout JSONWriter) {
        writer.members(of: rule)
        writer.key("file")
        if let place = rule.place { writer.string(place.file) } else { writer.null() }
        writer.key("line")
        if let place = rule.place { writer.number(place.line) } else { writer.null() }
    }
}
