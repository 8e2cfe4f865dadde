extension Outbox {
    /// What leaves now, which counts as under way then, and when to ask again.
    public mutating func next(at now: Timestamp) -> Step {
        advance(to: now)
        giveUp()
        var step = Step()
        var again: Timestamp?
        for channel in policies.keys.sorted() {
            guard let policy = policies[channel] else { continue }
            switch turn(of: channel, policy) {
            case .nothing: break
            case .later(let time): again = min(again ?? time, time)
            case .send(let places): step.messages.append(message(of: channel, places))
            }
        }
        // From the time of the outbox to that of the clock.
        step.again = again.map { now + ($0 - time) }
        return step
    }

    private enum Turn {
        case nothing
        case later(Timestamp)
        /// The places of the rows that leave.
        case send([Int])
    }

    private func turn(of channel: String, _ policy: DeliveryPolicy) -> Turn {
        let standing = standings[channel] ?? ChannelStanding()
        guard standing.underWay == nil else { return .nothing }
        let waiting = rows.indices.filter { rows[$0].channel == channel }
        guard !waiting.isEmpty else { return .nothing }
        if let retry = standing.retry, retry > time { return .later(retry) }
        var again: Timestamp?
        for isUrgent in [true, false] {
            let places = waiting.filter { rows[$0].isUrgent == isUrgent }
            switch turn(of: places, isUrgent, policy, standing) {
            case .send(let places): return .send(places)
            case .later(let time): again = min(again ?? time, time)
            case .nothing: break
            }
        }
        return again.map { .later($0) } ?? .nothing
    }

    private func turn(
        of places: [Int], _ isUrgent: Bool, _ policy: DeliveryPolicy, _ standing: ChannelStanding
    ) -> Turn {
        guard !places.isEmpty else { return .nothing }
        let most = isUrgent ? policy.urgentHourly : policy.hourly
        if !isUrgent, let end = quietEnd { return .later(end) }
        // A message that was tried goes first, as it was: it may have arrived.
        if let number = places.compactMap({ rows[$0].message }).min() {
            let free = most.map { standing.free(urgent: isUrgent, most: $0, at: time) } ?? time
            return free <= time
                ? .send(places.filter { rows[$0].message == number }) : .later(free)
        }
        if !isUrgent, let last = standing.sent.last(where: { !$0.isUrgent })?.time {
            let end = last + policy.gather
            if end > time { return .later(end) }
        }
        return budgetTurn(places, most: most, urgent: isUrgent, standing)
    }

    private func budgetTurn(
        _ places: [Int], most: Int?, urgent: Bool, _ standing: ChannelStanding
    ) -> Turn {
        guard let most else { return .send(places) }
        let prompt = standing.free(urgent: urgent, most: DeliveryPolicy.prompt(of: most), at: time)
        if prompt <= time { return .send(places) }
        // What is over it becomes a digest at the next quarter of an hour.
        let free = standing.free(urgent: urgent, most: most, at: time)
        let oldest = places.map { rows[$0].since }.min() ?? time
        let quarter = max(nextQuarter(after: oldest), free)
        return quarter <= time ? .send(places) : .later(min(quarter, prompt))
    }

    /// The first quarter of an hour after a time of the outbox, as the clock of the machine counts.
    private func nextQuarter(after moment: Timestamp) -> Timestamp {
        let ahead = time - shown
        let onClock = moment.milliseconds - ahead.wholeMilliseconds
        let quarter = (onClock / DeliveryPolicy.quarter + 1) * DeliveryPolicy.quarter
        return Timestamp(milliseconds: quarter) + ahead
    }

    /// The end of the quiet hours in the time of the outbox; `nil` outside of them.
    private var quietEnd: Timestamp? {
        quiet?.end(at: shown).map { time + ($0 - shown) }
    }

    private mutating func message(of channel: String, _ places: [Int]) -> OutboxMessage {
        let number = rows[places[0]].message ?? nextNumber
        if number == nextNumber { nextNumber += 1 }
        for place in places {
            rows[place].message = number
            rows[place].tries += 1
        }
        var standing = standings[channel] ?? ChannelStanding()
        let isUrgent = rows[places[0]].isUrgent
        standing.sent.removeAll { $0.time <= time + .seconds(-3600) }
        standing.sent.append(
            ChannelStanding.Sent(time: time, message: number, isUrgent: isUrgent))
        standing.underWay = ChannelStanding.UnderWay(message: number, lost: standing.lost)
        let since = standing.messages[number] ?? shown
        standing.messages[number] = since
        standings[channel] = standing
        return OutboxMessage(
            number: number, channel: channel,
            events: places.map { rows[$0].event }.sorted(by: AlertEvent.precedes),
            isUrgent: isUrgent, since: since, lost: standing.lost)
    }
}
