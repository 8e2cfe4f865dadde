/// Alerts as `/alerts` answers them: times in Unix seconds, changes as fractions.
///
/// It has no addresses of people and nothing that others have said, which only a stranger could use.
package enum AlertsAnswer {
    /// The most events, the newest.
    static let mostEvents = 100

    static func body(of snapshot: Snapshot, at now: Timestamp) -> [UInt8] {
        let board = snapshot.alerts
        let states = board.states(at: now)
        var writer = JSONWriter()
        writer.object { writer in
            writer.mark(snapshot.window.kind)
            writer.key("unseen")
            writer.number(board.unseenCount)
            writer.key("notice")
            writer.string(orNull: board.notice?.withoutFolders(of: board.files))
            writer.key("rules")
            writer.array { writer in
                for rule in board.rules {
                    writer.object { writer in
                        writer.members(of: rule)
                        writer.members(of: states[rule.name] ?? AlertBoard.RuleState())
                    }
                }
            }
            writer.key("events")
            writer.events(board.records.suffix(mostEvents), isPublic: true)
            writer.key("silences")
            writer.silences(board.silences.filter { $0.until.map { $0 > now } ?? true })
            writer.key("channels")
            writer.channels(board.channels, isPublic: true)
            writer.heartbeat(board.heartbeat, isPublic: true)
        }
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes the members that name a rule, but the file that it is written in.
    package mutating func members(of rule: AlertRule) {
        key("rule")
        string(rule.name)
        key("on")
        array { writer in for part in rule.scope.parts { writer.string(part.text) } }
        key("when")
        string(rule.conditionText)
        key("sentence")
        string(rule.sentence)
    }

    /// Writes how a rule stands: `"state":"fired","fired":1,"pending":0,"last":…,"until":null`.
    package mutating func members(of state: AlertBoard.RuleState) {
        key("state")
        string(state.word)
        key("fired")
        number(state.fired)
        key("pending")
        number(state.pending)
        key("last")
        number(orNull: state.last?.unixSeconds)
        key("until")
        number(orNull: state.silence?.until?.unixSeconds)
    }

    /// Writes a list of what fired, in its order.
    ///
    /// `isPublic`: without addresses and replies.
    package mutating func events(_ records: some Sequence<AlertRecord>, isPublic: Bool = false) {
        array { writer in for record in records { writer.event(record, isPublic: isPublic) } }
    }

    private mutating func event(_ record: AlertRecord, isPublic: Bool) {
        object { writer in
            writer.key("sequence")
            writer.number(record.sequence)
            writer.members(of: record.event)
            writer.key("seen")
            writer.bool(record.isSeen)
            writer.key("silenced")
            writer.bool(record.isSilenced)
            writer.key("deliveries")
            writer.array { writer in
                for delivery in record.deliveries {
                    writer.object { writer in
                        writer.key("channel")
                        writer.string(isPublic ? delivery.publicChannel : delivery.channel)
                        writer.key("state")
                        writer.string(delivery.state.rawValue)
                        if isPublic { return }
                        writer.key("reply")
                        writer.string(orNull: delivery.reply)
                    }
                }
            }
        }
    }

    /// Writes what an event says: its time, rule, kind and figures.
    package mutating func members(of event: AlertEvent) {
        key("time")
        number(event.minute.unixSeconds)
        key("rule")
        string(event.rule)
        key("kind")
        string(event.kind.rawValue)
        key("market")
        string(orNull: event.subject.market?.name)
        key("pair")
        if case .pair(let instrument) = event.subject {
            string(instrument.pair.name)
        } else {
            null()
        }
        for (name, value) in [
            ("price", event.price?.amount), ("value", event.value), ("then", event.base?.amount),
            ("change", event.change),
        ] {
            key(name)
            value.map { number($0) } ?? null()
        }
        key("since")
        number(orNull: event.baseMinute?.unixSeconds)
        key("gap")
        number(orNull: event.gap?.unixSeconds)
        key("live")
        bool(event.isLive)
        key("missed")
        bool(event.isMissed)
        key("source")
        string(orNull: event.source)
    }

    /// Writes a list of silences; `"until":null` for one without an end.
    package mutating func silences(_ silences: [AlertSilence]) {
        array { writer in
            for silence in silences {
                writer.object { writer in
                    writer.key("rule")
                    writer.string(silence.rule)
                    writer.key("subject")
                    writer.string(orNull: silence.subject.map { "\($0)" })
                    writer.key("until")
                    writer.number(orNull: silence.until?.unixSeconds)
                }
            }
        }
    }
}

extension AlertRecord.Delivered {
    /// The channel's name; behind the colon is an address.
    fileprivate var publicChannel: String { String(channel.prefix { $0 != ":" }) }
}
