/// Reads the day out of a store, as much of it as can be read.
struct StoredDayReader {
    private(set) var day = StoredDay()
    /// The first thing that could not be read, in words.
    private(set) var damage: String?
    private(set) var instruments: [Int: Instrument] = [:]
    /// The newest hour that each id has a price in.
    private(set) var newestHour: [Int: Int] = [:]
    /// The newest row of `minute`, and the newest hour.
    private(set) var lastRow: Int
    private(set) var lastHour: Int

    /// Everything from `first` on; with `row` and `hour`, what came after them.
    ///
    /// - Throws: what is no damage: a lock, an I/O error.
    init(
        _ connection: borrowing Connection, from first: Minute, afterRow row: Int = 0,
        afterHour hour: Int = .min
    ) throws(SQLiteError) {
        lastRow = row
        lastHour = hour
        try readInstruments(connection)
        try readHours(connection, from: max(first.hour, hour == .min ? .min : hour + 1))
        try readMinutes(connection, from: first, after: row)
    }

    private mutating func note(_ error: SQLiteError) throws(SQLiteError) {
        guard error.isDamage else { throw error }
        damage = damage ?? error.message
    }

    private mutating func readInstruments(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            let rows = try connection.prepare("SELECT id, market, pair FROM instrument")
            while try rows.step() {
                guard let market = try? Market(rows.text(1)), let pair = try? Pair(rows.text(2))
                else {
                    damage = damage ?? "a name that is none"
                    continue
                }
                instruments[rows.int(0)] = Instrument(market: market, pair: pair)
            }
        } catch {
            try note(error)
        }
    }

    private mutating func readHours(
        _ connection: borrowing Connection, from first: Int
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            let rows = try connection.prepare(
                "SELECT hour, chunks FROM hour WHERE hour >= ?1 ORDER BY hour")
            try rows.bind(first, at: 1)
            while try rows.step() { take(rows.blob(1), ofHour: rows.int(0)) }
        } catch {
            try note(error)
        }
    }

    private mutating func take(_ blob: [UInt8], ofHour hour: Int) {
        lastHour = max(lastHour, hour)
        guard let packed = StoreCodec.hour(from: blob) else {
            damage = damage ?? "an hour that does not fit its checksum"
            return
        }
        let known = packed.compactMap { id, chunk in instruments[id].map { (id, $0, chunk) } }
        if known.count < packed.count { damage = damage ?? "prices without a name" }
        for (id, _, _) in known { newestHour[id] = max(newestHour[id] ?? hour, hour) }
        day.hours.append(
            SealedHour(hour: hour, instruments: known.map(\.1), chunks: known.map(\.2)))
    }

    private mutating func readMinutes(
        _ connection: borrowing Connection, from first: Minute, after row: Int
    ) throws(SQLiteError) {
        var prices: [Minute: [Int: Double]] = [:]
        do throws(SQLiteError) {
            let rows = try connection.prepare(
                "SELECT seq, minute, quotes FROM minute WHERE seq > ?1 AND minute >= ?2 ORDER BY seq"
            )
            try rows.bind(row, at: 1)
            try rows.bind(first.index, at: 2)
            while try rows.step() {
                lastRow = max(lastRow, rows.int(0))
                guard let quotes = StoreCodec.minute(from: rows.blob(2)) else {
                    damage = damage ?? "a minute that does not fit its checksum"
                    continue
                }
                prices[Minute(index: rows.int(1)), default: [:]].merge(
                    quotes.lazy.map { ($0.id, $0.amount) }, uniquingKeysWith: { $1 })
            }
        } catch {
            try note(error)
        }
        for minute in prices.keys.sorted() { take(prices[minute] ?? [:], of: minute) }
    }

    private mutating func take(_ prices: [Int: Double], of minute: Minute) {
        let quotes = prices.sorted { $0.key < $1.key }.compactMap { id, amount -> Quote? in
            newestHour[id] = max(newestHour[id] ?? minute.hour, minute.hour)
            return instruments[id].map { Quote($0, Price(stored: amount)) }
        }
        if quotes.count < prices.count { damage = damage ?? "prices without a name" }
        day.minutes.append(Batch(minute: minute, quotes: quotes))
    }
}
