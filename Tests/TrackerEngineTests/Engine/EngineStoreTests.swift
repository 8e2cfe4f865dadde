import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct EngineStoreTests {
    static let start = Timestamp(milliseconds: 1_630_152_000_000)

    /// Lives through some minutes on a journal, one poll a minute.
    static func live(
        minutes: Int, on journal: any MinuteJournal, from start: Timestamp = start
    ) async -> Snapshot {
        await live(minutes: minutes, on: .writer(journal), from: start)
    }

    static func live(
        minutes: Int, on access: StoreAccess, from start: Timestamp = start
    ) async -> Snapshot {
        let clock = ManualClock(start)
        let source = FakeSource(answer: EngineTests.quotes)
        let engine = Engine(sources: [source], store: access, clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            for _ in 1..<max(2, minutes) {
                await clock.sleepers(2)
                clock.advance(by: .seconds(60))
            }
            await clock.sleepers(2)
            group.cancelAll()
        }
        return engine.snapshot
    }

    @Test func `every minute is in the journal, each once`() async {
        let store = MemoryStore()
        let snapshot = await Self.live(minutes: 10, on: MemoryJournal(store))
        let first = Minute(containing: Self.start)
        #expect(store.minutes == (0..<10).map { first.advanced(by: $0) })
        #expect(snapshot.store == .writing(place: "memory", through: first.advanced(by: 9)))
    }

    @Test(arguments: 1...12)
    func `a call that fails costs nothing but time`(call: Int) async {
        let store = MemoryStore()
        let journal = FailingJournal(MemoryJournal(store)) { number, _ in number == call }
        let snapshot = await Self.live(minutes: 12, on: journal)
        let first = Minute(containing: Self.start)
        let written = Set(store.minutes)
        #expect(written == Set((0..<12).map { first.advanced(by: $0) }))
        #expect(snapshot.window.minutesHeld == 12)
    }

    @Test(arguments: [FailingJournal.Kind.write, .read])
    func `a journal that never works leaves the day in memory and says why`(
        _ failing: FailingJournal.Kind
    ) async {
        let journal = FailingJournal(MemoryJournal()) { _, kind in kind == failing }
        let snapshot = await Self.live(minutes: 5, on: journal)
        #expect(snapshot.window.minutesHeld == 5)
        guard case .failing(_, let reason) = snapshot.store else {
            return #expect(Bool(false), "it says \(snapshot.store)")
        }
        #expect(reason.contains(failing == .write ? "the disk is full" : "the disk is gone"))
    }

    @Test func `a store that opens later takes what came meanwhile`() async {
        let store = MemoryStore()
        let journal = MemoryJournal(store)
        let tries = Mutex(0)
        let access = StoreAccess.failed(place: "memory", reason: "no room") {
            () throws(StoreError) in
            let count = tries.withLock { tries in
                tries += 1
                return tries
            }
            if count < 4 { throw .cannotOpen(place: "memory", reason: "no room") }
            return .writer(journal)
        }
        let snapshot = await Self.live(minutes: 8, on: access)
        let first = Minute(containing: Self.start)
        #expect(Set(store.minutes) == Set((0..<8).map { first.advanced(by: $0) }))
        #expect(snapshot.store == .writing(place: "memory", through: first.advanced(by: 7)))
    }

    @Test func `a store that cannot be opened says why in its newest words`() async {
        let tries = Mutex(0)
        let access = StoreAccess.failed(place: "p", reason: "at first") { () throws(StoreError) in
            let count = tries.withLock { tries in
                tries += 1
                return tries
            }
            throw .cannotOpen(place: "p", reason: "try \(count)")
        }
        let snapshot = await Self.live(minutes: 4, on: access)
        let reason = "\(StoreError.cannotOpen(place: "p", reason: "try \(tries.withLock { $0 })"))"
        #expect(snapshot.store == .failing(place: "p", reason: reason))
        #expect(snapshot.window.minutesHeld == 4)
    }

    @Test func `a store that another program has by the time it can be opened is followed`()
        async throws
    {
        let (clock, store) = (ManualClock(Self.start), MemoryStore())
        let source = FakeSource(answer: EngineTests.quotes)
        let other = MemoryJournal(store)
        let access = StoreAccess.failed(place: "memory", reason: "no room") {
            () throws(StoreError) in
            if store.writes == 0 { throw .cannotOpen(place: "memory", reason: "no room") }
            return .follower(store.follower)
        }
        let engine = Engine(sources: [source], store: access, clock: clock)
        let first = Minute(containing: Self.start)
        let quote = Quote(try Samples.instrument(1), try Price(3))
        try await withThrowingTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            try await other.append(Batch(minute: first, quotes: [quote]))
            clock.advance(by: .seconds(60))
            while engine.snapshot.window.latest(of: quote.instrument) == nil {
                try Task.checkCancellation()
                await Task.yield()
            }
            group.cancelAll()
        }
        #expect(engine.snapshot.store == .following(place: "memory"))
        // What was polled meanwhile is shown on.
        #expect(engine.snapshot.window.instruments.count == 2)
        #expect(store.writes == 1)
    }

    /// A store of another program that cannot be read; `see` is told of each look.
    private struct Unreadable: JournalFollower {
        let location = "p"
        let see: @Sendable () -> Void

        func contents() async throws(StoreError) -> [StoredMarket] {
            throw .cannotRead(place: location, reason: "at first")
        }
        func load(_ markets: [Market], from first: Minute) -> StoredDay { StoredDay() }
        func changes(from first: Minute) async throws(StoreError) -> StoredDay? {
            see()
            throw .cannotRead(place: location, reason: "later")
        }
        func takeOver() async throws(StoreError) -> (any MinuteJournal)? { nil }
    }

    @Test func `a store that cannot be followed says why, at the first look too`() async {
        let clock = ManualClock(Self.start)
        let seen = Mutex<[StoreHealth]>([])
        let engine = Mutex<Engine?>(nil)
        let follower = Unreadable {
            guard let health = engine.withLock({ $0?.snapshot.store }) else { return }
            seen.withLock { $0.append(health) }
        }
        let made = Engine(sources: [], store: .follower(follower), clock: clock)
        engine.withLock { $0 = made }
        await withTaskGroup { group in
            group.addTask { await made.run() }
            await clock.sleepers(1)
            clock.advance(by: .seconds(2))
            await clock.sleepers(1)
            group.cancelAll()
        }
        engine.withLock { $0 = nil }
        let reasons = ["at first", "later"].map {
            StoreHealth.failing(
                place: "p", reason: "\(StoreError.cannotRead(place: "p", reason: $0))")
        }
        #expect(Array(seen.withLock { $0 }.prefix(2)) == reasons)
        #expect(made.snapshot.store == reasons[1])
    }

    @Test(arguments: [30 * 3600, -30 * 3600])
    func `a start with a wrong clock finds the day when the clock is right`(seconds: Int) async {
        let journal = MemoryJournal()
        _ = await Self.live(minutes: 10, on: journal)
        let clock = ManualClock(Self.start + .seconds(seconds))
        let source = FakeSource(answer: EngineTests.quotes)
        let engine = Engine(sources: [source], store: .writer(journal), clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            clock.set(Self.start + .seconds(600))
            clock.wakeAll()
            await clock.sleepers(2)
            group.cancelAll()
        }
        #expect(engine.snapshot.window.minutesHeld >= 10)
    }

    @Test func `the next run shows the day of the last one`() async throws {
        let journal = MemoryJournal()
        _ = await Self.live(minutes: 10, on: journal)
        let later = Self.start + .seconds(3600)
        let snapshot = await Self.live(minutes: 1, on: journal, from: later)
        #expect(snapshot.window.minutesHeld >= 11)
        let muchLater = Self.start + .seconds(30 * 3600)
        let empty = await Self.live(minutes: 1, on: journal, from: muchLater)
        #expect(empty.window.minutesHeld == 2)
    }

    @Test func `damage that a write finds is recovered from while the engine runs`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("day.sqlite")
        let clock = ManualClock(Self.start)
        let engine = Engine(
            sources: [FakeSource(answer: EngineTests.quotes)],
            store: try StoreFile.open(path: path, clock: clock), clock: clock)
        var minutes = 1
        try await withThrowingTaskGroup { group in
            group.addTask { await engine.run() }
            while minutes < 6 || engine.snapshot.notice == nil {
                await clock.sleepers(2)
                // The journal is behind the clock until it has said how it went.
                while engine.snapshot.store
                    == .writing(
                        place: path, through: Minute(containing: clock.now).advanced(by: -1))
                {
                    try Task.checkCancellation()
                    await Task.yield()
                }
                if minutes == 3 {
                    try Connection(path: path, mode: .readWrite).run("DROP TABLE tally")
                }
                clock.advance(by: .seconds(60))
                minutes += 1
            }
            await clock.sleepers(2)
            group.cancelAll()
        }
        #expect(engine.snapshot.notice?.hasPrefix("damaged store kept as \(path)") == true)
        let stored = try StoreFile.read(path: path, from: Minute(containing: Self.start))
        #expect(stored.damage == nil)
        var day = RollingDay()
        day.restore(stored)
        let first = Minute(containing: Self.start)
        #expect(
            day.minutesHeld(from: first, through: first.advanced(by: minutes - 1)) == minutes)
    }

    /// What a damaged store has lost when it is recovered.
    enum Loss: CaseIterable, Sendable {
        case nothing, minutes, hours, backfills, everything

        func apply(to path: String) throws {
            let connection = try Connection(path: path, mode: .readWrite)
            if self == .minutes || self == .everything { try connection.run("DELETE FROM minute") }
            if self == .hours || self == .everything {
                try connection.run("UPDATE hour SET chunks = x'00'")
            }
            if self == .backfills || self == .everything {
                try connection.run("DELETE FROM backfill")
            }
            // Without it no write goes on.
            try connection.run("DROP TABLE tally")
        }
    }

    /// A day before the start: packed hours, single minutes, and fetched prices.
    private static func write(to path: String) async throws {
        let now = Minute(containing: start)
        var day = RollingDay()
        for offset in -300..<0 where offset % 7 != 0 {
            let quotes = try (0..<6).map {
                Quote(
                    try Samples.instrument($0, market: "market\($0 % 2)"),
                    try Price(Double((offset + 400) * ($0 + 1)) / 8))
            }
            day.ingest(Batch(minute: now.advanced(by: offset), quotes: quotes))
        }
        let amounts = (0..<500).map { Double($0 + 1) }
        for number in 0..<3 {
            let part = Backfill(
                try Samples.instrument(number, market: "market\(number % 2)"),
                Series(start: now.advanced(by: -600), amounts: amounts), isCoarse: number == 0)
            _ = day.backfill(part, sealedBefore: now.hour.start)
        }
        _ = day.seal(before: now.hour.start)
        let journal = try SQLiteJournal(path: path, lock: nil, clock: ManualClock(start))
        try await journal.write(day.stored())
    }

    @Test(arguments: Loss.allCases)
    func `what the day has and a recovered store lacks is written again`(
        _ loss: Loss
    ) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("day.sqlite")
        try await Self.write(to: path)
        let clock = ManualClock(Self.start)
        let engine = Engine(
            sources: [FakeSource(answer: EngineTests.quotes)],
            store: try StoreFile.open(path: path, clock: clock), clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            var minutes = 0
            while minutes < 4 || engine.snapshot.notice == nil {
                await clock.sleepers(2)
                if minutes == 2 {
                    #expect(throws: Never.self) { try loss.apply(to: path) }
                }
                clock.advance(by: .seconds(60))
                minutes += 1
            }
            await clock.sleepers(2)
            group.cancelAll()
        }
        let window = engine.snapshot.window
        let stored = try StoreFile.read(path: path, from: window.first)
        #expect(stored.damage == nil)
        #expect(stored.prices(through: window.last) == window.day.prices(through: window.last))
        var day = RollingDay()
        day.restore(stored)
        for instrument in window.instruments {
            let coverage = day.coverage(of: instrument, through: window.last)
            #expect(coverage == window.coverage(of: instrument), "\(instrument)")
        }
    }
}
