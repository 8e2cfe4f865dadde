extension AlertLedger {
    /// What leaves now, and when to ask again; what leaves has to be stored first.
    mutating func next(at now: Timestamp) -> Outbox.Step {
        let step = outbox.next(at: now)
        for message in step.messages {
            let key = MessageKey(outlet: message.channel, number: message.number)
            if identities[key] == nil { identities[key] = newIdentity(of: message) }
        }
        collectDone()
        return step
    }

    /// What makes a message one of its own: the same for each of its tries.
    func identity(of message: OutboxMessage) -> MailForm.Identity {
        identities[MessageKey(outlet: message.channel, number: message.number)]
            ?? newIdentity(of: message)
    }

    private func newIdentity(of message: OutboxMessage) -> MailForm.Identity {
        let place = "\(message.channel) \(counters.identity)"
        guard message.events.count == 1, let event = message.events.first else {
            return MailForm.Identity(
                kind: "digest", minute: Minute(containing: message.since),
                key: "\(message.number) \(place)")
        }
        return MailForm.Identity(
            kind: event.kind.rawValue, minute: event.minute,
            key: "\(event.rule) \(event.subject) \(place)")
    }

    /// The message that began the episode of which a message tells; `nil` for one that does.
    func first(of message: OutboxMessage) -> MailForm.Identity? {
        guard message.events.count == 1, let event = message.events.first, event.kind != .fire
        else { return nil }
        return threads[AlertThread(message.channel, event)]
    }

    mutating func answered(
        _ message: OutboxMessage, with delivery: Delivery, at now: Timestamp
    ) {
        outbox.answered(message.number, on: message.channel, with: delivery, at: now)
        tests[message.channel] = nil
        if case .accepted = delivery { accepted[message.channel] = now }
        collectDone()
    }

    /// A test message was sent through an outlet, or was not.
    mutating func tested(_ outlet: String, _ delivery: Delivery, at now: Timestamp) {
        tests[outlet] = "test: \(delivery.words)"
        testCounts[outlet, default: 0] += 1
        if outlet == HeartbeatPlan.name { return heartbeat.answered(delivery, at: now) }
        switch delivery {
        case .accepted:
            accepted[outlet] = now
            outbox.recovered(outlet)
        case .refused(let words): outbox.refused(words, by: outlet, at: now)
        case .later, .unanswered, .barred: break
        }
    }

    /// Takes note of what became of the heartbeat.
    mutating func noteBeat(_ delivery: Delivery, at now: Timestamp) {
        heartbeat.answered(delivery, at: now)
        tests[HeartbeatPlan.name] = nil
    }

    /// What letters tell beside the events.
    func scene(in window: DayWindow) -> AlertScene {
        var scene = AlertScene()
        scene.window = window
        scene.fires = { [records] event in
            records.count {
                $0.event.rule == event.rule && $0.event.subject == event.subject
                    && $0.event.kind != .end && $0.event.minute <= event.minute
                    && $0.event.minute > event.minute.advanced(by: -Minute.perDay)
            }
        }
        scene.standing = { [memory] event in
            memory.standings.first {
                $0.rule == event.rule && $0.subject == event.subject
            }?.standing
        }
        return scene
    }
}
