import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// Follow, lead, follow: a store that other programs write in turn.
@Suite(.timeLimit(.minutes(5)))
struct EngineTermTests {
    /// Six minutes before an hour, so that one is packed and one pruned on the way.
    static let start = Timestamp(milliseconds: 1_630_152_000_000 - 6 * 60_000)
    static let first = Minute(containing: start)

    /// The one price that every program polls at a minute.
    static func quotes(at minute: Minute) throws -> [Quote] {
        [Quote(try Samples.instrument(0), try Price(Double(minute.index % 1000) + 1))]
    }

    static func poll(_ now: Timestamp) -> Result<Poll, QuoteError> {
        guard let quotes = try? quotes(at: Minute(containing: now)) else {
            return .failure(.cancelled)
        }
        return .success(Poll(quotes: quotes))
    }

    /// The other program: takes the store over, and writes the price of each minute.
    final class Other: Sendable {
        let store: MemoryStore
        private let clock: ManualClock
        private let journal = Mutex<MemoryJournal?>(nil)

        init(_ store: MemoryStore, _ clock: ManualClock) {
            self.store = store
            self.clock = clock
        }

        var isLeading: Bool { journal.withLock { $0 != nil } }

        func takeOver() throws(StoreError) {
            let new = store.supersede()
            journal.withLock { $0 = new }
            try write(at: Minute(containing: clock.now))
        }

        /// Writes the price of a minute, unless it does not lead.
        func write(at minute: Minute) throws(StoreError) {
            guard let journal = journal.withLock({ $0 }),
                let quotes = try? EngineTermTests.quotes(at: minute)
            else { return }
            try journal.append(Batch(minute: minute, quotes: quotes))
        }

        func end() {
            let old = journal.withLock { journal in
                defer { journal = nil }
                return journal
            }
            _ = old?.stepDown()
        }
    }

    /// A journal that another program takes over right before one of its calls.
    ///
    /// It counts what is asked of it once it has said so.
    final class Contested: MinuteJournal {
        private let journal: any MinuteJournal
        private let other: Other
        private let fatal: Int
        private let state = Mutex((calls: 0, isOver: false, late: 0))

        init(_ journal: any MinuteJournal, _ other: Other, at fatal: Int) {
            self.journal = journal
            self.other = other
            self.fatal = fatal
        }

        var location: String { journal.location }
        /// Calls that came after it had thrown.
        var lateCalls: Int { state.withLock { $0.late } }
        var isSuperseded: Bool { state.withLock { $0.isOver } }

        private func check() throws(StoreError) {
            let isNow = state.withLock { state in
                state.calls += 1
                if state.isOver { state.late += 1 }
                let isNow = state.calls == fatal
                state.isOver = state.isOver || isNow
                return isNow
            }
            guard isNow else { return }
            try other.takeOver()
            throw .superseded(place: location)
        }

        func append(_ batch: Batch, noting report: StoreReport) async throws(StoreError) {
            try check()
            try await journal.append(batch, noting: report)
        }
        func amend(_ batches: [Batch]) async throws(StoreError) {
            try check()
            try await journal.amend(batches)
        }
        func backfill(_ parts: [Backfill]) async throws(StoreError) {
            try check()
            try await journal.backfill(parts)
        }
        func seal(_ hours: [SealedHour]) async throws(StoreError) {
            try check()
            try await journal.seal(hours)
        }
        func note(_ report: StoreReport) async throws(StoreError) {
            try check()
            try await journal.note(report)
        }
        func write(_ day: StoredDay) async throws(StoreError) {
            try check()
            try await journal.write(day)
        }
        func prune(before first: Minute) async throws(StoreError) {
            try check()
            try await journal.prune(before: first)
        }
        func contents() async throws(StoreError) -> [StoredMarket] {
            try check()
            return try await journal.contents()
        }
        func load(_ markets: [Market], from first: Minute) async throws(StoreError) -> StoredDay {
            try check()
            return try await journal.load(markets, from: first)
        }
        func load(
            from first: Minute, telling: @escaping StoreProgressListener
        ) async throws(StoreError) -> StoredDay {
            try check()
            return try await journal.load(from: first, telling: telling)
        }
        func stepDown() async -> any JournalFollower { await journal.stepDown() }
    }

    /// An engine on a store that has two minutes of the day before.
    struct Stage {
        let clock = ManualClock(EngineTermTests.start)
        let store = MemoryStore()
        let source = FakeSource(markets: [.kraken], answer: EngineTermTests.poll)
        let other: Other
        let contested: Contested
        let engine: Engine

        init(supersededAt call: Int) throws {
            other = Other(store, clock)
            let journal = MemoryJournal(store)
            for offset in [-600, -599] {
                let minute = EngineTermTests.first.advanced(by: offset)
                try journal.append(Batch(minute: minute, quotes: try quotes(at: minute)))
            }
            contested = Contested(journal, other, at: call)
            engine = Engine(sources: [source], store: .writer(contested), clock: clock)
        }

        var isFollowing: Bool {
            if case .following = engine.snapshot.store { true } else { false }
        }

        /// Lets the clock go on to the next minute; returns when all is quiet in it.
        func minute() async throws {
            clock.set(Minute(containing: clock.now).next.start)
            try await settle()
        }

        /// Returns when the price of this minute is stored, and everybody sleeps.
        ///
        /// A poll that is still on its way when the clock goes on ends in the next minute, and is the
        /// last one of that.
        func settle() async throws {
            let now = Minute(containing: clock.now)
            while !isQuiet(at: now) {
                try Task.checkCancellation()
                try other.write(at: now)
                // A follower looks again within the minute.
                if isFollowing, let alarm = clock.nextAlarm, Minute(containing: alarm) == now {
                    clock.set(alarm)
                }
                await Task.yield()
            }
        }

        private func isQuiet(at now: Minute) -> Bool {
            switch engine.snapshot.store {
            case .following:
                other.isLeading && engine.snapshot.window.newest == now && clock.sleeping == 1
            case .writing(_, let through):
                // The minutes, and the source.
                !other.isLeading && through == now && clock.sleeping == 2
            case .memory, .failing: false
            }
        }

        func until(_ isSo: () -> Bool) async throws {
            while !isSo() {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }

    @Test(arguments: 1...20)
    func `taken over at any call, it writes no more, polls no more, and loses no price`(call: Int)
        async throws
    {
        let stage = try Stage(supersededAt: call)
        var pollsMeanwhile = 0
        try await withThrowingTaskGroup { group in
            group.addTask { await stage.engine.run() }
            try await stage.settle()
            for _ in 0..<18 { try await stage.minute() }
            // The other one leads for some minutes more, then ends.
            try await stage.until { stage.isFollowing }
            let before = stage.source.polls.count
            for _ in 0..<4 { try await stage.minute() }
            pollsMeanwhile = stage.source.polls.count - before
            stage.other.end()
            for _ in 0..<4 { try await stage.minute() }
            group.cancelAll()
        }
        #expect(stage.contested.lateCalls == 0)
        #expect(pollsMeanwhile == 0)
        try Self.expectWholeDay(stage)
    }

    /// Readers and the store have each minute since the start, and each once.
    static func expectWholeDay(_ stage: Stage) throws {
        let now = Minute(containing: stage.clock.now)
        let window = stage.engine.snapshot.window
        let series = try #require(window.series(of: try Samples.instrument(0)))
        let minutes =
            [first.advanced(by: -600), first.advanced(by: -599)]
            + (0...first.distance(to: now)).map { first.advanced(by: $0) }
        for minute in minutes {
            let price = try quotes(at: minute)[0].price
            #expect(series[minute] == price, "\(first.distance(to: minute))")
        }
        #expect(window.minutesHeld == minutes.count)
        var stored = RollingDay()
        stored.restore(MemoryJournal(stage.store).load(from: now.windowStart) { _ in })
        let kept = try #require(stored.series(of: try Samples.instrument(0), through: now))
        #expect(minutes.allSatisfy { kept[$0] == series[$0] })
    }

    @Test func `readers keep their streams and their day while others write in turn`() async throws
    {
        let stage = try Stage(supersededAt: 4)
        let snapshots = stage.engine.snapshots()
        try await withThrowingTaskGroup { group in
            group.addTask { await stage.engine.run() }
            try await stage.settle()
            for _ in 0..<5 { try await stage.minute() }
            for _ in 0..<3 {
                try await stage.until { stage.isFollowing }
                #expect(await stage.engine.pollNow() == .following)
                stage.other.end()
                for _ in 0..<3 { try await stage.minute() }
                #expect(!stage.isFollowing)
                try stage.other.takeOver()
                for _ in 0..<3 { try await stage.minute() }
            }
            try await stage.until { stage.isFollowing }
            try await stage.minute()
            group.cancelAll()
        }
        var reader = snapshots.makeAsyncIterator()
        let last = try #require(await reader.next())
        #expect(last.window.minutesHeld == stage.engine.snapshot.window.minutesHeld)
        #expect(last.loading == nil)
        try Self.expectWholeDay(stage)
    }

    @Test func `two engines on one store: one polls at a time, and both show the same day`()
        async throws
    {
        let clock = ManualClock(Self.start)
        let store = MemoryStore()
        let sources = (0..<2).map { _ in FakeSource(markets: [.kraken], answer: Self.poll) }
        let journal = MemoryJournal(store)
        let engines = [
            Engine(sources: [sources[0]], store: .writer(journal), clock: clock),
            Engine(sources: [sources[1]], store: .follower(store.follower), clock: clock),
        ]
        await withTaskGroup { group in
            let leader = Task { await engines[0].run() }
            group.addTask { await engines[1].run() }
            for _ in 0..<5 {
                await clock.sleepers(3)
                clock.advance(by: .seconds(60))
            }
            await clock.sleepers(3)
            #expect(sources.map(\.polls.count) == [6, 0])
            leader.cancel()
            await leader.value
            _ = journal.stepDown()
            while sources[1].polls.isEmpty, !Task.isCancelled {
                await clock.sleepers(1)
                clock.advance(by: .seconds(2))
                await Task.yield()
            }
            await clock.sleepers(2)
            #expect(sources[0].polls.count == 6)
            group.cancelAll()
        }
        let series = try engines.map {
            try #require($0.snapshot.window.series(of: try Samples.instrument(0)))
        }
        for offset in 0..<6 {
            let minute = Self.first.advanced(by: offset)
            #expect(series[0][minute] != nil && series[0][minute] == series[1][minute])
        }
    }
}
