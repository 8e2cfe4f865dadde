/// The names in a store, as many of them as can be read.
///
/// Each name is stored twice: in the table, and in its index by market.
struct StoredNames {
    private(set) var rows: [NameRow] = []
    /// The first thing that was found wrong, in words.
    private(set) var damage: String?
    /// Whether each name has a checksum.
    private let isSealed: Bool

    init(isSealed: Bool) { self.isSealed = isSealed }

    mutating func note(damage words: String) { damage = damage ?? words }

    /// Reads the names of some markets from the index, or all from the table.
    mutating func read(
        _ markets: [Market]?, from connection: borrowing Connection
    ) throws(SQLiteError) {
        do throws(SQLiteError) {
            guard let markets else {
                return try add(
                    connection.prepare(
                        isSealed
                            ? "SELECT id, market, pair, sum FROM instrument NOT INDEXED ORDER BY id"
                            : "SELECT id, market, pair, 0 FROM instrument NOT INDEXED ORDER BY id"))
            }
            let found = try connection.prepare(
                isSealed
                    ? "SELECT id, market, pair, sum FROM instrument WHERE market = ?1 ORDER BY id"
                    : "SELECT id, market, pair, 0 FROM instrument WHERE market = ?1 ORDER BY id")
            for market in markets {
                try found.bind(market.name, at: 1)
                try add(found)
                found.reset()
            }
        } catch {
            guard error.isDamage else { throw error }
            note(damage: error.words)
        }
    }

    /// Adds what `read` could not read, from where it did not look.
    mutating func mend(
        _ markets: [Market]?, from connection: borrowing Connection
    ) throws(SQLiteError) {
        guard isSealed else { return }
        let known = Set(rows.map(\.id))
        var other = StoredNames(isSealed: true)
        do throws(SQLiteError) {
            try other.add(
                connection.prepare(
                    markets == nil
                        ? "SELECT id, market, pair, sum FROM instrument INDEXED BY instrument_name"
                        : "SELECT id, market, pair, sum FROM instrument NOT INDEXED"))
        } catch {
            guard error.isDamage else { throw error }
        }
        let wanted = markets.map { Set($0) }
        rows += other.rows.filter {
            !known.contains($0.id) && wanted?.contains($0.market) ?? true
        }
    }

    private mutating func add(_ found: borrowing Statement) throws(SQLiteError) {
        while try found.step() {
            let (id, market, pair) = (found.int(0), found.text(1), found.text(2))
            guard !isSealed || NameRow.sum(id: id, market: market, pair: pair) == found.int(3),
                let name = try? Market.stored(market), let pair = try? Pair.stored(pair)
            else {
                note(
                    damage: isSealed
                        ? "a name that does not fit its checksum" : "an invalid name")
                continue
            }
            rows.append(NameRow(id: id, market: name, pair: pair))
        }
    }
}

extension StoredNames {
    /// All names, by id.
    ///
    /// - Throws: damage, where one of them cannot be read.
    static func all(in connection: borrowing Connection) throws(SQLiteError) -> [NameRow] {
        var names = StoredNames(isSealed: true)
        try names.read(nil, from: connection)
        if let damage = names.damage { throw .damaged(damage) }
        return names.rows
    }

    /// How many instruments each market has, by the index, compared with the table.
    ///
    /// Cost: about 4 ms for 25,000.
    static func contents(
        of connection: borrowing Connection, isSealed: Bool
    ) throws(SQLiteError) -> [StoredMarket] {
        var markets: [StoredMarket] = []
        var sums = 0
        let rows = try connection.prepare(
            isSealed
                ? """
                SELECT market, count(*), sum(sum) FROM instrument INDEXED BY instrument_name
                GROUP BY market
                """
                : "SELECT market, count(*), 0 FROM instrument GROUP BY market")
        while try rows.step() {
            sums &+= rows.int(2)
            guard let market = try? Market.stored(rows.text(0)) else { continue }
            markets.append(StoredMarket(market: market, pairs: rows.int(1)))
        }
        if isSealed {
            let table = try connection.number("SELECT sum(sum) FROM instrument NOT INDEXED")
            guard table ?? 0 == sums else {
                throw .damaged("the names and their index differ")
            }
        }
        return markets
    }
}
