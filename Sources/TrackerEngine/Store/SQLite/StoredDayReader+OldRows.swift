extension StoredDayReader {
    /// Versions 1 and 2 had no market in a row, and nothing but blobs under checksums.
    mutating func readOldRows(_ connection: borrowing Connection) throws(SQLiteError) {
        try noting { reader throws(SQLiteError) in try reader.readOldHours(connection) }
        try noting { reader throws(SQLiteError) in
            if reader.format > 1 { try reader.readBackfills(connection) }
        }
        try noting { reader throws(SQLiteError) in try reader.readOldMinutes(connection) }
    }

    private mutating func readOldHours(_ connection: borrowing Connection) throws(SQLiteError) {
        let window = assembly.window
        let rows = try connection.prepare(
            "SELECT hour, chunks FROM hour WHERE hour >= ?1 AND hour <= ?2 ORDER BY hour")
        try rows.bind(window.lowerBound.hour.index, at: 1)
        try rows.bind(window.upperBound.hour.index, at: 2)
        while try rows.step() {
            guard let (ids, chunks) = StoreCodec.hour(from: rows.blob(1)) else {
                note("an hour that does not fit its checksum")
                continue
            }
            for (market, places) in parts(ids) {
                assembly.add(
                    chunks.only(places), of: places.map { ids[$0] }, in: market,
                    hour: Hour(index: rows.int(0)))
            }
        }
    }

    private mutating func readOldMinutes(_ connection: borrowing Connection) throws(SQLiteError) {
        let window = assembly.window
        let rows = try connection.prepare(
            """
            SELECT seq, minute, quotes FROM minute
            WHERE seq > ?1 AND minute >= ?2 AND minute <= ?3 ORDER BY seq
            """)
        try rows.bind(place.minute, at: 1)
        try rows.bind(window.lowerBound.index, at: 2)
        try rows.bind(window.upperBound.index, at: 3)
        while try rows.step() {
            if markets == nil { place.minute = max(place.minute, rows.int(0)) }
            guard let prices = StoreCodec.minute(from: rows.blob(2)) else {
                note("a minute that does not fit its checksum")
                continue
            }
            for (market, places) in parts(prices.map(\.id)) {
                assembly.add(
                    places.map { prices[$0] }, at: Minute(index: rows.int(1)), of: market)
            }
        }
    }

    /// The places of the ids of each market that is wanted.
    private mutating func parts(_ ids: [Int]) -> [(market: Market, places: [Int])] {
        var parts: [Market: [Int]] = [:]
        for place in ids.indices {
            if let owner = assembly.owner(of: ids[place]) {
                parts[owner.market, default: []].append(place)
            } else if markets == nil {
                // Of a part of the markets the others have no name here.
                note("prices without a name")
            }
        }
        return parts.map { ($0.key, $0.value) }.sorted { $0.market < $1.market }
    }
}
