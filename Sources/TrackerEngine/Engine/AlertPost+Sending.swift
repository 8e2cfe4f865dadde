extension AlertPost {
    /// What has waited for longer is written anew, with a date of its own.
    static let freshness = Duration.seconds(3600)

    /// Sends a message beside everything else; the answer comes to the inbox.
    func send(
        _ message: OutboxMessage, for engine: Engine, _ group: inout DiscardingTaskGroup
    ) {
        guard let outlet = ledger.outlets.first(where: { $0.name == message.channel }) else {
            return
        }
        let letter = letter(of: message, for: engine)
        group.addTask { [inbox] in
            let report = await outlet.way.send(letter)
            // The program ends: whether it arrived is not known, and the next run sends it again.
            guard report.delivery.isFinal || !Task.isCancelled else { return }
            inbox.put(.answered(message, report))
        }
    }

    private func letter(of message: OutboxMessage, for engine: Engine) -> AlertMessage {
        let key = AlertLedger.MessageKey(outlet: message.channel, number: message.number)
        let now = clock.now
        let isOld = now - message.since > Self.freshness
        if let letter = letters[key], !isOld { return letter }
        var writer = AlertLetter(ledger.rules, offset: offset)
        writer.scene = ledger.scene(in: engine.snapshot.window)
        writer.scene.zone = zone
        var letter = AlertMessage(
            writer.letter(of: message), ledger.identity(of: message),
            at: isOld ? now : message.since)
        letter.first = ledger.first(of: message)
        letter.events = message.events
        letter.isUrgent = message.isUrgent
        letters[key] = letter
        return letter
    }

    func answered(_ message: OutboxMessage, _ report: DeliveryReport) {
        ledger.answered(message, with: report.delivery, at: clock.now)
        guard report.delivery.isFinal else { return }
        letters[AlertLedger.MessageKey(outlet: message.channel, number: message.number)] = nil
    }

    /// Sends a message through a channel that says that it is a test.
    func test(_ channel: String, for engine: Engine, _ group: inout DiscardingTaskGroup) {
        let now = clock.now
        let all = ledger.outlets + [ledger.heartbeatPlan?.outlet].compactMap(\.self)
        for outlet in all where outlet.channel == channel || outlet.name == channel {
            let message = AlertMessage.test(
                of: outlet.channel, through: outlet.name, on: machine, at: now)
            group.addTask { [inbox] in
                inbox.put(.tested(outlet: outlet.name, await outlet.way.send(message)))
            }
        }
    }
}

extension Delivery {
    /// Whether the message is done with: accepted, or refused for ever.
    fileprivate var isFinal: Bool {
        switch self {
        case .accepted, .refused: true
        case .later, .unanswered, .barred: false
        }
    }
}
