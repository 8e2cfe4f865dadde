extension AlertLedger {
    /// Those of some events that this value does not know of.
    func unknown(among events: [AlertEvent]) -> [AlertEvent] {
        guard !events.isEmpty else { return [] }
        var known = Set(records.map(\.event.key)).union(pending.records.map(\.event.key))
        return events.filter { known.insert($0.key).inserted }
    }

    /// Takes what the engine has seen; `known`: events that the store has already.
    mutating func add(_ batch: AlertBatch, known: Set<AlertEvent.Key>, at now: Timestamp) {
        memory = batch.memory
        pending.memory = memory
        let events = unknown(among: batch.events).filter {
            !known.contains($0.key) && !isVoid($0)
        }
        let failing = failing
        var groups: [Route: [AlertEvent]] = [:]
        for event in events {
            let isSilenced = isHeld(event, failing, at: now)
            let record = AlertRecord(
                sequence: counters.nextSequence, event: event, isSilenced: isSilenced)
            counters.nextSequence += 1
            records.append(record)
            pending.records.append(record)
            if !isSilenced { groups[route(of: event), default: []].append(event) }
        }
        for (route, events) in groups {
            outbox.add(events, urgent: route.isUrgent, to: route.outlets, at: now)
        }
        records.removeFirst(max(0, records.count - AlertBoard.mostRecords))
    }

    /// Whether a missed event is one that its rule would not have told: one from before the rule was
    /// made, or of a rule that fires once and has done so.
    private func isVoid(_ event: AlertEvent) -> Bool {
        guard event.isMissed else { return false }
        let sight = memory.sights.first {
            $0.rule == event.rule && $0.market == event.subject.market
        }
        if let sight, event.minute < sight.minute { return true }
        return memory.standings.contains {
            $0.rule == event.rule && $0.subject == event.subject && $0.standing.phase == .done
        }
    }

    private struct Route: Hashable {
        let isUrgent: Bool
        let outlets: [String]
    }

    private func route(of event: AlertEvent) -> Route {
        let delivery = rulesByName[event.rule]?.delivery
        let wanted = delivery?.channels
        let names = outlets.filter { wanted?.contains($0.channel) ?? true }.map(\.name)
        return Route(isUrgent: delivery?.isUrgent ?? false, outlets: names)
    }

    /// Whether an event is recorded only: for a silence, for a source that fails, or because its
    /// episode began so.
    private func isHeld(
        _ event: AlertEvent, _ failing: Set<AlertSubject>, at now: Timestamp
    ) -> Bool {
        if isSilent(event.rule, event.subject, at: now) { return true }
        if event.kind == .end {
            return begin(of: event.rule, event.subject)?.isSilenced ?? false
        }
        guard let rule = rulesByName[event.rule], rule.isAboutSilence,
            let market = event.subject.market
        else { return false }
        return failing.contains(.everything) || failing.contains(.market(market))
    }

    /// The newest record of a rule about something that is no end.
    private func begin(of rule: String, _ subject: AlertSubject) -> AlertRecord? {
        records.last {
            $0.event.rule == rule && $0.event.subject == subject && $0.event.kind != .end
        }
    }

    private func isSilent(_ rule: String, _ subject: AlertSubject, at now: Timestamp) -> Bool {
        notes.silences.contains { $0.holds(for: rule, about: subject, at: now) }
    }

    /// What has been told to fail: not what a silence kept from everybody when it began to.
    private var failing: Set<AlertSubject> {
        Set(
            memory.standings.lazy.filter {
                $0.standing.phase == .fired
                    && self.rulesByName[$0.rule]?.subject.figure == .failing
                    && self.begin(of: $0.rule, $0.subject)?.isSilenced != true
            }.map(\.subject))
    }

    /// Takes note of what a person wants; `isStored`: whether the store has it already.
    mutating func add(_ note: AlertNote, isStored: Bool) {
        notes.add(note)
        if !isStored { pending.notes.append(note) }
    }

    /// Adopts what the store has of notes, those of other programs too.
    mutating func adopt(_ stored: AlertNotes) {
        notes = stored
        for note in pending.notes { notes.add(note) }
    }
}

extension AlertRule {
    /// Whether it tells that no price comes, which a source that fails explains.
    fileprivate var isAboutSilence: Bool {
        subject.figure == .silence || subject == .delisted
    }
}

extension AlertRecord {
    func numbered(_ sequence: Int) -> AlertRecord {
        AlertRecord(
            sequence: sequence, event: event, isSeen: isSeen, isSilenced: isSilenced,
            deliveries: deliveries)
    }
}
