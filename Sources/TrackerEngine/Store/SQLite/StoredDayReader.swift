/// Reads the day out of a store, as much of it as can be read.
struct StoredDayReader {
    private(set) var day = StoredDay()
    /// The first thing that could not be read, in words.
    private(set) var damage: String?
    /// By market; with the newest hour that each has a price in.
    private(set) var names: [Market: NameColumn] = [:]
    /// How far it has read.
    private(set) var place: Place
    /// Only these, `nil` for all.
    private let markets: Set<Market>?
    private let isByMarket: Bool
    /// By market and hour that is packed: the newest row of a minute that is in it.
    private var packed: [MarketHour: Int] = [:]
    /// By market: the minute that those after it may be written against.
    private var keys: [Market: Key] = [:]
    /// Where each id is, once somebody asks without knowing the market.
    private var owners: [Int: (market: Market, place: Int)]?

    /// A minute that is written by itself.
    private struct Key {
        let seq: Int
        let minute: Minute
        let prices: [StoredPrice]
        /// Of its ids.
        let places: [Int]
        /// Made for the first one that is written against it: most are followed by another one.
        lazy var made = MinuteKey(seq: seq, minute: minute, prices: prices)
    }

    /// How far a store was read: the newest row of each table.
    struct Place: Sendable, Hashable {
        var minute = 0
        var hour = 0
        var backfill = 0
    }

    /// Everything from `first` on that came after `place`, of some markets or of all.
    ///
    /// - Throws: what is no damage: a lock, an I/O error.
    init(
        _ connection: borrowing Connection, from first: Minute, after place: Place = Place(),
        of markets: [Market]? = nil
    ) throws(SQLiteError) {
        self.place = place
        self.markets = markets.map { Set($0) }
        isByMarket =
            try connection.number("PRAGMA user_version") ?? 0 >= StoreSchema.byMarket
        // What lies further ahead was written under a wrong clock, or is no minute at all.
        let end = first.advanced(by: 2 * Minute.perDay)
        // One moment for all tables: an hour that is packed meanwhile would be in none.
        try connection.run("BEGIN")
        defer { try? connection.run("COMMIT") }
        try noting { reader throws(SQLiteError) in try reader.readNames(connection) }
        try noting { reader throws(SQLiteError) in
            try reader.readHours(connection, in: first.hour...end.hour)
        }
        try noting { reader throws(SQLiteError) in
            try reader.readBackfills(connection, in: first...end)
        }
        try noting { reader throws(SQLiteError) in
            try reader.readMinutes(connection, in: first...end)
        }
    }

    private mutating func noting(
        _ body: (inout StoredDayReader) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            try body(&self)
        } catch {
            guard error.isDamage else { throw error }
            damage = damage ?? error.message
        }
    }

    private func isWanted(_ market: Market) -> Bool { markets?.contains(market) ?? true }
}

// MARK: - Names

extension StoredDayReader {
    private mutating func readNames(_ connection: borrowing Connection) throws(SQLiteError) {
        guard let markets else {
            let rows = try connection.prepare(
                "SELECT id, market, pair FROM instrument ORDER BY id")
            while try rows.step() { take(rows.int(0), rows.text(1), rows.text(2)) }
            return
        }
        let rows = try connection.prepare(
            "SELECT id, market, pair FROM instrument WHERE market = ?1 ORDER BY id")
        for market in markets {
            try rows.bind(market.name, at: 1)
            while try rows.step() { take(rows.int(0), rows.text(1), rows.text(2)) }
            rows.reset()
        }
    }

    private mutating func take(_ id: Int, _ market: String, _ pair: String) {
        guard let market = try? Market(market), let pair = try? Pair(pair) else {
            damage = damage ?? "a name that is none"
            return
        }
        names[market, default: NameColumn()].append(id, pair)
    }

    private mutating func owner(of id: Int) -> (market: Market, place: Int)? {
        if owners == nil {
            var found: [Int: (market: Market, place: Int)] = [:]
            for (market, column) in names {
                for (place, id) in column.ids.enumerated() { found[id] = (market, place) }
            }
            owners = found
        }
        return owners?[id]
    }

    /// The places of the names of ids of a market; of those that have none it makes a note.
    ///
    /// - Returns: `known`: `nil` where each id has a name, as nearly always, else which have one; none
    ///   of ids that are not rising, which were not written here.
    private mutating func places(
        of ids: [Int], in market: Market
    ) -> (places: [Int], known: [Int]?) {
        let column = names[market] ?? NameColumn()
        if let places = column.places(of: ids) { return (places, nil) }
        damage = damage ?? "prices without a name"
        let named = Set(column.ids)
        let known = ids.indices.filter { named.contains(ids[$0]) }
        guard let places = column.places(of: known.map { ids[$0] }) else { return ([], []) }
        return (places, known)
    }

    private mutating func note(_ hour: Int, _ places: [Int], of market: Market) {
        names[market]?.note(hour, places)
    }

    /// The places of a row of all markets, by market.
    private mutating func parts(_ ids: [Int]) -> [(market: Market, places: [Int])] {
        var parts: [Market: [Int]] = [:]
        for place in ids.indices {
            if let owner = owner(of: ids[place]) {
                parts[owner.market, default: []].append(place)
            } else if markets == nil {
                // Of a part of the markets the others have no name here.
                damage = damage ?? "prices without a name"
            }
        }
        return parts.map { ($0.key, $0.value) }.sorted { $0.market < $1.market }
    }
}

// MARK: - Hours

extension StoredDayReader {
    private mutating func readHours(
        _ connection: borrowing Connection, in hours: ClosedRange<Int>
    ) throws(SQLiteError) {
        guard isByMarket else { return try readOldHours(connection, in: hours) }
        let rows = try connection.prepare(
            """
            SELECT seq, hour, chunks, market, through FROM hour
            WHERE seq > ?1 AND hour >= ?2 AND hour <= ?3 AND (?4 IS NULL OR market = ?4)
            ORDER BY market, hour
            """)
        for market in markets.map({ $0.map(Optional.some) }) ?? [nil] {
            try rows.bind(place.hour, at: 1)
            try rows.bind(hours.lowerBound, at: 2)
            try rows.bind(hours.upperBound, at: 3)
            if let market { try rows.bind(market.name, at: 4) } else { try rows.bindNull(at: 4) }
            var newest = place.hour
            while try rows.step() {
                newest = max(newest, rows.int(0))
                takeHour(rows.blob(2), rows.int(1), try? Market(rows.text(3)), rows.int(4))
            }
            rows.reset()
            if markets == nil { place.hour = newest }
        }
    }

    private mutating func readOldHours(
        _ connection: borrowing Connection, in hours: ClosedRange<Int>
    ) throws(SQLiteError) {
        let rows = try connection.prepare(
            "SELECT hour, chunks FROM hour WHERE hour >= ?1 AND hour <= ?2 ORDER BY hour")
        try rows.bind(hours.lowerBound, at: 1)
        try rows.bind(hours.upperBound, at: 2)
        while try rows.step() { takeHour(rows.blob(1), rows.int(0), nil, 0) }
    }

    /// `market`: `nil` for a row of all markets; `through`: the newest row of `minute` in it.
    private mutating func takeHour(
        _ blob: [UInt8], _ hour: Int, _ market: Market?, _ through: Int
    ) {
        guard let (ids, chunks) = StoreCodec.hour(from: blob) else {
            damage = damage ?? "an hour that does not fit its checksum"
            return
        }
        if let market {
            packed[MarketHour(hour: hour, market: market)] = through
            return take(chunks, ids, hour, market)
        }
        for (market, places) in parts(ids) {
            take(chunks.only(places), places.map { ids[$0] }, hour, market)
        }
    }

    private mutating func take(
        _ chunks: PackedChunks, _ ids: [Int], _ hour: Int, _ market: Market
    ) {
        let (places, known) = places(of: ids, in: market)
        note(hour, places, of: market)
        guard let pairs = names[market]?.pairs else { return }
        let held = known.map { chunks.only($0) } ?? chunks
        day.hours.append(
            SealedHour(
                hour: hour, market: market, pairs: pairs,
                chunks: held.spread(over: places, of: pairs.count)))
    }
}

// MARK: - Minutes

extension StoredDayReader {
    private mutating func readMinutes(
        _ connection: borrowing Connection, in window: ClosedRange<Minute>
    ) throws(SQLiteError) {
        let rows = try connection.prepare(
            isByMarket
                ? """
                SELECT seq, minute, market, base, quotes FROM minute
                WHERE seq > ?1 AND minute >= ?2 AND minute <= ?3 ORDER BY seq
                """
                : """
                SELECT seq, minute, NULL, NULL, quotes FROM minute
                WHERE seq > ?1 AND minute >= ?2 AND minute <= ?3 ORDER BY seq
                """)
        try rows.bind(place.minute, at: 1)
        try rows.bind(window.lowerBound.index, at: 2)
        try rows.bind(window.upperBound.index, at: 3)
        while try rows.step() {
            if markets == nil { place.minute = max(place.minute, rows.int(0)) }
            let minute = Minute(index: rows.int(1))
            guard isByMarket else {
                takeOldMinute(rows.blob(4), minute)
                continue
            }
            guard let market = try? Market(rows.text(2)) else {
                damage = damage ?? "a name that is none"
                continue
            }
            let through = packed[MarketHour(hour: minute.hour, market: market)] ?? 0
            guard isWanted(market), rows.int(0) > through else { continue }
            let base = rows.isNull(3) ? nil : rows.int(3)
            guard
                let amounts = try amounts(
                    rows.blob(4), rows.int(0), minute, market, against: base, connection)
            else {
                damage = damage ?? "a minute that does not fit its checksum"
                continue
            }
            take(amounts, minute, market)
        }
        // In the order of writing within a minute: what came later wins.
        day.rows = day.rows.enumerated().sorted {
            ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
        }.map(\.element)
        keys = [:]
    }

    /// The prices of a row, one for each name of its market; `nil` for what cannot be read.
    private mutating func amounts(
        _ blob: [UInt8], _ seq: Int, _ minute: Minute, _ market: Market, against base: Int?,
        _ connection: borrowing Connection
    ) throws(SQLiteError) -> [Double]? {
        var amounts = [Double](repeating: .nan, count: names[market]?.pairs.count ?? 0)
        guard let base else {
            guard let prices = StoreCodec.minute(from: blob) else { return nil }
            let places = put(
                prices.map(\.id), prices.map(\.amount), market, into: &amounts)
            keys[market] = Key(seq: seq, minute: minute, prices: prices, places: places)
            return amounts
        }
        if keys[market]?.seq != base {
            // It was read at an earlier look, or is in a packed hour.
            let row = try connection.prepare(
                "SELECT minute, quotes FROM minute WHERE seq = ?1 AND base IS NULL")
            try row.bind(base, at: 1)
            if try row.step(), let prices = StoreCodec.minute(from: row.blob(1)) {
                keys[market] = Key(
                    seq: base, minute: Minute(index: row.int(0)), prices: prices,
                    places: names[market]?.places(of: prices.map(\.id)) ?? [])
            }
        }
        guard let held = keys[market], held.seq == base, let key = keys[market]?.made,
            let (found, others) = StoreCodec.minute(from: blob, against: key)
        else { return nil }
        if held.places.count == found.count {
            for (place, amount) in zip(held.places, found) { amounts[place] = amount }
        } else {
            _ = put(key.ids, found, market, into: &amounts)
        }
        _ = put(others.map(\.id), others.map(\.amount), market, into: &amounts)
        return amounts
    }

    /// - Returns: the places of the ids that have a name.
    private mutating func put(
        _ ids: [Int], _ found: [Double], _ market: Market, into amounts: inout [Double]
    ) -> [Int] {
        let (places, known) = places(of: ids, in: market)
        for (number, place) in places.enumerated() {
            amounts[place] = found[known?[number] ?? number]
        }
        return places
    }

    private mutating func takeOldMinute(_ blob: [UInt8], _ minute: Minute) {
        guard let prices = StoreCodec.minute(from: blob) else {
            damage = damage ?? "a minute that does not fit its checksum"
            return
        }
        for (market, places) in parts(prices.map(\.id)) {
            var amounts = [Double](repeating: .nan, count: names[market]?.pairs.count ?? 0)
            let part = places.map { prices[$0] }
            _ = put(part.map(\.id), part.map(\.amount), market, into: &amounts)
            take(amounts, minute, market)
        }
    }

    private mutating func take(_ amounts: [Double], _ minute: Minute, _ market: Market) {
        guard let pairs = names[market]?.pairs else { return }
        names[market]?.note(minute.hour, amounts)
        day.rows.append(
            StoredMinute(minute: minute, market: market, pairs: pairs, amounts: amounts))
    }
}

// MARK: - What was fetched afterwards

extension StoredDayReader {
    private mutating func readBackfills(
        _ connection: borrowing Connection, in window: ClosedRange<Minute>
    ) throws(SQLiteError) {
        guard try StoreSchema.hasBackfills(connection) else { return }
        let rows = try connection.prepare(
            """
            SELECT seq, instrument, last, coarse, prices FROM backfill
            WHERE seq > ?1 AND last >= ?2 AND first <= ?3 ORDER BY seq
            """)
        try rows.bind(place.backfill, at: 1)
        try rows.bind(window.lowerBound.index, at: 2)
        try rows.bind(window.upperBound.index, at: 3)
        while try rows.step() {
            if markets == nil { place.backfill = max(place.backfill, rows.int(0)) }
            let owner = owner(of: rows.int(1))
            guard markets == nil || owner != nil else { continue }
            let last = min(Minute(index: rows.int(2)), window.upperBound)
            if let owner { note(last.hour, [owner.place], of: owner.market) }
            let series = StoreCodec.backfill(from: rows.blob(4), in: window)
            take(series, of: rows.int(1), isCoarse: rows.int(3) != 0)
        }
    }

    /// `series`: `nil` for what cannot be read.
    private mutating func take(_ series: Series?, of id: Int, isCoarse: Bool) {
        guard let series else {
            damage = damage ?? "a backfill that does not fit its checksum"
            return
        }
        guard let owner = owner(of: id), let pair = names[owner.market]?.pairs[owner.place] else {
            damage = damage ?? "prices without a name"
            return
        }
        guard !series.amounts.isEmpty else { return }
        let instrument = Instrument(market: owner.market, pair: pair)
        day.backfills.append(Backfill(instrument, series, isCoarse: isCoarse))
    }
}

// MARK: - What there is

extension StoredDayReader {
    /// How many instruments each market has in a store, and how far it is written.
    static func contents(
        _ connection: borrowing Connection
    ) throws(SQLiteError) -> (markets: [StoredMarket], place: Place, newestID: Int) {
        var markets: [StoredMarket] = []
        let rows = try connection.prepare(
            "SELECT market, count(*) FROM instrument GROUP BY market")
        while try rows.step() {
            guard let market = try? Market(rows.text(0)) else { continue }
            markets.append(StoredMarket(market: market, pairs: rows.int(1)))
        }
        var place = Place()
        place.minute = try connection.number("SELECT max(seq) FROM minute") ?? 0
        if try connection.number("PRAGMA user_version") ?? 0 >= StoreSchema.byMarket {
            place.hour = try connection.number("SELECT max(seq) FROM hour") ?? 0
        }
        if try StoreSchema.hasBackfills(connection) {
            place.backfill = try connection.number("SELECT max(seq) FROM backfill") ?? 0
        }
        let newestID = try connection.number("SELECT max(id) FROM instrument") ?? 0
        return (markets, place, newestID)
    }
}
