import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct SQLiteJournalTests {
    static let now = RollingDayTests.now
    static let first = now.advanced(by: -1439)
    static let clock = ManualClock(now.start)
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    static func batch(_ offset: Int, _ amounts: Double...) throws -> Batch {
        let quotes = try amounts.enumerated().map { number, amount in
            Quote(try Samples.instrument(number), try Price(amount))
        }
        return Batch(minute: now.advanced(by: offset), quotes: quotes)
    }

    func open(_ name: String = "day.sqlite") throws -> SQLiteJournal {
        let path = directory.file(name)
        let lock = try #require(try StoreLock.tryAcquire(for: path))
        return try SQLiteJournal(path: path, lock: lock, clock: Self.clock)
    }

    static func day(_ stored: StoredDay) -> RollingDay {
        var day = RollingDay()
        day.restore(stored)
        return day
    }

    @Test func `the names of a store can be had while it is written, and of none there are none`()
        async throws
    {
        let path = directory.file("day.sqlite")
        #expect(StoreFile.names(path: path) == [])
        let journal = try open()
        _ = try await journal.load(from: Self.first)
        try await journal.append(try Self.batch(0, 1, 2))
        try await journal.append(try Self.batch(1, 1, 2, 3))
        let expected = try (0..<3).map { try Samples.instrument($0) }
        #expect(StoreFile.names(path: path) == Set(expected))
        #expect(StoreFile.names(path: directory.file("no/such")) == [])
        try Data("no store at all".utf8).write(to: URL(fileURLWithPath: directory.file("other")))
        #expect(StoreFile.names(path: directory.file("other")) == [])
    }

    @Test(arguments: UInt64(1)...15)
    func `a store gives back the day that it was given`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        var journal = try open()
        _ = try await journal.load(from: Self.first)
        var minute = Self.now.advanced(by: -300)
        while minute <= Self.now {
            let amounts = (0..<6).map { _ in Double(Int.random(in: 0...999, using: &random)) / 10 }
            let kept = amounts.enumerated().filter { _ in Bool.random(using: &random) }
            let quotes = try kept.map {
                Quote(try Samples.instrument($0.offset), try Price($0.element))
            }
            let batch = Batch(minute: minute, quotes: quotes)
            day.ingest(batch)
            if Bool.random(using: &random) {
                try await journal.append(batch)
            } else {
                try await journal.amend([batch])
            }
            for hour in day.seal(before: minute.advanced(by: -5)) { try await journal.seal([hour]) }
            if Int.random(in: 0..<10, using: &random) == 0 {
                journal = try await reopened(journal)
            }
            minute = minute.advanced(by: Int.random(in: 1...9, using: &random))
        }
        journal = try await reopened(journal)
        let stored = try await journal.load(from: Self.first)
        #expect(stored.recovery == nil)
        let restored = Self.day(stored)
        for instrument in day.instruments(since: Self.first) {
            let one = try #require(day.series(of: instrument, through: Self.now))
            let other = try #require(restored.series(of: instrument, through: Self.now))
            #expect(Samples.isSame(one.amounts, other.amounts))
        }
    }

    private func reopened(_ journal: SQLiteJournal) async throws -> SQLiteJournal {
        let path = journal.location
        let again = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        _ = try await again.load(from: Self.first)
        return again
    }

    @Test func `a later price for the same minute wins, also beside a packed hour`() async throws {
        let journal = try open()
        try await journal.append(try Self.batch(0, 1, 10))
        try await journal.amend([try Self.batch(0, 2)])
        let merged = try await journal.load(from: Self.first)
        #expect(merged.minutes.map(\.minute) == [Self.now, Self.now])
        #expect(Self.day(merged).batch(at: Self.now).quotes.map(\.price.amount) == [2, 10])
        try await journal.seal(Self.day(merged).sealedHours(Self.now.hour))
        try await journal.amend([try Self.batch(0, 3)])
        let day = Self.day(try await journal.load(from: Self.first))
        #expect(day.batch(at: Self.now).quotes.map(\.price.amount) == [3, 10])
    }

    @Test func `the minutes of an hour leave when all markets have packed it`() async throws {
        let journal = try open()
        let minutes = [Self.now.advanced(by: -1), Self.now]
        for (number, minute) in minutes.enumerated() {
            let quotes = try ["a", "b"].map { market in
                Quote(try Samples.instrument(0, market: market), try Price(Double(number + 1)))
            }
            try await journal.append(Batch(minute: minute, quotes: quotes))
        }
        let rows = { () throws -> Int? in
            try Connection(path: journal.location, mode: .readOnly)
                .number("SELECT count(*) FROM minute")
        }
        let hours = Self.day(try await journal.load(from: Self.first))
            .sealedHours(Self.now.hour).sorted { $0.market < $1.market }
        #expect(hours.map(\.market.name) == ["a", "b"])
        for hour in hours {
            #expect(try rows() == 4)
            try await journal.seal([hour])
            let stored = try await journal.load(from: Self.first)
            #expect(stored.hours.contains(hour))
            #expect(stored.minutes.allSatisfy { $0.quotes[0].instrument.market > hour.market })
            #expect(Self.day(stored).batch(at: Self.now).quotes.map(\.price.amount) == [2, 2])
        }
        #expect(try rows() == 0)
        // What comes later for the hour stays beside it, also when it is packed again.
        try await journal.amend([try Self.batch(0, 9)])
        try await journal.seal([hours[0]])
        #expect(try rows() == 1)
    }

    @Test func `an hour that cannot be read has its minutes while these are there`() async throws {
        let journal = try open()
        for market in ["a", "b"] {
            let quote = Quote(try Samples.instrument(0, market: market), try Price(5))
            try await journal.append(Batch(minute: Self.now, quotes: [quote]))
        }
        let hours = Self.day(try await journal.load(from: Self.first)).sealedHours(Self.now.hour)
        try await journal.seal([hours[0]])
        try Connection(path: journal.location, mode: .readWrite)
            .run("UPDATE hour SET chunks = x'00'")
        let stored = try await journal.load(from: Self.first)
        #expect(stored.recovery != nil)
        #expect(Self.day(stored).batch(at: Self.now).quotes.map(\.price.amount) == [5, 5])
    }

    @Test func `ids that are not rising are damage, with a right checksum too`() async throws {
        let path = directory.file("lying.sqlite")
        let journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        try await journal.append(try Self.batch(0, 1, 10))
        let hours = Self.day(try await journal.load(from: Self.first)).sealedHours(Self.now.hour)
        try await journal.seal(hours)
        try await journal.amend([try Self.batch(0, 3)])
        let prices = [StoredPrice(id: 1, amount: 5), StoredPrice(id: 1, amount: 6)]
        let hour = HourRow(seq: 1, hour: Self.now.hour, market: hours[0].market, through: 1)
        let minute = MinuteRow(seq: 2, minute: Self.now, market: hours[0].market)
        for (sql, blob) in [
            (
                "UPDATE hour SET chunks = ?1" as StaticString,
                StoreCodec.hour([1, 1], hours[0].chunks, seal: hour.seal)
            ),
            ("UPDATE minute SET quotes = ?1", StoreCodec.minute(prices, seal: minute.seal)),
        ] {
            let connection = try Connection(path: path, mode: .readWrite)
            let row = try connection.prepare(sql)
            try row.bind(blob, at: 1)
            try row.run()
        }
        let stored = try StoreFile.read(path: path, from: Self.first)
        #expect(stored.damage == "prices without a name")
        #expect(Self.day(stored).batch(at: Self.now).quotes.isEmpty)
    }

    @Test func `what append has returned for is in the files, whatever happens next`() async throws
    {
        let journal = try open()
        _ = try await journal.load(from: Self.first)
        for offset in -5...0 {
            try await journal.append(try Self.batch(offset, Double(offset + 10)))
            // A copy of the files at this moment is what a killed program leaves behind.
            let copy = directory.file("copy\(offset + 5)")
            for suffix in ["", "-wal"] {
                let from = directory.file("day.sqlite" + suffix)
                try? FileManager.default.copyItem(atPath: from, toPath: copy + suffix)
            }
            let stored = try StoreFile.read(path: copy, from: Self.first)
            #expect(stored.minutes.last?.minute == Self.now.advanced(by: offset))
            #expect(stored.minutes.count == offset + 6)
        }
    }

    @Test func `names stay while the store is read again, and need not be read at all`()
        async throws
    {
        let path = directory.file("day.sqlite")
        var journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        try await journal.append(try Self.batch(-2, 1, 2))
        _ = try await journal.contents()
        // A poll comes before the parts are read.
        try await journal.append(try Self.batch(-1, 3, 4, 5))
        journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        try await journal.append(try Self.batch(0, 6, 7, 8, 9))
        try await journal.prune(before: Self.now)
        let connection = try Connection(path: path, mode: .readOnly)
        #expect(try connection.number("SELECT count(*) FROM instrument") == 4)
        let day = Self.day(try await journal.load(from: Self.first))
        #expect(day.batch(at: Self.now).quotes.map(\.price.amount) == [6, 7, 8, 9])
    }

    @Test func `old minutes are not loaded, and pruning takes them and their names`() async throws {
        let journal = try open()
        try await journal.append(try Self.batch(-1440, 1, 2))
        try await journal.append(try Self.batch(0, 3))
        #expect(try await journal.load(from: Self.first).minutes.map(\.minute) == [Self.now])
        try await journal.prune(before: Self.now)
        let path = journal.location
        let connection = try Connection(path: path, mode: .readOnly)
        #expect(try connection.number("SELECT count(*) FROM minute") == 1)
        #expect(try connection.number("SELECT count(*) FROM instrument") == 1)
    }

    /// Names that an older version has stored, with what is refused now.
    static func improper() throws -> [Instrument] {
        try [("kraken", "b\u{1B}[31musd"), ("kraken", " x"), ("m\u{202E}", "btcusd")].map {
            Instrument(market: try Market.stored($0.0), pair: try Pair.stored($0.1))
        }
    }

    @Test(arguments: [false, true])
    func `stored names that are none today are left out and told, and are no damage`(
        isPacked: Bool
    ) async throws {
        let journal = try open()
        let proper = try Samples.instrument(0)
        let all = try Self.improper() + [proper]
        let quotes = try all.map { Quote($0, try Price(7)) }
        if isPacked {
            var day = RollingDay()
            day.ingest(Batch(minute: Self.now.advanced(by: -60), quotes: quotes))
            try await journal.write(
                StoredDay(hours: day.sealedHours(Self.now.hour.advanced(by: -1))))
        } else {
            try await journal.append(Batch(minute: Self.now, quotes: quotes))
        }
        let series = Series(start: Self.now.advanced(by: -5), amounts: [3])
        try await journal.backfill(all.map { Backfill($0, series, isCoarse: false) })
        let markets = try await journal.contents().map(\.market)
        var parts: [StoredDay] = []
        for market in markets { parts.append(try await journal.load([market], from: Self.first)) }
        let whole = try await journal.load(from: Self.first)
        #expect(whole.damage == nil && whole.recovery == nil)
        #expect(parts.allSatisfy { $0.damage == nil })
        #expect(whole.leftOut == Set(try Self.improper()))
        #expect(parts.reduce(into: Set()) { $0.formUnion($1.leftOut) } == whole.leftOut)
        let day = Self.day(whole)
        #expect(day.instruments(since: Self.first) == [proper])
        #expect(
            day.series(of: proper, through: Self.now)?.points.map(\.price.amount)
                == (isPacked ? [7, 3] : [3, 7]))
        // They leave with their last price, as all names do.
        try await journal.prune(before: Self.now.advanced(by: 120))
        let connection = try Connection(path: journal.location, mode: .readOnly)
        #expect(try connection.number("SELECT count(*) FROM instrument") == 0)
    }

    @Test(arguments: UInt64(1)...10)
    func `some hours of a market are what the whole day has of them`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let journal = try open()
        _ = try await journal.load(from: Self.first)
        for market in ["a", "b"] {
            var day = RollingDay()
            for number in 0..<3 {
                let series = Series(
                    start: Self.first, amounts: Samples.amounts(1440, seed: seed &+ UInt64(number)))
                day.merge(series, of: try Samples.instrument(number, market: market))
            }
            let hours = (Self.first.hour..<Self.now.hour).flatMap { day.sealedHours($0) }
            try await journal.write(
                StoredDay(
                    hours: hours.filter { _ in
                        Int.random(in: 0..<5, using: &random) > 0
                    }))
            try await journal.amend([day.batch(at: Self.now), day.batch(at: Self.first)])
            let fetched = Series(start: Self.first.advanced(by: 70), amounts: [5, 6])
            let pair = try Samples.instrument(1, market: market)
            try await journal.backfill([Backfill(pair, fetched, isCoarse: false)])
        }
        let (path, market) = (journal.location, try Market("b"))
        let whole = Self.day(try StoreFile.read(path: path, from: Self.first))
        let hours = Set(
            (0..<4).map { _ in
                Self.first.hour.advanced(by: Int.random(in: 0...24, using: &random))
            })
        let part = try StoreFile.read(path: path, from: Self.first, of: [market], in: hours)
        #expect(part.damage == nil)
        let day = Self.day(part)
        for number in 0..<3 {
            let instrument = try Samples.instrument(number, market: "b")
            for hour in hours {
                #expect(
                    Samples.isSame(
                        day.amounts(of: instrument, inHour: hour),
                        whole.amounts(of: instrument, inHour: hour)))
            }
        }
        #expect(day.instruments(since: Self.first).allSatisfy { $0.market == market })
        let one = try Samples.instrument(1, market: "b")
        let only = Self.day(part.only(one))
        #expect(only.instruments(since: Self.first) == [one])
        for hour in hours {
            #expect(
                Samples.isSame(
                    only.amounts(of: one, inHour: hour), day.amounts(of: one, inHour: hour)))
        }
    }

    @Test func `a line says how many names are left out, and does no harm`() throws {
        let improper = Set(try Self.improper())
        let words = try #require(StoredDay.words(leftOut: improper))
        #expect(words.hasPrefix("3 stored pairs are left out"))
        #expect(words.unicodeScalars.allSatisfy { !$0.isInvisible })
        #expect(StoredDay.words(leftOut: []) == nil)
    }

    @Test func `a part of a day is written at once, its hours in place of what they held`()
        async throws
    {
        let journal = try open()
        try await journal.append(try Self.batch(0, 1, 2, 3))
        var day = RollingDay()
        day.ingest(try Self.batch(0, 7))
        let minute = try Self.batch(-70, 5)
        let hours = day.sealedHours(Self.now.hour)
        try await journal.write(StoredDay(hours: hours, minutes: [minute]))
        let stored = try await journal.load(from: Self.first)
        #expect(stored.minutes == [minute])
        #expect(stored.hours.map(\.withoutGaps) == hours)
    }

    @Test func `only one program writes, and the next one when that one is gone`() async throws {
        let path = directory.file("day.sqlite")
        var writer: StoreAccess? = try StoreFile.open(path: path, clock: Self.clock)
        guard case .writer(let journal)? = writer else { return #expect(Bool(false)) }
        try await journal.append(try Self.batch(-1, 1))
        guard case .follower(let follower) = try StoreFile.open(path: path, clock: Self.clock)
        else { return #expect(Bool(false)) }
        #expect(try await follower.changes(from: Self.first)?.minutes.count == 1)
        #expect(try await follower.changes(from: Self.first) == nil)
        try await journal.append(try Self.batch(0, 2))
        let news = try await follower.changes(from: Self.first)
        #expect(news?.minutes == [try Self.batch(0, 2)])
        #expect(try await follower.takeOver() == nil)
        writer = nil
    }

    @Test func `a follower takes over when the lock is free`() async throws {
        let path = directory.file("day.sqlite")
        var lock = try StoreLock.tryAcquire(for: path)
        #expect(lock != nil)
        do {
            let journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
            try await journal.append(try Self.batch(0, 1))
        }
        let follower = SQLiteFollower(path: path, clock: Self.clock)
        #expect(try await follower.takeOver() == nil)
        lock = nil
        let journal = try #require(try await follower.takeOver())
        #expect(try await journal.load(from: Self.first).minutes.count == 1)
    }

    @Test func `simulated prices and others never come into one file`() async throws {
        for (one, other) in [(StoreKind.real, StoreKind.simulated), (.simulated, .real)] {
            let path = directory.file("\(one).sqlite")
            do {
                let journal = try SQLiteJournal(path: path, kind: one, lock: nil, clock: Self.clock)
                try await journal.append(try Self.batch(0, 1))
            }
            #expect(
                throws: StoreError.cannotOpen(place: path, reason: "it holds \(one) prices")
            ) {
                try SQLiteJournal(path: path, kind: other, lock: nil, clock: Self.clock)
            }
            let follower = SQLiteFollower(path: path, kind: other, clock: Self.clock)
            await #expect(throws: StoreError.self) {
                try await follower.changes(from: Self.first)
            }
            #expect(try StoreFile.read(path: path, from: Self.first).minutes.count == 1)
        }
    }

    @Test(arguments: [
        "PRAGMA user_version = 9", "PRAGMA application_id = 7",
    ])
    func `the database of another program or of a later version is not touched`(sql: String)
        async throws
    {
        let path = directory.file("day.sqlite")
        do {
            let journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
            try await journal.append(try Self.batch(0, 1))
        }
        do {
            let connection = try Connection(path: path, mode: .readWrite)
            if sql.contains("9") {
                try connection.run("PRAGMA user_version = 9")
            } else {
                try connection.run("PRAGMA application_id = 7")
            }
        }
        let before = directory.names
        #expect(throws: StoreError.self) {
            try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        }
        #expect(directory.names.filter { $0.contains("damaged") } == [])
        #expect(Set(before).isSubset(of: directory.names + ["day.sqlite-wal", "day.sqlite-shm"]))
    }

    @Test func `a place that cannot be written to says so`() {
        #expect(throws: StoreError.self) {
            try StoreFile.open(path: "/proc/nowhere/day.sqlite", clock: Self.clock)
        }
        #expect(throws: StoreError.cannotOpen(place: "/nowhere", reason: "it does not exist yet")) {
            try StoreFile.read(path: "/nowhere", from: Self.first)
        }
    }
}
