/// Reads the day out of a store, as much of it as can be read.
struct StoredDayReader {
    private(set) var day = StoredDay()
    /// The first thing that could not be read, in words.
    private(set) var damage: String?
    private(set) var instruments: [Int: Instrument] = [:]
    /// The newest hour that each id has a price in.
    private(set) var newestHour: [Int: Int] = [:]
    /// How far it has read.
    private(set) var place: Place
    /// Only these, `nil` for all.
    private let markets: Set<Market>?
    private let isByMarket: Bool
    /// By market and hour that is packed: the newest row of a minute that is in it.
    private var packed: [MarketHour: Int] = [:]
    /// By row: minutes that others are written against.
    private var keys: [Int: MinuteKey] = [:]
    /// By market, see `named`.
    private var last: [Market: (ids: [Int], pairs: [Pair], hour: Int)] = [:]

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
        let end = first.advanced(by: 2 * RollingDay.minutes)
        // One moment for all tables: an hour that is packed meanwhile would be in none.
        try connection.run("BEGIN")
        defer { try? connection.run("COMMIT") }
        try noting { reader throws(SQLiteError) in try reader.readInstruments(connection) }
        try noting { reader throws(SQLiteError) in
            try reader.readHours(connection, in: first.hour...end.hour)
        }
        try noting { reader throws(SQLiteError) in
            try reader.readBackfills(connection, in: first...end)
        }
        try noting { reader throws(SQLiteError) in
            try reader.readMinutes(connection, in: first...end)
        }
        for market in last.keys { noteNewest(of: market) }
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
    private mutating func readInstruments(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        guard let markets else {
            let rows = try connection.prepare("SELECT id, market, pair FROM instrument")
            while try rows.step() { take(rows.int(0), rows.text(1), rows.text(2)) }
            return
        }
        let rows = try connection.prepare(
            "SELECT id, market, pair FROM instrument WHERE market = ?1")
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
        instruments[id] = Instrument(market: market, pair: pair)
    }

    /// The pairs of ids of a market, `nil` for those without a name; notes that all have a price in
    /// the hour.
    ///
    /// Free where the ids are those of the last call, as they are for nearly every hour and minute.
    private mutating func named(_ ids: [Int], of market: Market, in hour: Int) -> [Pair]? {
        if let held = last[market], held.ids == ids {
            if hour > held.hour { last[market] = (ids, held.pairs, hour) }
            return held.pairs
        }
        noteNewest(of: market)
        var pairs: [Pair] = []
        pairs.reserveCapacity(ids.count)
        for id in ids {
            guard let instrument = instruments[id], instrument.market == market else { return nil }
            pairs.append(instrument.pair)
        }
        last[market] = (ids, pairs, hour)
        return pairs
    }

    private mutating func noteNewest(of market: Market) {
        guard let held = last[market] else { return }
        for id in held.ids { noteNewest(id, held.hour) }
    }

    private mutating func noteNewest(_ id: Int, _ hour: Int) {
        guard instruments[id] != nil else { return }
        newestHour[id] = max(newestHour[id] ?? hour, hour)
    }

    /// The parts of a row, by market; a row of this version has one.
    private mutating func parts(_ ids: [Int]) -> [(market: Market, places: [Int])] {
        let named = ids.indices.filter { instruments[ids[$0]] != nil }
        // Of a part of the markets the others have no name here.
        if named.count < ids.count, isByMarket || markets == nil {
            damage = damage ?? "prices without a name"
        }
        let groups = Dictionary(grouping: named) { instruments[ids[$0]]?.market }
        return groups.compactMap { market, places in market.map { ($0, places) } }
            .filter { isWanted($0.market) }.sorted { $0.market < $1.market }
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

    /// `through`: the newest row of `minute` that is in it.
    private mutating func takeHour(
        _ blob: [UInt8], _ hour: Int, _ market: Market?, _ through: Int
    ) {
        guard let (ids, chunks) = StoreCodec.hour(from: blob) else {
            damage = damage ?? "an hour that does not fit its checksum"
            return
        }
        if let market, let pairs = named(ids, of: market, in: hour) {
            let sealed = SealedHour(hour: hour, market: market, pairs: pairs, chunks: chunks)
            packed[sealed.key] = through
            return day.hours.append(sealed)
        }
        for (market, places) in parts(ids) {
            var part = PackedChunks()
            for place in places { part.append(chunks[place]) }
            let pairs = named(places.map { ids[$0] }, of: market, in: hour) ?? []
            day.hours.append(SealedHour(hour: hour, market: market, pairs: pairs, chunks: part))
        }
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
            guard isWanted(market), rows.int(0) > packed[MarketHour(hour: minute.hour, market: market)] ?? 0 else { continue }
            let base = rows.isNull(3) ? nil : rows.int(3)
            guard let prices = try prices(rows.blob(4), rows.int(0), minute, base, connection)
            else {
                damage = damage ?? "a minute that does not fit its checksum"
                continue
            }
            take(prices, minute, market)
        }
        // In the order of writing within a minute: what came later wins.
        day.minutes = day.minutes.enumerated().sorted {
            ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
        }.map(\.element)
        keys = [:]
    }

    /// The prices of a row, `nil` for what cannot be read.
    private mutating func prices(
        _ blob: [UInt8], _ seq: Int, _ minute: Minute, _ base: Int?,
        _ connection: borrowing Connection
    ) throws(SQLiteError) -> [(id: Int, amount: Double)]? {
        guard let base else {
            guard let prices = StoreCodec.minute(from: blob) else { return nil }
            keys[seq] = MinuteKey(seq: seq, minute: minute, prices: prices)
            return prices
        }
        if keys[base] == nil {
            // It was read at an earlier look.
            let row = try connection.prepare(
                "SELECT minute, quotes FROM minute WHERE seq = ?1 AND base IS NULL")
            try row.bind(base, at: 1)
            if try row.step(), let prices = StoreCodec.minute(from: row.blob(1)) {
                let minute = Minute(index: row.int(0))
                keys[base] = MinuteKey(seq: base, minute: minute, prices: prices)
            }
        }
        guard let key = keys[base],
            let (amounts, others) = StoreCodec.minute(from: blob, against: key)
        else { return nil }
        let held = zip(key.ids, amounts).filter { !$0.1.isNaN }.map { (id: $0.0, amount: $0.1) }
        return others.isEmpty ? held : (held + others).sorted { $0.id < $1.id }
    }

    private mutating func takeOldMinute(_ blob: [UInt8], _ minute: Minute) {
        guard let prices = StoreCodec.minute(from: blob) else {
            damage = damage ?? "a minute that does not fit its checksum"
            return
        }
        for (market, places) in parts(prices.map(\.id)) {
            take(places.map { prices[$0] }, minute, market)
        }
    }

    private mutating func take(
        _ prices: [(id: Int, amount: Double)], _ minute: Minute, _ market: Market
    ) {
        var known = prices
        var pairs = named(prices.map(\.id), of: market, in: minute.hour)
        if pairs == nil {
            damage = damage ?? "prices without a name"
            known = prices.filter { instruments[$0.id]?.market == market }
            pairs = named(known.map(\.id), of: market, in: minute.hour)
        }
        let quotes = zip(pairs ?? [], known).map {
            Quote(Instrument(market: market, pair: $0), Price(stored: $1.amount))
        }
        guard !quotes.isEmpty else { return }
        day.minutes.append(Batch(minute: minute, quotes: quotes))
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
            guard markets == nil || instruments[rows.int(1)] != nil else { continue }
            let last = min(Minute(index: rows.int(2)), window.upperBound)
            noteNewest(rows.int(1), last.hour)
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
        guard let instrument = instruments[id] else {
            damage = damage ?? "prices without a name"
            return
        }
        guard !series.amounts.isEmpty else { return }
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
