extension StoredAlerts {
    /// Reads a file; what is damaged is left out, and `damage` says so.
    ///
    /// `alsoWaiting`: also the records of what is still to be told, however old.
    init(
        reading connection: borrowing Connection, records: Int, alsoWaiting: Bool = false
    ) throws(SQLiteError) {
        self.init()
        try connection.run("BEGIN")
        defer { connection.rollBack() }
        var damage: String?
        memory = try Self.part(&damage, of: connection, AlertMemory()) {
            (file: borrowing Connection) throws(SQLiteError) in try file.standings()
        }
        notes = try Self.part(&damage, of: connection, AlertNotes()) {
            (file: borrowing Connection) throws(SQLiteError) in try file.notes()
        }
        counters = try Self.part(&damage, of: connection, AlertCounters()) {
            (file: borrowing Connection) throws(SQLiteError) in try file.counters()
        }
        channels = try Self.part(&damage, of: connection, [:]) {
            (file: borrowing Connection) throws(SQLiteError) in try file.channels()
        }
        waiting = try Self.part(&damage, of: connection, []) {
            (file: borrowing Connection) throws(SQLiteError) in try file.waitingRows()
        }
        threads = try Self.part(&damage, of: connection, [:]) {
            (file: borrowing Connection) throws(SQLiteError) in try file.threads()
        }
        let seen = notes.seenThrough
        var newest: [AlertRecord] = []
        try Self.part(&damage, of: connection, ()) {
            (file: borrowing Connection) throws(SQLiteError) in
            try file.read(records, seen: seen, into: &newest)
        }
        self.records = newest.reversed()
        if alsoWaiting {
            var waiting: [AlertRecord] = []
            try Self.part(&damage, of: connection, ()) {
                (file: borrowing Connection) throws(SQLiteError) in
                try file.read(.max, waiting: true, seen: seen, into: &waiting)
            }
            let known = Set(self.records.map(\.sequence))
            self.records += waiting.filter { !known.contains($0.sequence) }
            self.records.sort { $0.sequence < $1.sequence }
        }
        counters.nextSequence = max(
            counters.nextSequence, (self.records.last?.sequence ?? 0) + 1)
        self.damage = damage
    }

    private static func part<Part>(
        _ damage: inout String?, of connection: borrowing Connection, _ none: Part,
        _ read: (borrowing Connection) throws(SQLiteError) -> Part
    ) throws(SQLiteError) -> Part {
        do throws(SQLiteError) {
            return try read(connection)
        } catch {
            guard error.isDamage else { throw error }
            damage = damage ?? error.words
            return none
        }
    }
}

/// Reads alerts out of the tables of `AlertSchema`.
extension Connection {
    /// Reads the newest records, newest first, of all or of those that still wait to be told; `records`
    /// has those that come before damage.
    fileprivate func read(
        _ count: Int, waiting: Bool = false, seen: Int, into records: inout [AlertRecord]
    ) throws(SQLiteError) {
        let rows = try prepare(
            """
            SELECT seq, rule, market, pair, minute, kind, price, value, base, base_minute, gap, live,
                missed, source, silenced
            FROM event
            WHERE ?2 = 0 OR seq IN (SELECT event FROM outbox WHERE state = 'waiting')
            ORDER BY seq DESC LIMIT ?1
            """)
        try rows.bind(count, at: 1)
        try rows.bind(waiting ? 1 : 0, at: 2)
        let told = try prepare(
            "SELECT channel, state, reply FROM outbox WHERE event = ?1 ORDER BY channel")
        while try rows.step() {
            var record = AlertRecord(
                sequence: try rows.counter(0), event: try rows.event(1),
                isSeen: rows.int(0) <= seen,
                isSilenced: rows.int(14) != 0)
            told.reset()
            try told.bind(record.sequence, at: 1)
            while try told.step() {
                record.deliveries.append(
                    AlertRecord.Delivered(
                        channel: told.text(0), state: try told.rowState(1),
                        reply: told.optionalText(2)))
            }
            records.append(record)
        }
    }

    func known(among events: [AlertEvent]) throws(SQLiteError) -> Set<AlertEvent.Key> {
        let row = try prepare(
            """
            SELECT 1 FROM event
            WHERE rule = ?1 AND market = ?2 AND pair = ?3 AND minute = ?4 AND kind = ?5
            """)
        var known: Set<AlertEvent.Key> = []
        for event in events {
            row.reset()
            try row.bind(event.rule, at: 1)
            try row.bind(event.subject, at: 2)
            try row.bind(event.minute.index, at: 4)
            try row.bind(event.kind.rawValue, at: 5)
            if try row.step() { known.insert(event.key) }
        }
        return known
    }

    fileprivate func waitingRows() throws(SQLiteError) -> [StoredRow] {
        let rows = try prepare(
            """
            SELECT channel, rule, market, pair, minute, kind, price, value, base, base_minute, gap,
                live, missed, source, urgent, since, tries, message, identity, reply
            FROM outbox JOIN event ON seq = event WHERE state = 'waiting'
            ORDER BY since, seq, channel
            """)
        var result: [StoredRow] = []
        while try rows.step() {
            var row = OutboxRow(
                channel: rows.text(0), event: try rows.event(1), isUrgent: rows.int(14) != 0,
                since: try rows.time(15))
            row.tries = try rows.counter(16)
            row.message = try rows.optionalCounter(17)
            row.reply = rows.optionalText(19)
            result.append(StoredRow(row, identity: try rows.identity(18)))
        }
        return result
    }

    fileprivate func threads() throws(SQLiteError) -> [AlertThread: MailForm.Identity] {
        let rows = try prepare(
            """
            SELECT channel, rule, market, pair, identity
            FROM state JOIN event USING (rule, market, pair) JOIN outbox ON event = seq
            WHERE phase = 4 AND kind = 'fire' AND outbox.state = 'accepted' AND identity NOT NULL
            ORDER BY seq
            """)
        var threads: [AlertThread: MailForm.Identity] = [:]
        while try rows.step() {
            let thread = AlertThread(
                rows.text(0), rule: rows.text(1), subject: try rows.subject(2))
            threads[thread] = try rows.identity(4)
        }
        return threads
    }

    fileprivate func channels() throws(SQLiteError) -> [String: StoredChannel] {
        let rows = try prepare(
            """
            SELECT name, place, accepted, failures, retry, barred, reply, lost, way, sent, messages
            FROM channel
            """)
        var channels: [String: StoredChannel] = [:]
        while try rows.step() {
            var standing = ChannelStanding()
            standing.failures = try rows.counter(3)
            standing.retry = try rows.optionalTime(4)
            standing.isBarred = rows.int(5) != 0
            standing.reply = rows.optionalText(6)
            standing.lost = try NumberList(rows.text(7)).lost
            standing.underWay = try NumberList(rows.text(8)).underWay
            standing.sent = try NumberList(rows.text(9)).sent
            standing.messages = try NumberList(rows.text(10)).messages
            channels[rows.text(0)] = StoredChannel(
                standing, place: rows.text(1),
                accepted: try rows.optionalTime(2))
        }
        guard try AlertSchema.hasRefusals(self) else { return channels }
        let refused = try prepare("SELECT name, refused FROM channel WHERE refused != ''")
        while try refused.step() {
            channels[refused.text(0)]?.standing.refusals = try NumberList(refused.text(1)).refusals
        }
        return channels
    }

    func notes() throws(SQLiteError) -> AlertNotes {
        var notes = AlertNotes()
        let rows = try prepare("SELECT rule, subject, market, pair, until, note FROM silence")
        while try rows.step() {
            let subject = rows.text(1) == "all" ? nil : try rows.subject(2)
            notes.add(
                .silence(
                    AlertSilence(
                        rule: rows.text(0), subject: subject,
                        until: try rows.optionalTime(4),
                        note: rows.optionalText(5))))
        }
        notes.seenThrough = try number("SELECT seen FROM progress") ?? 0
        return notes
    }

    fileprivate func counters() throws(SQLiteError) -> AlertCounters {
        var counters = AlertCounters()
        let row = try prepare("SELECT next_event, next_message, time, identity FROM progress")
        guard try row.step() else { throw .damaged("a row is missing") }
        let newest = try AlertNumbers.counter(number("SELECT max(seq) FROM event") ?? 0)
        counters.nextSequence = max(try row.counter(0), newest + 1)
        counters.nextMessage = try row.optionalCounter(1)
        counters.time = try row.optionalTime(2)
        counters.identity = row.text(3)
        return counters
    }
}

// MARK: - Values of columns

extension Statement {
    /// Reads 13 columns, from the rule to the source.
    fileprivate func event(_ column: Int32) throws(SQLiteError) -> AlertEvent {
        guard let kind = AlertEvent.Kind(rawValue: text(column + 4)) else {
            throw .damaged("an event of no known kind")
        }
        var event = AlertEvent(
            rule: text(column), subject: try subject(column + 1),
            minute: try minute(column + 3), kind: kind)
        event.price = try price(column + 5)
        event.value = isNull(column + 6) ? nil : double(column + 6)
        event.base = try price(column + 7)
        event.baseMinute = try optionalMinute(column + 8)
        event.gap = try optionalMinute(column + 9)
        event.isLive = int(column + 10) != 0
        event.isMissed = int(column + 11) != 0
        event.source = optionalText(column + 12)
        return event
    }

    private func price(_ column: Int32) throws(SQLiteError) -> Price? {
        guard !isNull(column) else { return nil }
        guard let price = try? Price(double(column)) else { throw .damaged("an invalid price") }
        return price
    }

    fileprivate func rowState(_ column: Int32) throws(SQLiteError) -> OutboxRow.State {
        guard let state = OutboxRow.State(rawValue: text(column)) else {
            throw .damaged("a row of no known state")
        }
        return state
    }

    fileprivate func identity(_ column: Int32) throws(SQLiteError) -> MailForm.Identity? {
        guard let text = optionalText(column) else { return nil }
        guard let identity = MailForm.Identity(column: text) else {
            throw .damaged("a message without its name")
        }
        return identity
    }
}

extension MailForm.Identity {
    /// The form of a column: `fire 29931211 fast kraken:btcusd mail`.
    var column: String { "\(kind) \(minute.index) \(key)" }

    fileprivate init?(column: String) {
        let parts = column.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, let number = Int(parts[1]),
            let minute = try? AlertNumbers.minute(number)
        else { return nil }
        self.init(
            kind: String(parts[0]), minute: minute, key: String(parts[2]))
    }
}
