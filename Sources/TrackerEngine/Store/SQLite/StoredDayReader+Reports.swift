/// What is known beside prices: one row of each market, and one of the sources.
extension StoredDayReader {
    mutating func readTickers(_ connection: borrowing Connection) throws(SQLiteError) {
        let rows = try connection.prepare(
            "SELECT seq, market, minute, tickers FROM ticker WHERE seq > ?1 ORDER BY seq")
        try rows.bind(place.ticker, at: 1)
        var newest = place.ticker
        while try rows.step() {
            if rows.int(0) <= newest { note("rows are not in order") }
            newest = max(newest, rows.int(0))
            guard let market = try? Market.stored(rows.text(1)) else {
                note("an invalid name")
                continue
            }
            guard assembly.wants(market) else { continue }
            count(.ticker)
            assembly.add(
                TickerRow(
                    seq: rows.int(0), market: market, minute: Minute(index: rows.int(2)),
                    tickers: rows.blob(3)))
        }
        if markets == nil { place.ticker = newest }
    }

    mutating func readSources(_ connection: borrowing Connection) throws(SQLiteError) {
        let rows = try connection.prepare(
            "SELECT seq, sources FROM source WHERE seq > ?1 ORDER BY seq")
        try rows.bind(place.source, at: 1)
        while try rows.step() {
            if markets == nil { place.source = max(place.source, rows.int(0)) }
            count(.source)
            assembly.add(SourceRow(seq: rows.int(0), sources: rows.blob(1)))
        }
    }
}
