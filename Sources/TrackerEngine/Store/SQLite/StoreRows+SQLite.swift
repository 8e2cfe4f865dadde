/// A row that a store in SQLite holds.
protocol SQLiteRow {
    static var insertion: StaticString { get }

    /// Binds its columns to `insertion`.
    func bind(to statement: borrowing Statement) throws(SQLiteError)
}

extension Connection {
    /// `note` is called after each row.
    func insert(_ rows: [some SQLiteRow], note: () -> Void = {}) throws(SQLiteError) {
        guard !rows.isEmpty else { return }
        let statement = try insertion(of: rows)
        for row in rows {
            try row.put(with: statement)
            note()
        }
    }

    private func insertion<Row: SQLiteRow>(of rows: [Row]) throws(SQLiteError) -> Statement {
        try prepare(Row.insertion)
    }
}

extension SQLiteRow {
    func put(with statement: borrowing Statement) throws(SQLiteError) {
        try bind(to: statement)
        try statement.run()
    }
}

extension NameRow: SQLiteRow {
    static var insertion: StaticString {
        "INSERT INTO instrument (id, market, pair, sum) VALUES (?1, ?2, ?3, ?4)"
    }

    func bind(to statement: borrowing Statement) throws(SQLiteError) {
        try statement.bind(id, at: 1)
        try statement.bind(market.name, at: 2)
        try statement.bind(pair.name, at: 3)
        try statement.bind(Int(sum), at: 4)
    }
}

extension MinuteRow: SQLiteRow {
    static var insertion: StaticString {
        "INSERT INTO minute (seq, minute, market, base, quotes) VALUES (?1, ?2, ?3, ?4, ?5)"
    }

    func bind(to statement: borrowing Statement) throws(SQLiteError) {
        try statement.bind(seq, at: 1)
        try statement.bind(minute.index, at: 2)
        try statement.bind(market.name, at: 3)
        if let base { try statement.bind(base, at: 4) } else { try statement.bindNull(at: 4) }
        try statement.bind(quotes, at: 5)
    }
}

extension HourRow: SQLiteRow {
    static var insertion: StaticString {
        "INSERT INTO hour (seq, hour, market, through, chunks) VALUES (?1, ?2, ?3, ?4, ?5)"
    }

    func bind(to statement: borrowing Statement) throws(SQLiteError) {
        try statement.bind(seq, at: 1)
        try statement.bind(hour.index, at: 2)
        try statement.bind(market.name, at: 3)
        try statement.bind(through, at: 4)
        try statement.bind(chunks, at: 5)
    }
}

extension BackfillRow: SQLiteRow {
    static var insertion: StaticString {
        """
        INSERT INTO backfill (seq, instrument, first, last, coarse, prices)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
    }

    func bind(to statement: borrowing Statement) throws(SQLiteError) {
        try statement.bind(seq, at: 1)
        try statement.bind(instrument, at: 2)
        try statement.bind(first.index, at: 3)
        try statement.bind(last.index, at: 4)
        try statement.bind(isCoarse ? 1 : 0, at: 5)
        try statement.bind(prices, at: 6)
    }
}

extension TickerRow: SQLiteRow {
    static var insertion: StaticString {
        "INSERT INTO ticker (seq, market, minute, tickers) VALUES (?1, ?2, ?3, ?4)"
    }

    func bind(to statement: borrowing Statement) throws(SQLiteError) {
        try statement.bind(seq, at: 1)
        try statement.bind(market.name, at: 2)
        try statement.bind(minute.index, at: 3)
        try statement.bind(tickers, at: 4)
    }
}

extension SourceRow: SQLiteRow {
    static var insertion: StaticString { "INSERT INTO source (seq, sources) VALUES (?1, ?2)" }

    func bind(to statement: borrowing Statement) throws(SQLiteError) {
        try statement.bind(seq, at: 1)
        try statement.bind(sources, at: 2)
    }
}
