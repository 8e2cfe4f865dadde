extension AlertLedger {
    /// Goes on with what was stored.
    ///
    /// What came before the store could be read stays, and is stored with the next change.
    mutating func restore(_ stored: StoredAlerts, at now: Timestamp) {
        let told = pending.records.count { $0.sequence <= lastShown }
        let early = renumber(from: stored.counters.nextSequence)
        records = Array((stored.records + early).suffix(AlertBoard.mostRecords))
        for place in records.indices {
            records[place].deliveries.removeAll { $0.state == .waiting }
        }
        memory = pending.memory?.over(stored.memory) ?? stored.memory
        if pending.memory != nil { pending.memory = memory }
        adopt(stored.notes)
        let next = max(stored.counters.nextSequence, counters.nextSequence - early.count)
        counters = stored.counters
        counters.nextSequence = next + early.count
        // Those that were shown under other numbers are told already.
        startSequence = next - 1 + told
        lastShown = max(lastShown, startSequence)
        recovery = stored.recovery ?? recovery
        threads.merge(stored.threads) { $1 }
        for entry in stored.waiting {
            guard let number = entry.row.message, let identity = entry.identity else { continue }
            identities[MessageKey(outlet: entry.row.channel, number: number)] = identity
        }
        if let kept = stored.channels[HeartbeatPlan.name] { heartbeat = Heartbeat(kept) }
        restoreOutbox(stored, at: now)
    }

    private mutating func renumber(from next: Int) -> [AlertRecord] {
        let first = max(next, counters.nextSequence - pending.records.count)
        for (place, _) in pending.records.enumerated() {
            pending.records[place] = pending.records[place].numbered(first + place)
        }
        return pending.records
    }

    private mutating func restoreOutbox(_ stored: StoredAlerts, at now: Timestamp) {
        let own = outbox
        var standings = stored.channels.mapValues(\.standing)
        standings.merge(own.standings) { $1 }
        let known = Set(own.rows.map(\.key))
        let rows = stored.waiting.map(\.row).filter { !known.contains($0.key) } + own.rows
        outbox = Outbox(
            own.policies, quiet: own.quiet, rows: rows, standings: standings,
            nextNumber: max(stored.counters.nextMessage ?? 0, own.nextNumber),
            since: stored.counters.time, at: now)
        outbox.keepUnderWay(of: own)
        accepted = stored.channels.compactMapValues(\.accepted).merging(accepted) { $1 }
        savedChannels = stored.channels
        savedRows = Dictionary(
            stored.waiting.map { ($0.row.key, $0.row) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is to be written; nothing in it has changed if `stored` is called with it.
    mutating func change() -> AlertChange {
        collectDone()
        for row in outbox.rows where savedRows[row.key] != row {
            pending.rows[row.key] = StoredRow(row, identity: identity(of: row))
        }
        for outlet in outlets {
            let channel = channel(outlet)
            if savedChannels[outlet.name] != channel { pending.channels[outlet.name] = channel }
        }
        if let plan = heartbeatPlan {
            let kept = StoredChannel(
                heartbeat.standing, place: plan.outlet.way.place, accepted: heartbeat.lastAnswer)
            if savedChannels[HeartbeatPlan.name] != kept {
                pending.channels[HeartbeatPlan.name] = kept
            }
        }
        guard !pending.isEmpty else { return pending }
        counters.nextMessage = outbox.nextNumber
        counters.time = outbox.time
        pending.counters = counters
        return pending
    }

    /// A change was written.
    mutating func stored(_ change: AlertChange) {
        pending = AlertChange()
        for (key, entry) in change.rows {
            savedRows[key] = entry.row.state == .waiting ? entry.row : nil
        }
        savedChannels.merge(change.channels) { $1 }
        trouble = nil
    }

    /// A change could not be written; it is tried again.
    ///
    /// `words`: why; `nil` for what was told already.
    mutating func notStored(_ words: String? = nil) {
        trouble = words ?? trouble
        let surplus = pending.records.count - Self.mostPending
        guard surplus > 0 else { return }
        let dropped = Set(pending.records.prefix(surplus).map(\.event.key))
        pending.records.removeFirst(surplus)
        pending.rows = pending.rows.filter { key, _ in !dropped.contains(key.event) }
    }

    /// The store began anew, with what could be read of it: all that is known goes into it.
    mutating func storeBeganAnew(_ words: String?) {
        recovery = words ?? recovery
        let known = Set(pending.records.map(\.event.key))
        pending.records =
            records.filter { !known.contains($0.event.key) } + pending.records
        pending.memory = memory
        pending.notes = notes.silences.map { .silence($0) } + [.see(through: notes.seenThrough)]
        savedRows = [:]
        savedChannels = [:]
    }

    /// Lets the store drop what is old.
    mutating func prune(at now: Timestamp) {
        pending.pruning = now
        notes.prune(at: now)
        let open = Set(
            memory.standings.map { AlertThread.Episode(rule: $0.rule, subject: $0.subject) })
        let waiting = Set(outbox.rows.map { AlertThread($0.channel, $0.event) })
        threads = threads.filter { thread, _ in
            waiting.contains(thread)
                || open.contains(AlertThread.Episode(rule: thread.rule, subject: thread.subject))
        }
    }

    private func channel(_ outlet: AlertOutlet) -> StoredChannel {
        StoredChannel(
            outbox.standings[outlet.name] ?? ChannelStanding(), place: outlet.way.place,
            accepted: accepted[outlet.name])
    }

    private func identity(of row: OutboxRow) -> MailForm.Identity? {
        row.message.flatMap { identities[MessageKey(outlet: row.channel, number: $0)] }
    }

    /// Takes note of rows that are accepted, refused or given up.
    mutating func collectDone() {
        let done = outbox.removeDone()
        guard !done.isEmpty else { return }
        let places = Dictionary(
            records.enumerated().map { ($1.event.key, $0) }, uniquingKeysWith: { $1 })
        for row in done {
            let identity = identity(of: row)
            pending.rows[row.key] = StoredRow(row, identity: identity)
            if let place = places[row.event.key] {
                records[place].deliveries.append(row.delivered)
            }
            if row.state == .accepted, row.event.kind == .fire, let identity {
                threads[AlertThread(row.channel, row.event)] = identity
            }
        }
        let numbers = Set(
            outbox.rows.compactMap { row in
                row.message.map { MessageKey(outlet: row.channel, number: $0) }
            })
        identities = identities.filter { numbers.contains($0.key) }
    }
}
