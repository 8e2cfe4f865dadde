extension AlertLedger {
    var board: AlertBoard {
        var board = AlertBoard()
        board.rules = rules
        board.lists = lists
        board.standings = memory.standings
        let waiting = Dictionary(grouping: outbox.rows, by: \.event.key)
        board.records = records.map { record in
            var record = record
            record.isSeen = record.sequence <= notes.seenThrough
            record.deliveries += (waiting[record.event.key] ?? []).map(\.delivered)
            record.deliveries.sort { Name.precedes($0.channel, $1.channel) }
            return record
        }
        board.startSequence = startSequence
        board.channels = outlets.map { report($0) }
        board.withheld = withheld
        board.quiet = outbox.quiet
        board.heartbeat = heartbeatPlan.map { report($0) }
        board.silences = notes.silences
        let remarks = [trouble, notesTrouble, notice, recovery].compactMap(\.self)
        board.notice = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
        board.files = files
        return board
    }

    /// Readers have seen the board as it is.
    mutating func shown() { lastShown = counters.nextSequence - 1 }

    /// Numbers what comes after what a board shows.
    mutating func count(after board: AlertBoard) {
        let last = max(board.startSequence, board.records.last?.sequence ?? 0)
        counters.nextSequence = max(counters.nextSequence, last + 1)
        startSequence = counters.nextSequence - 1
    }

    private func report(_ outlet: AlertOutlet) -> ChannelReport {
        let standing = outbox.standings[outlet.name] ?? ChannelStanding()
        var report = ChannelReport(name: outlet.name, place: outlet.way.place)
        report.reply = tests[outlet.name] ?? standing.reply
        report.tests = testCounts[outlet.name] ?? 0
        report.waiting = outbox.rows.count { $0.channel == outlet.name }
        report.state = ChannelReport.State(
            standing, accepted: accepted[outlet.name], onClock: outbox.onClock)
        return report
    }
}

extension AlertLedger {
    private func report(_ plan: HeartbeatPlan) -> ChannelReport {
        var report = ChannelReport(
            name: HeartbeatPlan.name, place: plan.outlet.way.place, state: heartbeat.state,
            reply: tests[HeartbeatPlan.name] ?? heartbeat.hindrance ?? heartbeat.standing.reply)
        report.tests = testCounts[HeartbeatPlan.name] ?? 0
        return report
    }

    /// Why the heartbeat pauses; `nil` where all is well.
    ///
    /// `hasLooked`: whether the last minute was polled and evaluated. `isStoring`: whether this
    /// program may write the store.
    func hindrance(hasLooked: Bool, isStoring: Bool) -> String? {
        if !hasLooked { return "no price of the last minute was evaluated" }
        if trouble != nil || !isStoring { return "alerts are not stored" }
        if notesTrouble != nil { return "the store of alerts cannot be read" }
        let channel = outlets.lazy.map { report($0) }.first { !$0.isSound }
        return channel.map { "\($0.name) does not take messages" }
    }
}

extension ChannelReport.State {
    /// `onClock`: makes a time of the outbox one that the clock will show.
    init(
        _ standing: ChannelStanding, accepted: Timestamp?,
        onClock: (Timestamp) -> Timestamp = { $0 }
    ) {
        if let retry = standing.retry {
            self =
                standing.isBarred
                ? .barred(retry: onClock(retry)) : .failing(retry: onClock(retry))
        } else if let refusals = standing.refusals {
            self = .refusing(since: refusals.since, count: refusals.count)
        } else {
            self = accepted.map { .well($0) } ?? .unused
        }
    }
}

extension AlertBoard {
    /// The board of the program that writes a store, as another one reads it.
    package init(following stored: StoredAlerts, _ setup: AlertSetup, since startSequence: Int = 0)
    {
        self.init()
        rules = setup.rules
        lists = setup.lists
        standings = stored.memory.standings
        records = stored.records
        self.startSequence = startSequence
        silences = stored.notes.silences
        let waiting = Dictionary(grouping: stored.waiting, by: \.row.channel)
        let reports = stored.channels.sorted { Name.precedes($0.key, $1.key) }.map {
            name, channel in
            ChannelReport(
                name: name, place: channel.place,
                state: ChannelReport.State(channel.standing, accepted: channel.accepted),
                reply: channel.standing.reply, waiting: waiting[name]?.count ?? 0)
        }
        channels = reports.filter { $0.name != HeartbeatPlan.name }
        heartbeat = reports.first { $0.name == HeartbeatPlan.name }
        withheld = setup.withheld
        quiet = setup.quiet
        notice = setup.notice
        files = setup.files
    }
}
