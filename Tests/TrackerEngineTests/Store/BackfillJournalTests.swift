import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct BackfillJournalTests {
    static let now = RollingDayTests.now
    static let first = now.advanced(by: -1439)
    static let clock = ManualClock(now.start)
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("day.sqlite")
    }

    func open() throws -> SQLiteJournal {
        try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
    }

    /// As it is, and as a program leaves it that opens it to write.
    func run(_ sql: StaticString) throws {
        try Connection(path: path, mode: .readWrite).run(sql)
    }

    static func part(
        _ number: Int, from back: Int, _ amounts: [Double], isCoarse: Bool = false
    ) throws -> Backfill {
        try RollingDayBackfillTests.part(number, from: back, amounts, isCoarse: isCoarse)
    }

    static func day(_ stored: StoredDay) -> RollingDay { SQLiteJournalTests.day(stored) }

    static func same(_ left: [Backfill], _ right: [Backfill]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy {
                $0.instrument == $1.instrument && $0.isCoarse == $1.isCoarse
                    && $0.series.start == $1.series.start
                    && Samples.isSame($0.series.amounts, $1.series.amounts)
            }
    }

    @Test(arguments: UInt64(1)...10)
    func `a store gives back the day and where its minutes come from`(seed: UInt64) async throws {
        var sample = try BackfilledDay(seed: seed, from: Self.now)
        var journal = try open()
        let follower = SQLiteFollower(path: path, clock: Self.clock)
        var followed = RollingDay()
        _ = try await journal.load(from: sample.first)
        for _ in 0..<80 {
            try await journal.append(try sample.poll())
            if sample.chance(3) {
                let parts = [sample.fill().put, sample.fill().put].compactMap(\.self)
                try await journal.backfill(parts)
                if sample.chance(3) {
                    try await journal.amend([try sample.poll(at: sample.minute)])
                }
            }
            for hour in sample.turn() { try await journal.seal([hour]) }
            if sample.chance(9) { try await journal.prune(before: sample.first) }
            if sample.chance(9) {
                journal = try open()
                _ = try await journal.load(from: sample.first)
            }
            if sample.chance(2), let news = try await follower.changes(from: sample.first) {
                followed.restore(news)
                followed.drop(before: sample.first)
            }
        }
        if let news = try await follower.changes(from: sample.first) { followed.restore(news) }
        #expect(sample.agrees(with: followed))
        let stored = try await open().load(from: sample.first)
        #expect(stored.recovery == nil)
        #expect(sample.agrees(with: Self.day(stored)))
        let read = try StoreFile.read(path: path, from: sample.first)
        #expect(sample.agrees(with: Self.day(read)))
    }

    @Test(arguments: UInt64(1)...40)
    func `a backfill is written exactly`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let length = Int.random(in: 1...1500, using: &random)
        let start = Self.first.advanced(by: Int.random(in: -90...90, using: &random))
        let series = Series(start: start, amounts: Samples.amounts(length, seed: seed))
        let bytes = StoreCodec.backfill(series)
        let window = start...start.advanced(by: 2880)
        let read = try #require(StoreCodec.backfill(from: bytes, in: window))
        #expect(Samples.isSame(read.amounts, series.trimmed?.amounts ?? []))
        #expect(series.trimmed.map { $0.start == read.start } ?? true)
        let part = start.advanced(by: 10)...start.advanced(by: 70)
        let cut = try #require(StoreCodec.backfill(from: bytes, in: part))
        #expect(Samples.isSame(cut.amounts, series.clipped(to: part)?.amounts ?? []))
        var hurt = bytes
        hurt[Int.random(in: 0..<hurt.count, using: &random)] ^= 0x10
        #expect(StoreCodec.backfill(from: hurt, in: window) == nil)
    }

    @Test func `prices from anywhere in time are bounded by what is asked for`() throws {
        let far = Series(start: Minute(index: 1 << 40), amounts: [1])
        let read = StoreCodec.backfill(from: StoreCodec.backfill(far), in: Self.first...Self.now)
        #expect(read?.amounts == [])
        let early = Series(start: Minute(index: -130), amounts: [1, 2])
        #expect(StoreCodec.backfill(early) == StoreCodec.hour([], PackedChunks()))
        let chunk = try #require(SeriesCodec.encode([Double](repeating: 1, count: 60)))
        let wide = StoreCodec.hour(
            [0, Self.now.hour.index, 1 << 39], PackedChunks([chunk, chunk, chunk]))
        let inside = StoreCodec.backfill(from: wide, in: Self.first...Self.now)
        #expect(inside?.start.hour == Self.now.hour)
        #expect(inside.map { $0.amounts.count <= 60 } == true)
    }

    @Test func `what backfill has returned for is in the files, whatever happens next`()
        async throws
    {
        let journal = try open()
        _ = try await journal.load(from: Self.first)
        var parts: [Backfill] = []
        for number in 0..<5 {
            let new = try [
                Self.part(number, from: -100, [1, .nan, 0.1 + 0.2]),
                Self.part(number, from: -50, [7], isCoarse: true),
            ]
            try await journal.backfill(new)
            parts += new
            // A copy of the files at this moment is what a killed program leaves behind.
            let copy = directory.file("copy\(number)")
            for suffix in ["", "-wal"] {
                try? FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            let stored = try StoreFile.read(path: copy, from: Self.first)
            #expect(Self.same(stored.backfills, parts))
        }
    }

    @Test(arguments: 1..<StoreSchema.version)
    func `a store of an older format is read as it is and upgraded by the writer`(
        version: Int
    ) async throws {
        let old = try OldStore(version: version, path: path, now: Self.now)
        let read = try StoreFile.read(path: path, from: Self.first)
        #expect(old.isSame(read) && read.backfills.isEmpty && read.damage == nil)
        let follower = SQLiteFollower(path: path, clock: Self.clock)
        #expect(old.isSame(try #require(await follower.changes(from: Self.first))))
        let journal = try open()
        #expect(old.isSame(try await journal.load(from: Self.first)))
        let part = try Self.part(0, from: -9, [2, 3])
        try await journal.backfill([part])
        #expect(try await follower.changes(from: Self.first)?.backfills == [part])
        let connection = try Connection(path: path, mode: .readOnly)
        #expect(try connection.number("PRAGMA user_version") == StoreSchema.version)
        let tickers = try old.tickers()
        try await journal.note(StoreReport(tickers: [tickers]))
        #expect(try await follower.changes(from: Self.first)?.tickers == [tickers])
        let again = try await open().load(from: Self.first)
        #expect(again.tickers == [tickers] && again.damage == nil)
        #expect(old.isSame(again) && again.backfills == [part])
        let one = try await open().load([try Market("other")], from: Self.first)
        #expect(Set(one.hours.map(\.market)) == [try Market("other")])
    }

    @Test func `a packed hour does not make polled what was fetched`() async throws {
        let journal = try open()
        var day = RollingDay()
        let start = Self.now.hour.start.advanced(by: -60)
        let name = try Samples.instrument(0)
        day.ingest(Batch(minute: start, quotes: [Quote(name, try Price(1))]))
        let part = Backfill(name, Series(start: start, amounts: [9, 2, 3, 1]))
        let put = day.backfill(part, sealedBefore: start)
        try await journal.backfill([try #require(put)])
        for hour in day.seal(before: Self.now) { try await journal.seal([hour]) }
        let restored = Self.day(try await open().load(from: Self.first))
        #expect(
            restored.coverage(of: name, through: Self.now) == Coverage(polled: 1, backfilled: 3))
        #expect(restored.series(of: name, through: Self.now)?[start]?.amount == 1)
    }

    @Test func `a damaged backfill costs that one and not the others`() async throws {
        let parts = try (0..<4).map { try Self.part($0, from: -100, [1, 2, 3]) }
        do {
            let journal = try open()
            try await journal.append(try SQLiteJournalTests.batch(0, 1))
            try await journal.backfill(parts)
        }
        try run("UPDATE backfill SET prices = x'010203' WHERE seq = 2")
        let read = try StoreFile.read(path: path, from: Self.first)
        #expect(read.damage != nil)
        let stored = try await open().load(from: Self.first)
        #expect(stored.recovery?.reason == "a backfill that does not fit its checksum")
        #expect(stored.backfills == [parts[0], parts[2], parts[3]])
        let next = try await open().load(from: Self.first)
        #expect(next.recovery == nil)
        #expect(next.backfills == stored.backfills && next.minutes == stored.minutes)
    }

    @Test func `a row of another name is damage, one of another time is not read`() async throws {
        do {
            let journal = try open()
            try await journal.backfill([
                try Self.part(0, from: -2000, [1]), try Self.part(0, from: 3000, [1]),
                try Self.part(1, from: 0, [1]),
            ])
        }
        #expect(try await open().load(from: Self.first).backfills.count == 1)
        try run("UPDATE backfill SET instrument = 77 WHERE seq = 3")
        let stored = try await open().load(from: Self.first)
        #expect(stored.recovery?.reason == "a backfill that does not fit its checksum")
    }

    @Test func `pruning takes what is past and keeps the names of the rest`() async throws {
        let journal = try open()
        let kept = try Self.part(1, from: -3, [1, 2, 3, 4])
        try await journal.backfill([try Self.part(0, from: -9, [1, 2]), kept])
        try await journal.prune(before: Self.now)
        let connection = try Connection(path: path, mode: .readOnly)
        #expect(try connection.number("SELECT count(*) FROM backfill") == 1)
        let stored = try await open().load(from: Self.first)
        #expect(stored.backfills == [kept] && stored.recovery == nil)
        // Its name has no other price; one hour later it goes.
        let again = try open()
        _ = try await again.load(from: Self.now)
        try await again.prune(before: Self.now)
        #expect(try connection.number("SELECT count(*) FROM instrument") == 1)
        try await again.prune(before: Self.now.advanced(by: 60))
        #expect(try connection.number("SELECT count(*) FROM backfill") == 0)
        #expect(try connection.number("SELECT count(*) FROM instrument") == 0)
    }

    @Test func `a day that was saved whole keeps its marks`() async throws {
        var sample = try BackfilledDay(seed: 5, from: Self.now)
        for _ in 0..<40 {
            _ = try sample.poll()
            _ = sample.fill()
        }
        try await open().write(sample.day.stored())
        #expect(sample.agrees(with: Self.day(try await open().load(from: sample.first))))
    }
}
