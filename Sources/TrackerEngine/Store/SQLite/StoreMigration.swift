/// Brings a store of version 1 or 2 to version 3: the rows of all markets become rows of one each.
///
/// What cannot be read is left out, as a reader of that version would: a blob that does not fit its
/// checksum, prices without a name.
enum StoreMigration {
    /// From the tables `old_minute` and `old_hour`, inside of a transaction.
    static func run(in connection: borrowing Connection) throws(SQLiteError) {
        let names = try markets(connection)
        try moveMinutes(connection, names)
        try moveHours(connection, names)
        try connection.run("DROP TABLE old_minute; DROP TABLE old_hour;")
    }

    /// By id.
    private static func markets(
        _ connection: borrowing Connection
    ) throws(SQLiteError) -> [Int: String] {
        var markets: [Int: String] = [:]
        let rows = try connection.prepare("SELECT id, market FROM instrument")
        while try rows.step() { markets[rows.int(0)] = rows.text(1) }
        return markets
    }

    private static func moveMinutes(
        _ connection: borrowing Connection, _ markets: [Int: String]
    ) throws(SQLiteError) {
        let old = try connection.prepare("SELECT minute, quotes FROM old_minute ORDER BY seq")
        let new = try connection.prepare(
            "INSERT INTO minute (minute, market, quotes) VALUES (?1, ?2, ?3)")
        while try old.step() {
            let prices = StoreCodec.minute(from: old.blob(1)) ?? []
            let parts = Dictionary(grouping: prices) { markets[$0.id] }
            for case (let market?, let part) in parts {
                try new.bind(old.int(0), at: 1)
                try new.bind(market, at: 2)
                try new.bind(StoreCodec.minute(part), at: 3)
                try new.run()
            }
        }
    }

    private static func moveHours(
        _ connection: borrowing Connection, _ markets: [Int: String]
    ) throws(SQLiteError) {
        let old = try connection.prepare("SELECT hour, chunks FROM old_hour ORDER BY hour")
        let new = try connection.prepare(
            "INSERT INTO hour (hour, market, through, chunks) VALUES (?1, ?2, 0, ?3)")
        while try old.step() {
            guard let (ids, chunks) = StoreCodec.hour(from: old.blob(1)) else { continue }
            let parts = Dictionary(grouping: ids.indices) { markets[ids[$0]] }
            for case (let market?, let places) in parts {
                try new.bind(old.int(0), at: 1)
                try new.bind(market, at: 2)
                try new.bind(StoreCodec.hour(places.map { ids[$0] }, chunks.only(places)), at: 3)
                try new.run()
            }
        }
    }
}
