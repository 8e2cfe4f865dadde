import TestSupport
import Testing

@testable import TrackerEngine

/// What a journal promises, held by each that there is.
@Suite(.timeLimit(.minutes(5)))
struct MinuteJournalTests {
    static let now = RollingDayTests.now.hour.start.advanced(by: 21)
    static let first = now.windowStart
    static let clock = ManualClock(now.start)

    static func quote(_ number: Int, _ amount: Double, market: String = "kraken") throws -> Quote {
        Quote(try Samples.instrument(number, market: market), try Price(amount))
    }

    static func batch(_ offset: Int, _ quotes: Quote...) -> Batch {
        Batch(minute: now.advanced(by: offset), quotes: quotes)
    }

    /// A verb, and what it makes of a day in memory.
    enum Step: Sendable {
        case append(Batch)
        case amend([Batch])
        case backfill([Backfill])
        case seal([SealedHour])
        case write(StoredDay)
        case prune(before: Minute)
        /// Reads all there is, in parts and whole.
        case read

        private var verb: Int {
            switch self {
            case .append: 0
            case .amend: 1
            case .backfill: 2
            case .seal: 3
            case .write: 4
            case .prune: 5
            case .read: 6
            }
        }

        /// The last step of each verb, in their order.
        static func lastOfEach(_ steps: [Step]) -> [Step] {
            var seen: Set<Int> = []
            return steps.reversed().filter { seen.insert($0.verb).inserted }.reversed()
        }

        /// Does it again after each failure, as the engine does.
        func insist(on journal: any MinuteJournal) async throws {
            while true {
                do throws(StoreError) {
                    return try await run(on: journal)
                } catch .cannotWrite, .cannotRead {
                    try Task.checkCancellation()
                }
            }
        }

        func run(on journal: any MinuteJournal) async throws(StoreError) {
            switch self {
            case .append(let batch): try await journal.append(batch)
            case .amend(let batches): try await journal.amend(batches)
            case .backfill(let parts): try await journal.backfill(parts)
            case .seal(let hours): try await journal.seal(hours)
            case .write(let day): try await journal.write(day)
            case .prune(let first): try await journal.prune(before: first)
            case .read:
                for market in try await journal.contents() {
                    _ = try await journal.load([market.market], from: MinuteJournalTests.first)
                }
                _ = try await journal.load(from: MinuteJournalTests.first)
            }
        }
    }

    /// What an engine tells its journal in some minutes, and the day that it has then.
    static func life(_ seed: UInt64, minutes: Int = 200) throws -> (steps: [Step], day: RollingDay)
    {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        var steps: [Step] = []
        let names = try (0..<9).map { try Samples.instrument($0, market: "market\($0 % 3)") }
        var minute = now.advanced(by: -minutes)
        while minute <= now {
            let quotes = try names.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
                .map { Quote($0, try Price(Double(Int.random(in: 0...999, using: &random)) / 10)) }
            let batch = Batch(minute: minute, quotes: quotes)
            if Int.random(in: 0..<4, using: &random) > 0 {
                day.ingest(batch)
                steps.append(.append(batch))
            } else {
                day.ingest(batch)
                steps.append(.amend([batch]))
            }
            if Int.random(in: 0..<9, using: &random) == 0 {
                let amounts = (0..<20).map { _ in Double(Int.random(in: 1...99, using: &random)) }
                let part = Backfill(
                    names[Int.random(in: 0..<9, using: &random)],
                    Series(start: minute.advanced(by: -200), amounts: amounts), isCoarse: false)
                let taken = day.backfill(part, sealedBefore: minute)
                if let taken { steps.append(.backfill([taken])) }
            }
            let hours = day.seal(before: minute.advanced(by: -5))
            if !hours.isEmpty { steps.append(.seal(hours)) }
            minute = minute.advanced(by: Int.random(in: 1...6, using: &random))
        }
        return (steps, day)
    }

    /// The day in parts, as the engine reads it.
    static func parts(of store: any StoredDayParts) async throws -> StoredPrices {
        var all = StoredDay()
        for market in try await store.contents() {
            let part = try await store.load([market.market], from: first)
            #expect(part.damage == nil)
            all.hours += part.hours
            all.backfills += part.backfills
            all.rows += part.rows
        }
        return all.prices(through: now)
    }

    @Test(arguments: JournalKind.allCases, UInt64(1)...4)
    func `a journal gives back the day that it was given, whole and in parts`(
        _ kind: JournalKind, seed: UInt64
    ) async throws {
        let (steps, day) = try Self.life(seed)
        let journal = try JournalStore(kind, clock: Self.clock).journal()
        for step in steps { try await step.run(on: journal) }
        let wanted = day.prices(through: Self.now)
        let stored = try await journal.load(from: Self.first)
        #expect(stored.recovery == nil && stored.damage == nil)
        #expect(stored.prices(through: Self.now) == wanted)
        #expect(try await Self.parts(of: journal) == wanted)
    }

    @Test(arguments: JournalKind.allCases)
    func `a call that failed has done nothing, and can be done again`(
        _ kind: JournalKind
    ) async throws {
        let (steps, day) = try Self.life(7, minutes: 70)
        // Every call of a long life would take long with a database: there one of each verb.
        let life = kind == .memory ? steps : Step.lastOfEach(steps)
        #expect(Step.lastOfEach(life).count == 4)
        let all =
            [.write(day.stored()), .read] + life + [.read, .prune(before: Self.first), .read]
        let sound = FailingJournal(try JournalStore(kind, clock: Self.clock).journal())
        for step in all { try await step.run(on: sound) }
        let calls = sound.count
        let wanted = try await sound.load(from: Self.first).prices(through: Self.now)
        #expect(!wanted.isEmpty)
        for call in 1...calls {
            let inner = try JournalStore(kind, clock: Self.clock).journal()
            let journal = FailingJournal(inner) { number, _ in number == call }
            for step in all { try await step.insist(on: journal) }
            #expect(journal.count > calls, "call \(call) did not fail")
            #expect(try await inner.load(from: Self.first).prices(through: Self.now) == wanted)
        }
    }

    @Test(arguments: JournalKind.lasting, UInt64(8)...10)
    func `a store that is opened again goes on, read before or not`(
        _ kind: JournalKind, seed: UInt64
    ) async throws {
        let (steps, day) = try Self.life(seed)
        var random = SeededGenerator(seed: seed)
        let store = try JournalStore(kind, clock: Self.clock)
        var journal = try store.journal()
        for step in steps {
            if Int.random(in: 0..<9, using: &random) == 0 {
                journal = try store.journal()
                if Bool.random(using: &random) { _ = try await journal.load(from: Self.first) }
                if Bool.random(using: &random) { _ = try await journal.contents() }
            }
            try await step.run(on: journal)
        }
        let stored = try await journal.load(from: Self.first)
        #expect(stored.recovery == nil && stored.damage == nil)
        #expect(stored.prices(through: Self.now) == day.prices(through: Self.now))
    }

    @Test(arguments: JournalKind.allCases)
    func `of one minute the later price wins, also within a batch and beside a packed hour`(
        _ kind: JournalKind
    ) async throws {
        let journal = try JournalStore(kind, clock: Self.clock).journal()
        try await journal.append(
            Self.batch(0, try Self.quote(0, 1), try Self.quote(1, 10), try Self.quote(0, 4)))
        try await journal.amend([Self.batch(0, try Self.quote(0, 2))])
        func amounts() async throws -> [Double] {
            var day = RollingDay()
            day.restore(try await journal.load(from: Self.first))
            return day.batch(at: Self.now).quotes.map(\.price.amount)
        }
        #expect(try await amounts() == [2, 10])
        var day = RollingDay()
        day.restore(try await journal.load(from: Self.first))
        try await journal.seal(day.sealedHours(Self.now.hour))
        #expect(try await amounts() == [2, 10])
        try await journal.amend([Self.batch(0, try Self.quote(0, 3))])
        #expect(try await amounts() == [3, 10])
    }

    @Test(arguments: JournalKind.allCases)
    func `a packed hour takes the place of its market's minutes only`(
        _ kind: JournalKind
    ) async throws {
        let journal = try JournalStore(kind, clock: Self.clock).journal()
        let other = try Self.quote(0, 7, market: "other")
        try await journal.append(Self.batch(0, try Self.quote(0, 1), try Self.quote(1, 2), other))
        var day = RollingDay()
        day.ingest(Self.batch(0, try Self.quote(1, 5)))
        try await journal.write(StoredDay(hours: day.sealedHours(Self.now.hour)))
        let stored = try await journal.load(from: Self.first).prices(through: Self.now)
        #expect(stored[try Samples.instrument(0)] == nil)
        #expect(stored[try Samples.instrument(1)] == [Self.now: 5.0.bitPattern])
        #expect(stored[other.instrument] == [Self.now: 7.0.bitPattern])
    }

    @Test(arguments: JournalKind.allCases)
    func `what is pruned is gone, with names that have no price left`(
        _ kind: JournalKind
    ) async throws {
        let journal = try JournalStore(kind, clock: Self.clock).journal()
        try await journal.append(Self.batch(-200, try Self.quote(0, 1), try Self.quote(1, 1)))
        try await journal.append(Self.batch(0, try Self.quote(1, 2)))
        try await journal.append(Batch(minute: Self.now, quotes: []))
        try await journal.prune(before: Self.now.advanced(by: -100))
        let stored = try await journal.load(from: Self.first).prices(through: Self.now)
        #expect(stored == [try Samples.instrument(1): [Self.now: 2.0.bitPattern]])
        #expect(
            try await journal.contents() == [StoredMarket(market: try Market("kraken"), pairs: 1)])
    }

    @Test(arguments: JournalKind.allCases)
    func `an empty store has no market and an empty day`(_ kind: JournalKind) async throws {
        let journal = try JournalStore(kind, clock: Self.clock).journal()
        #expect(try await journal.contents() == [])
        let stored = try await journal.load(from: Self.first)
        #expect(stored.hours.isEmpty && stored.rows.isEmpty && stored.backfills.isEmpty)
        try await journal.write(StoredDay())
        try await journal.amend([])
        #expect(try await journal.load(from: Self.first).rows.isEmpty)
    }

    @Test(arguments: JournalKind.lasting, UInt64(12)...14)
    func `who follows has at each look what has come since the last one`(
        _ kind: JournalKind, seed: UInt64
    ) async throws {
        let (steps, day) = try Self.life(seed)
        var random = SeededGenerator(seed: seed)
        let store = try JournalStore(kind, clock: Self.clock)
        let journal = try store.journal()
        let follower = store.follower()
        var followed = RollingDay()
        try await journal.write(StoredDay())
        for step in steps {
            try await step.run(on: journal)
            guard Int.random(in: 0..<4, using: &random) == 0 else { continue }
            if let news = try await follower.changes(from: Self.first) {
                #expect(news.damage == nil)
                followed.restore(news)
            }
            #expect(try await follower.changes(from: Self.first) == nil)
        }
        if let news = try await follower.changes(from: Self.first) { followed.restore(news) }
        #expect(followed.prices(through: Self.now) == day.prices(through: Self.now))
        #expect(try await Self.parts(of: store.follower()) == day.prices(through: Self.now))
    }

    @Test(arguments: JournalKind.lasting)
    func `who steps down reads along, and may lead again`(_ kind: JournalKind) async throws {
        let store = try JournalStore(kind, clock: Self.clock)
        let journal = try store.journal()
        try await journal.append(Self.batch(-1, try Self.quote(0, 1)))
        let follower = await journal.stepDown()
        #expect(follower.location == journal.location)
        #expect(try await follower.changes(from: Self.first)?.rows.count == 1)
        let next = try #require(try await follower.takeOver())
        try await next.append(Self.batch(0, try Self.quote(0, 2)))
        #expect(try await next.load(from: Self.first).rows.count == 2)
    }

    @Test func `a journal that was superseded writes nothing and says so`() async throws {
        let store = MemoryStore()
        let old = MemoryJournal(store)
        let new = store.supersede()
        #expect(throws: StoreError.superseded(place: "memory")) {
            try old.append(Self.batch(0, try Self.quote(0, 1)))
        }
        #expect(store.writes == 0)
        let follower: any JournalFollower = old.stepDown()
        #expect(try await follower.takeOver() == nil)
        _ = new.stepDown()
        #expect(try await follower.takeOver() != nil)
    }
}
