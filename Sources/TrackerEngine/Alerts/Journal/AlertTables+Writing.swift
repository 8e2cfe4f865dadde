/// Writes alerts into the tables of `AlertSchema`, inside of a transaction.
///
/// Columns are named: a program of a later version may have added some.
extension Connection {
    func write(_ change: AlertChange) throws(SQLiteError) {
        try write(change.records)
        try write(change.rows.values.sorted(by: StoredRow.precedes))
        try write(change.channels)
        for note in change.notes { try write(note) }
        if let counters = change.counters { try write(counters) }
        if let now = change.pruning { try prune(at: now) }
    }

    private func write(_ records: [AlertRecord]) throws(SQLiteError) {
        guard !records.isEmpty else { return }
        let put = try prepare(
            """
            INSERT INTO event (
                seq, rule, market, pair, minute, kind, price, value, base, base_minute, gap, live,
                missed, source, silenced)
            VALUES
                (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            ON CONFLICT (minute, rule, market, pair, kind) DO NOTHING
            """)
        for record in records {
            let event = record.event
            try put.bind(record.sequence, at: 1)
            try put.bind(event.rule, at: 2)
            try put.bind(event.subject, at: 3)
            try put.bind(event.minute.index, at: 5)
            try put.bind(event.kind.rawValue, at: 6)
            try put.bind(orNull: event.price.map { $0.amount.wholeBits }, at: 7)
            try put.bind(orNull: event.value.map(\.wholeBits), at: 8)
            try put.bind(orNull: event.base.map { $0.amount.wholeBits }, at: 9)
            try put.bind(orNull: event.baseMinute?.index, at: 10)
            try put.bind(orNull: event.gap?.index, at: 11)
            try put.bind(event.isLive ? 1 : 0, at: 12)
            try put.bind(event.isMissed ? 1 : 0, at: 13)
            try put.bind(orNull: event.source, at: 14)
            try put.bind(record.isSilenced ? 1 : 0, at: 15)
            try put.run()
        }
    }

    private func write(_ rows: [StoredRow]) throws(SQLiteError) {
        guard !rows.isEmpty else { return }
        let put = try prepare(
            """
            INSERT OR REPLACE INTO outbox (
                event, channel, urgent, since, state, tries, message, identity, reply)
            SELECT seq, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM event
            WHERE minute = ?9 AND rule = ?10 AND market = ?11 AND pair = ?12 AND kind = ?13
            """)
        for stored in rows {
            let row = stored.row
            try put.bind(row.channel, at: 1)
            try put.bind(row.isUrgent ? 1 : 0, at: 2)
            try put.bind(row.since.milliseconds, at: 3)
            try put.bind(row.state.rawValue, at: 4)
            try put.bind(row.tries, at: 5)
            try put.bind(orNull: row.message, at: 6)
            try put.bind(orNull: stored.identity?.column, at: 7)
            try put.bind(orNull: row.reply, at: 8)
            try put.bind(row.event.minute.index, at: 9)
            try put.bind(row.event.rule, at: 10)
            try put.bind(row.event.subject, at: 11)
            try put.bind(row.event.kind.rawValue, at: 13)
            try put.run()
        }
    }

    private func write(_ channels: [String: StoredChannel]) throws(SQLiteError) {
        let put = try prepare(
            """
            INSERT OR REPLACE INTO channel (
                name, place, accepted, failures, retry, barred, reply, lost, way, sent, messages,
                refused)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """)
        for (name, channel) in channels {
            let standing = channel.standing
            try put.bind(name, at: 1)
            try put.bind(channel.place, at: 2)
            try put.bind(orNull: channel.accepted?.milliseconds, at: 3)
            try put.bind(standing.failures, at: 4)
            try put.bind(orNull: standing.retry?.milliseconds, at: 5)
            try put.bind(standing.isBarred ? 1 : 0, at: 6)
            try put.bind(orNull: standing.reply, at: 7)
            try put.bind(NumberList(standing.lost).text, at: 8)
            try put.bind(NumberList(standing.underWay).text, at: 9)
            try put.bind(NumberList(standing.sent).text, at: 10)
            try put.bind(NumberList(standing.messages).text, at: 11)
            try put.bind(NumberList(standing.refusals).text, at: 12)
            try put.run()
        }
    }

    func write(_ note: AlertNote) throws(SQLiteError) {
        switch note {
        case .silence(let silence):
            let put = try prepare(
                """
                INSERT OR REPLACE INTO silence (rule, subject, market, pair, until, note)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """)
            try put.bind(silence.rule, at: 1)
            try put.bind(silenced: silence.subject, at: 2)
            try put.bind(orNull: silence.until?.milliseconds, at: 5)
            try put.bind(orNull: silence.note, at: 6)
            try put.run()
        case .unsilence(let rule, let subject):
            let remove = try prepare(
                """
                DELETE FROM silence
                WHERE rule = ?1 AND subject = ?2 AND market = ?3 AND pair = ?4
                """)
            try remove.bind(rule, at: 1)
            try remove.bind(silenced: subject, at: 2)
            try remove.run()
        case .see(let sequence):
            let put = try prepare("UPDATE progress SET seen = max(seen, ?1)")
            try put.bind(sequence, at: 1)
            try put.run()
        }
    }

    private func write(_ counters: AlertCounters) throws(SQLiteError) {
        let put = try prepare(
            "UPDATE progress SET next_event = ?1, next_message = ?2, time = ?3, identity = ?4")
        try put.bind(counters.nextSequence, at: 1)
        try put.bind(orNull: counters.nextMessage, at: 2)
        try put.bind(orNull: counters.time?.milliseconds, at: 3)
        try put.bind(counters.identity, at: 4)
        try put.run()
    }

    private func prune(at now: Timestamp) throws(SQLiteError) {
        let events = try prepare(
            """
            DELETE FROM event WHERE
                (minute < ?1 OR seq <= (SELECT seq FROM event ORDER BY seq DESC LIMIT 1 OFFSET ?2))
                AND seq NOT IN (SELECT event FROM outbox WHERE state = 'waiting')
            """)
        try events.bind(AlertChange.oldestRecord(at: now).index, at: 1)
        try events.bind(AlertChange.mostRecords, at: 2)
        try events.run()
        let rows = try prepare(
            """
            DELETE FROM outbox WHERE state = 'accepted' AND since < ?1
                OR event NOT IN (SELECT seq FROM event)
            """)
        try rows.bind(AlertChange.oldestRow(at: now).milliseconds, at: 1)
        try rows.run()
        let silences = try prepare("DELETE FROM silence WHERE until < ?1")
        try silences.bind((now + .seconds(-86_400)).milliseconds, at: 1)
        try silences.run()
    }
}

extension Double {
    /// Its bits as a number of a column.
    fileprivate var wholeBits: Int { Int(bitPattern: UInt(bitPattern)) }
}

extension Statement {
    /// Three columns: what a silence is about, as a word, then market and pair.
    fileprivate func bind(
        silenced subject: AlertSubject?, at place: Int32
    ) throws(SQLiteError) {
        try bind(subject == nil ? "all" : "one", at: place)
        try bind(subject ?? .everything, at: place + 1)
    }
}
