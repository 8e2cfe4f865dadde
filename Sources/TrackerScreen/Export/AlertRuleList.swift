package import TrackerEngine

/// The rules of alerts as an aligned table for a person, and as JSON.
package struct AlertRuleList {
    private let rules: [AlertRule]

    package init(_ rules: [AlertRule]) { self.rules = rules }

    package var text: String {
        let rows =
            [["rule", "on", "when", "written in"]]
            + rules.map { rule in
                [
                    rule.name, rule.scope.text.plain(upTo: 60), rule.sentence.plain(upTo: 100),
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

    /// `{"rules":[{"rule":"fast","on":["favourites"],"when":"move:15m>=5",…}]}`.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("rules")
            writer.array { writer in
                for rule in rules {
                    writer.object { Self.write(rule, to: &$0) }
                }
            }
        }
        return writer.bytes
    }

    /// Writes the members that name a rule.
    static func write(_ rule: AlertRule, to writer: inout JSONWriter) {
        writer.key("rule")
        writer.string(rule.name)
        writer.key("on")
        writer.array { writer in
            for part in rule.scope.parts { writer.string(part.text) }
        }
        writer.key("when")
        writer.string(rule.conditionText)
        writer.key("sentence")
        writer.string(rule.sentence)
        writer.key("file")
        if let place = rule.place { writer.string(place.file) } else { writer.null() }
        writer.key("line")
        if let place = rule.place { writer.number(place.line) } else { writer.null() }
    }
}
