package import TrackerEngine

/// The rules and channels of alerts as aligned tables for a person, and as JSON.
package struct AlertRuleList {
    private let rules: [AlertRule]
    private let states: [String: AlertBoard.RuleState]
    /// Those that have not ended.
    private let silences: [AlertSilence]
    private let channels: [ChannelReport]
    private let heartbeat: ChannelReport?
    private let localTime: LocalTime

    package init(_ board: AlertBoard, at now: Timestamp, _ localTime: LocalTime) {
        rules = board.rules
        states = board.states(at: now)
        silences = board.silences.filter { $0.until.map { $0 > now } ?? true }
        channels = board.channels
        heartbeat = board.heartbeat
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
        let table = Self.table(rows)
        // The table has those that are about a rule as a whole.
        let others = silences.compactMap { silence in
            silence.subject.map {
                "\(silence.rule) on \("\($0)".plain(upTo: 80)) \(end(silence))\n"
            }
        }
        let parts = [rules.isEmpty ? "" : table, others.joined(), channelTable]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// `mail  mail.example.org:587  refused 3 messages since 28 Nov 14:05  550 no such user`.
    private var channelTable: String {
        let ways = channels + [heartbeat].compactMap(\.self)
        guard !ways.isEmpty else { return "" }
        return Self.table(
            [["channel", "to", "state", "waiting", "said"]]
                + ways.map { channel in
                    [
                        channel.name.plain(upTo: 60), channel.place.plain(upTo: 60),
                        channel.state.words(date),
                        channel.waiting > 0 ? Numbers.count(channel.waiting) : Numbers.missing,
                        channel.reply?.plain(upTo: 160) ?? Numbers.missing,
                    ]
                })
    }

    /// Rows of equally many fields, below each other.
    private static func table(_ rows: [[String]]) -> String {
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

    /// `28 Nov 18:00`.
    private func date(_ time: Timestamp) -> String {
        "\(localTime.date(at: time.unixSeconds)) \(localTime.clock(at: time.unixSeconds))"
    }

    /// `silenced until 28 Nov 18:00`.
    private func end(_ silence: AlertSilence) -> String {
        silence.until.map { "silenced until \(date($0))" } ?? "paused"
    }

    /// `2 fired`, `silenced until 28 Nov 18:00`.
    private func words(_ state: AlertBoard.RuleState) -> String {
        switch state.word {
        case "fired": return "\(Numbers.count(state.fired)) fired"
        case "pending": return "\(Numbers.count(state.pending)) pending"
        case "silenced": return state.silence.map(end) ?? state.word
        case let word: return word
        }
    }

    private func last(_ state: AlertBoard.RuleState) -> String {
        state.last.map { date($0.start) } ?? Numbers.missing
    }

    /// `{"rules":[{"rule":"fast","on":["favourites"],"when":"move:15m>=5",…}],"silences":[],"channels":[],
    /// "heartbeat":null}`.
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
            writer.key("silences")
            writer.silences(silences)
            writer.key("channels")
            writer.channels(channels)
            writer.heartbeat(heartbeat)
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
