import Testing

@testable import TrackerEngine

/// A store as versions 1 and 2 wrote it, rows of all markets, as version 3 did, or version 4, which
/// had all but what is known beside prices.
struct OldStore {
    private let day: RollingDay
    private let now: Minute

    /// Two markets, an hour that is packed and minutes after it.
    init(version: Int, path: String, now: Minute) throws {
        self.now = now
        let names = try (0..<5).map {
            try Samples.instrument($0, market: $0 < 3 ? "kraken" : "other")
        }
        var day = RollingDay()
        let start = now.hour.advanced(by: -1).start
        for minute in start...now {
            let quotes = try names.enumerated().map {
                Quote($0.element, try Price(Double(minute.index % 50 + $0.offset) / 4))
            }
            day.ingest(Batch(minute: minute, quotes: quotes))
        }
        self.day = day
        let connection = try Connection(path: path, mode: .readWrite)
        if version >= 3 {
            try Self.writeVersion3(day, names, now, in: connection)
            if version == 4 { try Self.makeVersion4(path) }
            return
        }
        try connection.run(
            """
            CREATE TABLE instrument (
                id INTEGER PRIMARY KEY, market TEXT NOT NULL, pair TEXT NOT NULL,
                UNIQUE (market, pair));
            CREATE TABLE minute (
                seq INTEGER PRIMARY KEY AUTOINCREMENT, minute INTEGER NOT NULL,
                quotes BLOB NOT NULL);
            CREATE INDEX minute_minute ON minute (minute);
            CREATE TABLE hour (hour INTEGER PRIMARY KEY, chunks BLOB NOT NULL);
            PRAGMA application_id = 1953655666;
            PRAGMA user_version = 1;
            """)
        if version == 2 {
            try connection.run(
                """
                CREATE TABLE backfill (
                    seq INTEGER PRIMARY KEY AUTOINCREMENT, instrument INTEGER NOT NULL,
                    first INTEGER NOT NULL, last INTEGER NOT NULL, coarse INTEGER NOT NULL,
                    prices BLOB NOT NULL);
                PRAGMA user_version = 2;
                """)
        }
        try Self.write(day, names, now, in: connection)
    }

    /// Brings the store of version 3 to the newest one, and takes out what version 4 had not.
    private static func makeVersion4(_ path: String) throws {
        _ = try SQLiteJournal(path: path, lock: nil, clock: ManualClock(Timestamp(milliseconds: 0)))
        try Connection(path: path, mode: .readWrite).run(
            """
            DROP TABLE ticker;
            DROP TABLE source;
            DELETE FROM tally WHERE tab > 5;
            PRAGMA user_version = 4;
            """)
    }

    /// What may be said of the pairs of its first market.
    func tickers() throws -> MarketTickers {
        let pairs = day.pairs(of: .kraken, since: Minute(index: 0))
        return MarketTickers(
            market: .kraken, minute: now,
            tickers: try pairs.map {
                Ticker($0, baseLength: 2, traded: try Traded(12.25, in: .quote))
            })
    }

    private static func write(
        _ day: RollingDay, _ names: [Instrument], _ now: Minute, in connection: borrowing Connection
    ) throws {
        try write(names, in: connection)
        let hour = try connection.prepare("INSERT INTO hour VALUES (?1, ?2)")
        let chunks = try names.map {
            try #require(SeriesCodec.encode(day.amounts(of: $0, inHour: now.hour.advanced(by: -1))))
        }
        try hour.bind(now.hour.index - 1, at: 1)
        try hour.bind(StoreCodec.hour(Array(1...names.count), PackedChunks(chunks)), at: 2)
        try hour.run()
        let row = try connection.prepare("INSERT INTO minute (minute, quotes) VALUES (?1, ?2)")
        for minute in now.hour.start...now {
            let prices = try names.enumerated().map { place, name in
                StoredPrice(
                    id: place + 1,
                    amount: try #require(day.series(of: name, through: now)?[minute]).amount)
            }
            try row.bind(minute.index, at: 1)
            try row.bind(StoreCodec.minute(prices), at: 2)
            try row.run()
        }
    }

    private static func write(
        _ names: [Instrument], in connection: borrowing Connection
    ) throws {
        let name = try connection.prepare("INSERT INTO instrument VALUES (?1, ?2, ?3)")
        for (place, instrument) in names.enumerated() {
            try name.bind(place + 1, at: 1)
            try name.bind(instrument.market.name, at: 2)
            try name.bind(instrument.pair.name, at: 3)
            try name.run()
        }
    }

    /// A row for each market, a minute against the one before, no checksum but of the blobs.
    private static func writeVersion3(
        _ day: RollingDay, _ names: [Instrument], _ now: Minute, in connection: borrowing Connection
    ) throws {
        try connection.run(
            """
            CREATE TABLE instrument (
                id INTEGER PRIMARY KEY, market TEXT NOT NULL, pair TEXT NOT NULL,
                UNIQUE (market, pair));
            CREATE TABLE minute (
                seq INTEGER PRIMARY KEY AUTOINCREMENT, minute INTEGER NOT NULL,
                market TEXT NOT NULL, base INTEGER, quotes BLOB NOT NULL);
            CREATE TABLE hour (
                seq INTEGER PRIMARY KEY AUTOINCREMENT, hour INTEGER NOT NULL,
                market TEXT NOT NULL, through INTEGER NOT NULL, chunks BLOB NOT NULL,
                UNIQUE (market, hour));
            CREATE TABLE backfill (
                seq INTEGER PRIMARY KEY AUTOINCREMENT, instrument INTEGER NOT NULL,
                first INTEGER NOT NULL, last INTEGER NOT NULL, coarse INTEGER NOT NULL,
                prices BLOB NOT NULL);
            CREATE INDEX backfill_last ON backfill (last);
            PRAGMA application_id = 1953655666;
            PRAGMA user_version = 3;
            """)
        try write(names, in: connection)
        let hour = try connection.prepare(
            "INSERT INTO hour (hour, market, through, chunks) VALUES (?1, ?2, 0, ?3)")
        let row = try connection.prepare(
            "INSERT INTO minute (minute, market, base, quotes) VALUES (?1, ?2, ?3, ?4)")
        for market in Set(names.map(\.market)).sorted() {
            let places = names.indices.filter { names[$0].market == market }
            let chunks = try places.map {
                try #require(
                    SeriesCodec.encode(
                        day.amounts(of: names[$0], inHour: now.hour.advanced(by: -1))))
            }
            try hour.bind(now.hour.index - 1, at: 1)
            try hour.bind(market.name, at: 2)
            try hour.bind(StoreCodec.hour(places.map { $0 + 1 }, PackedChunks(chunks)), at: 3)
            try hour.run()
            var key: MinuteKey?
            for minute in now.hour.start...now {
                let prices = try places.map {
                    StoredPrice(
                        id: $0 + 1,
                        amount: try #require(
                            day.series(of: names[$0], through: now)?[minute]
                        ).amount)
                }
                try row.bind(minute.index, at: 1)
                try row.bind(market.name, at: 2)
                if let key {
                    try row.bind(key.seq, at: 3)
                    try row.bind(
                        StoreCodec.minute(prices.map(\.amount), others: [], against: key), at: 4)
                } else {
                    try row.bindNull(at: 3)
                    try row.bind(StoreCodec.minute(prices), at: 4)
                }
                try row.run()
                if key == nil {
                    let seq = try #require(try connection.number("SELECT max(seq) FROM minute"))
                    key = MinuteKey(seq: seq, minute: minute, prices: prices)
                }
            }
        }
    }

    /// Whether what was read is what was written.
    func isSame(_ stored: StoredDay) -> Bool {
        var read = RollingDay()
        read.restore(stored)
        let names = day.instruments(since: now.advanced(by: -1439))
        return read.instruments(since: now.advanced(by: -1439)) == names
            && names.allSatisfy {
                read.series(of: $0, through: now).map { $0.amounts.map(\.bitPattern) }
                    == day.series(of: $0, through: now).map { $0.amounts.map(\.bitPattern) }
            }
    }
}
