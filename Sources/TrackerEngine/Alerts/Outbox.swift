/// What has to be told, through which channel and when.
///
/// A value: it is asked what is to be sent, and told what became of it; somebody else sends, and
/// commits it before and after. Its time never goes back: while the clock of the machine was set
/// back, no time has passed. What it keeps survives in its rows and standings.
///
/// ```swift
/// let step = outbox.next(at: clock.now)
/// // Commit; then send each message, and for each:
/// outbox.answered(message.number, on: message.channel, with: .accepted("250 Ok"), at: clock.now)
/// ```
public struct Outbox: Hashable, Sendable {
    /// What is to be done now.
    public struct Step: Hashable, Sendable {
        /// At most one for each channel.
        public var messages: [OutboxMessage] = []
        /// When the outbox wants to be asked again, by the clock; `nil` for not before something comes.
        public var again: Timestamp?
    }

    /// The most events that wait for a channel.
    var mostWaiting = 100_000

    /// How much each channel may send, by its name.
    public private(set) var policies: [String: DeliveryPolicy]
    /// When alerts are held that are not urgent.
    public private(set) var quiet: QuietTime?
    /// What has not been told, in the order in which it came.
    public private(set) var rows: [OutboxRow]
    public private(set) var standings: [String: ChannelStanding]
    /// The time of the outbox.
    public private(set) var time: Timestamp
    /// What the clock showed last.
    private var shown: Timestamp
    /// The number of the next message.
    public private(set) var nextNumber: Int
    /// Rows that are done since somebody asked for them.
    private var done: [OutboxRow] = []

    /// An outbox that goes on with what was kept, or begins.
    ///
    /// A message that was under way may have arrived; it is sent again.
    public init(
        _ policies: [String: DeliveryPolicy], quiet: QuietTime? = nil, rows: [OutboxRow] = [],
        standings: [String: ChannelStanding] = [:], nextNumber: Int = 1, since: Timestamp? = nil,
        at now: Timestamp
    ) {
        self.policies = policies
        self.quiet = quiet
        self.rows = rows.filter { $0.state == .waiting }
        self.standings = standings
        self.nextNumber = nextNumber
        shown = now
        time = max(since ?? now, now)
        for name in standings.keys.sorted() {
            guard let way = standings[name]?.underWay else { continue }
            // It may have arrived just now.
            self.standings[name]?.underWay = nil
            self.standings[name]?.redate(way.message, to: time)
        }
    }

    /// Takes what another outbox has under way, which is answered yet.
    mutating func takeUnderWay(of other: Outbox) {
        for (name, standing) in other.standings where standing.underWay != nil {
            standings[name] = standing
        }
    }

    /// Adds an event for each of the channels; one that is waiting there already changes nothing.
    public mutating func add(
        _ events: [AlertEvent], urgent: Bool = false, to channels: [String], at now: Timestamp
    ) {
        advance(to: now)
        var known = Set(rows.map(\.key))
        for event in events {
            for channel in channels {
                let row = OutboxRow(
                    channel: channel, event: event, isUrgent: urgent, since: time)
                if known.insert(row.key).inserted { rows.append(row) }
            }
        }
    }

    /// The rows that were accepted, refused or given up since the last call.
    public mutating func removeDone() -> [OutboxRow] {
        defer { done = [] }
        return done
    }

    /// Takes other channels; what is under way stays so, and what has no channel any more is given up.
    public mutating func change(_ policies: [String: DeliveryPolicy], quiet: QuietTime?) {
        self.policies = policies
        self.quiet = quiet
    }

    /// A time of the outbox as the clock of the machine will show it.
    func onClock(_ moment: Timestamp) -> Timestamp { shown + (moment - time) }

    /// Tries a channel at once: its configuration has changed.
    public mutating func mended(_ channel: String) {
        standings[channel]?.retry = nil
        standings[channel]?.isBarred = false
    }

    /// Takes note that a channel takes messages: a test was accepted, or other settings count.
    public mutating func works(_ channel: String) {
        mended(channel)
        standings[channel]?.refusals = nil
    }

    /// Takes note that a test message was refused.
    public mutating func refused(_ words: String, by channel: String, at now: Timestamp) {
        advance(to: now)
        standings[channel, default: ChannelStanding()].refuse(at: shown)
        standings[channel]?.reply = words
    }

    private mutating func advance(to now: Timestamp) {
        if now > shown { time = time + (now - shown) }
        shown = now
    }

    private mutating func close(
        _ state: OutboxRow.State, where isMeant: (OutboxRow) -> Bool, reply: String? = nil
    ) {
        let first = done.count
        rows.removeAll { row in
            guard isMeant(row) else { return false }
            var row = row
            row.state = state
            row.reply = reply ?? row.reply
            done.append(row)
            return true
        }
        guard state != .accepted else { return }
        for row in done[first...] where policies[row.channel] != nil {
            standings[row.channel, default: ChannelStanding()].lose(row.event)
        }
    }
}

// MARK: - What is to be sent

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

    /// Closes what has waited for a day, and what has no channel any more.
    private mutating func giveUp() {
        let (time, policies, standings) = (time, policies, standings)
        close(
            .givenUp, where: { policies[$0.channel] == nil }, reply: "there is no such channel now")
        close(
            .givenUp,
            where: { row in
                guard time - row.since >= DeliveryPolicy.patience else { return false }
                // What is under way may be accepted yet.
                guard let number = row.message else { return true }
                return standings[row.channel]?.underWay?.message != number
            })
        giveUpSurplus()
        let tried = Set(rows.compactMap(\.message))
        for name in standings.keys where standings[name]?.messages.isEmpty == false {
            self.standings[name]?.forgetMessages(but: tried)
        }
    }

    /// Closes the oldest of what waits where it is too much to be held.
    private mutating func giveUpSurplus() {
        guard rows.count > mostWaiting else { return }
        var surplus: Set<OutboxRow.Key> = []
        for (name, all) in Dictionary(grouping: rows, by: \.channel) {
            let free = all.filter { $0.message == nil || $0.message != underWay(on: name) }
            surplus.formUnion(free.prefix(max(0, all.count - mostWaiting)).map(\.key))
        }
        close(.givenUp, where: { surplus.contains($0.key) }, reply: "too many alerts were waiting")
    }

    private func underWay(on channel: String) -> Int? {
        standings[channel]?.underWay?.message
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

// MARK: - What became of it

extension Outbox {
    /// Notes what became of a message that `next` gave; of any other, nothing.
    public mutating func answered(
        _ number: Int, on channel: String, with delivery: Delivery, at now: Timestamp
    ) {
        advance(to: now)
        guard var standing = standings[channel], let way = standing.underWay,
            way.message == number
        else { return }
        standing.underWay = nil
        standing.reply = delivery.words
        standing.redate(number, to: time)
        switch delivery {
        case .accepted:
            standing.isWell(after: number)
            standing.refusals = nil
            if let lost = way.lost { standing.told(lost) }
        case .refused:
            standing.isWell(after: number)
            standing.forget(number)
            standing.refuse(at: shown)
        case .later(_, let asked): standing.fail(number, asked, at: time)
        case .barred:
            standing.fail(number, .seconds(3600), at: time)
            standing.isBarred = true
        case .unanswered:
            // It may have arrived, and counts as sent.
            standing.rest(nil, at: time, seed: number)
        }
        standings[channel] = standing
        let isMeant = { (row: OutboxRow) in row.channel == channel && row.message == number }
        switch delivery {
        case .accepted(let reply): close(.accepted, where: isMeant, reply: reply)
        case .refused(let reply): close(.refused, where: isMeant, reply: reply)
        case .later, .barred, .unanswered:
            for place in rows.indices where isMeant(rows[place]) {
                rows[place].reply = delivery.words
            }
        }
    }
}

extension ChannelStanding {
    fileprivate mutating func forgetMessages(but numbers: Set<Int>) {
        messages = messages.filter { numbers.contains($0.key) }
    }

    /// Moves the newest try of a message to a time: it arrived between the two.
    fileprivate mutating func redate(_ number: Int, to time: Timestamp) {
        guard let place = sent.lastIndex(where: { $0.message == number }) else { return }
        sent[place].time = time
    }

    /// Takes the newest try of a message out of those that count: nobody got it.
    fileprivate mutating func forget(_ number: Int) {
        guard let place = sent.lastIndex(where: { $0.message == number }) else { return }
        sent.remove(at: place)
    }

    fileprivate mutating func isWell(after number: Int) {
        failures = 0
        retry = nil
        isBarred = false
        messages[number] = nil
    }

    fileprivate mutating func fail(_ number: Int, _ asked: Duration?, at time: Timestamp) {
        forget(number)
        isBarred = false
        rest(asked, at: time, seed: number)
    }

    /// Waits longer after each failure; what the other side asks for is a lower bound, to an hour.
    fileprivate mutating func rest(_ asked: Duration?, at time: Timestamp, seed: Int) {
        failures += 1
        let pause = DeliveryPolicy.pause(afterFailures: failures) * 1000
        // Up to a fifth more or less, so that many programs do not knock at once.
        var mixed = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ UInt64(truncatingIfNeeded: failures)) &* 0xBF58_476D_1CE4_E5B9
        let share = Int((mixed >> 40) % 401) - 200
        let own = pause + pause * share / 1000
        let wanted = min(asked?.wholeMilliseconds ?? 0, 3_600_000)
        retry = time + .milliseconds(max(own, wanted))
    }
}
