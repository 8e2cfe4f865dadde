extension OpenHours {
    /// The hours that have single minutes in a store.
    ///
    /// Cost: a look at each row of `minute`, about 1 ms.
    init(_ connection: borrowing Connection) throws(SQLiteError) {
        self.init()
        let rows = try connection.prepare(
            """
            SELECT DISTINCT minute / 60, market FROM minute
            WHERE seq > coalesce((SELECT through FROM hour
                WHERE hour.market = minute.market AND hour.hour = minute.minute / 60), 0)
            """)
        while try rows.step() {
            if let market = try? Market.stored(rows.text(1)) {
                open(Hour(index: rows.int(0)), market)
            }
        }
    }
}
