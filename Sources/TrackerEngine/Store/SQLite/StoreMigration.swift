/// Brings a store of version 1, 2 or 3 to this version, inside of a transaction.
///
/// The rows of all markets (1 and 2) become rows of one each; every checksum covers the columns of
/// its row; every row is counted. What does not fit its old checksum ends it: the store is damaged
/// then, and is recovered instead.
struct StoreMigration {
    private let format: Int
    private var tallies = StoreTallies()
    /// The market of each id.
    private var markets: [Int: Market] = [:]

    /// Empties the tables `old_…`, which a store of `format` has left, into the new ones.
    static func run(from format: Int, in connection: borrowing Connection) throws(SQLiteError) {
        var migration = StoreMigration(format: format)
        try migration.readSequences(connection)
        try migration.moveNames(connection)
        if format >= StoreSchema.byMarket {
            try migration.moveMinutes(connection)
            try migration.moveHours(connection)
        } else {
            try migration.splitMinutes(connection)
            try migration.splitHours(connection)
        }
        if format > 1 {
            try migration.moveBackfills(connection)
            try connection.run("DROP TABLE old_backfill")
        }
        try migration.tallies.write(to: connection)
        try connection.run("DROP TABLE old_minute; DROP TABLE old_hour; DROP TABLE old_instrument;")
    }

    private mutating func count(_ number: Int, in table: StoreTable) {
        tallies[table].rows += 1
        tallies[table].newest = max(tallies[table].newest, number)
    }

    /// Numbers go on from those that were given, also to rows that are gone: a follower counts on it.
    private mutating func readSequences(_ connection: borrowing Connection) throws(SQLiteError) {
        let old = try connection.prepare("SELECT name, seq FROM sqlite_sequence")
        while try old.step() {
            switch old.text(0) {
            case "old_minute": tallies[.minute].newest = old.int(1)
            case "old_hour": tallies[.hour].newest = old.int(1)
            case "old_backfill": tallies[.backfill].newest = old.int(1)
            default: break
            }
        }
    }

    private mutating func moveNames(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        let old = try connection.prepare("SELECT id, market, pair FROM old_instrument ORDER BY id")
        let new = try connection.prepare(NameRow.insertion)
        while try old.step() {
            let market = try Self.market(old.text(1))
            guard let pair = try? Pair.stored(old.text(2)) else {
                throw .damaged("an invalid name")
            }
            markets[old.int(0)] = market
            try NameRow(id: old.int(0), market: market, pair: pair).put(with: new)
            count(old.int(0), in: .instrument)
        }
    }

    private static func market(_ name: String) throws(SQLiteError) -> Market {
        guard let market = try? Market.stored(name) else { throw .damaged("an invalid name") }
        return market
    }
}

// MARK: - Rows of a market

extension StoreMigration {
    private mutating func moveMinutes(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        let old = try connection.prepare(
            "SELECT seq, minute, market, base, quotes FROM old_minute ORDER BY seq")
        let new = try connection.prepare(MinuteRow.insertion)
        while try old.step() {
            var row = MinuteRow(
                seq: old.int(0), minute: Minute(index: old.int(1)),
                market: try Self.market(old.text(2)), base: old.isNull(3) ? nil : old.int(3))
            guard let quotes = StoreCodec.resealed(old.blob(4), row.seal) else {
                throw .damaged("a minute that does not fit its checksum")
            }
            row.quotes = quotes
            try row.put(with: new)
            count(row.seq, in: .minute)
        }
    }

    private mutating func moveHours(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        let old = try connection.prepare(
            "SELECT seq, hour, market, through, chunks FROM old_hour ORDER BY seq")
        let new = try connection.prepare(HourRow.insertion)
        while try old.step() {
            var row = HourRow(
                seq: old.int(0), hour: Hour(index: old.int(1)),
                market: try Self.market(old.text(2)),
                through: old.int(3))
            guard let chunks = StoreCodec.resealed(old.blob(4), row.seal) else {
                throw .damaged("an hour that does not fit its checksum")
            }
            row.chunks = chunks
            try row.put(with: new)
            count(row.seq, in: .hour)
        }
    }

    private mutating func moveBackfills(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        let old = try connection.prepare(
            "SELECT seq, instrument, first, last, coarse, prices FROM old_backfill ORDER BY seq")
        let new = try connection.prepare(BackfillRow.insertion)
        while try old.step() {
            var row = BackfillRow(
                seq: old.int(0), instrument: old.int(1), first: Minute(index: old.int(2)),
                last: Minute(index: old.int(3)), isCoarse: old.int(4) != 0)
            guard let prices = StoreCodec.resealed(old.blob(5), row.seal) else {
                throw .damaged("a backfill that does not fit its checksum")
            }
            row.prices = prices
            try row.put(with: new)
            count(row.seq, in: .backfill)
        }
    }
}

// MARK: - Rows of all markets

extension StoreMigration {
    private mutating func splitMinutes(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        let old = try connection.prepare("SELECT minute, quotes FROM old_minute ORDER BY seq")
        let new = try connection.prepare(MinuteRow.insertion)
        while try old.step() {
            guard let prices = StoreCodec.minute(from: old.blob(1)) else {
                throw .damaged("a minute that does not fit its checksum")
            }
            for (market, places) in try parts(prices.map(\.id)) {
                var row = MinuteRow(
                    seq: tallies[.minute].newest + 1, minute: Minute(index: old.int(0)),
                    market: market)
                row.quotes = StoreCodec.minute(places.map { prices[$0] }, seal: row.seal)
                try row.put(with: new)
                count(row.seq, in: .minute)
            }
        }
    }

    private mutating func splitHours(
        _ connection: borrowing Connection
    ) throws(SQLiteError) {
        let old = try connection.prepare("SELECT hour, chunks FROM old_hour ORDER BY hour")
        let new = try connection.prepare(HourRow.insertion)
        while try old.step() {
            guard let (ids, chunks) = StoreCodec.hour(from: old.blob(1)) else {
                throw .damaged("an hour that does not fit its checksum")
            }
            for (market, places) in try parts(ids) {
                var row = HourRow(
                    seq: tallies[.hour].newest + 1, hour: Hour(index: old.int(0)), market: market,
                    through: 0)
                row.chunks = StoreCodec.hour(
                    places.map { ids[$0] }, chunks.only(places), seal: row.seal)
                try row.put(with: new)
                count(row.seq, in: .hour)
            }
        }
    }

    /// The places of the ids of each market.
    private func parts(_ ids: [Int]) throws(SQLiteError) -> [(Market, [Int])] {
        var parts: [Market: [Int]] = [:]
        for (place, id) in ids.enumerated() {
            guard let market = markets[id] else { throw .damaged("prices without a name") }
            parts[market, default: []].append(place)
        }
        return parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
