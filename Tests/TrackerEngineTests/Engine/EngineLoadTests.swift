import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct EngineLoadTests {
    static let start = EngineStoreTests.start
    static let now = Minute(containing: start)

    /// A stored day that says, at each part that is asked for, what readers see by then.
    actor Watched: MinuteJournal {
        nonisolated let location = "memory"
        nonisolated let engine = Mutex<Engine?>(nil)
        private let day: RollingDay
        private let damage: String?
        private(set) var seen: [(asked: [String], shown: [String], read: Int?)] = []
        private(set) var isReadWhole = false
        /// What readers see while the store is read as a whole.
        private(set) var shownMeanwhile: (loading: LoadingProgress?, notice: String?) = (nil, nil)
        /// The steps of the recovery that readers saw.
        private(set) var steps: [StoreProgress] = []
        private(set) var minutes: [Minute] = []

        init(_ day: RollingDay, damage: String? = nil) {
            self.day = day
            self.damage = damage
        }

        func contents() -> [StoredMarket] {
            day.marketNames.map { market in
                let pairs = day.pairs(of: market, since: Minute(index: 0)).count
                return StoredMarket(market: market, pairs: pairs)
            }
        }

        func load(_ markets: [Market], from first: Minute) -> StoredDay {
            let snapshot = engine.withLock { $0?.snapshot }
            seen.append(
                (
                    markets.map(\.name), snapshot?.window.markets.map(\.name) ?? [],
                    snapshot?.loading?.read
                ))
            var part = day.stored()
            part.hours.removeAll { !markets.contains($0.market) }
            part.rows.removeAll { !markets.contains($0.market) }
            part.damage = damage
            return part
        }

        func load(
            from first: Minute, telling: @escaping StoreProgressListener
        ) async -> StoredDay {
            isReadWhole = true
            let engine = engine.withLock { $0 }
            shownMeanwhile = (engine?.snapshot.loading, engine?.snapshot.notice)
            guard let snapshots = engine?.snapshots() else { return day.stored() }
            for stage in [StoreProgress.Stage.reading, .writing] {
                let step = StoreProgress(stage, rows: 3, all: 12)
                telling(step)
                for await snapshot in snapshots where snapshot.recovery == step {
                    steps.append(step)
                    break
                }
            }
            return day.stored()
        }

        func append(_ batch: Batch, noting report: StoreReport) { minutes.append(batch.minute) }
        func amend(_ batches: [Batch]) { minutes += batches.map(\.minute) }
        func backfill(_ parts: [Backfill]) {}
        func seal(_ hours: [SealedHour]) {}
        func note(_ report: StoreReport) {}
        func write(_ day: StoredDay) {}
        func prune(before first: Minute) {}
        func stepDown() -> any JournalFollower { MemoryStore().follower }
    }

    static func day() throws -> RollingDay {
        var day = RollingDay()
        for market in ["a", "b", "kraken"] {
            let quotes = try (0..<3).map {
                Quote(try Samples.instrument($0, market: market), try Price(Double($0 + 1)))
            }
            for back in (1...200).reversed() {
                day.ingest(Batch(minute: now.advanced(by: -back), quotes: quotes))
            }
        }
        _ = day.seal(before: now.advanced(by: -70))
        return day
    }

    static func live(_ journal: Watched, first: Market?) async -> Snapshot {
        let clock = ManualClock(start)
        var configuration = EngineConfiguration()
        configuration.firstMarket = first
        let engine = Engine(
            configuration: configuration, sources: [FakeSource(answer: EngineTests.quotes)],
            store: .writer(journal), clock: clock)
        journal.engine.withLock { $0 = engine }
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            group.cancelAll()
        }
        journal.engine.withLock { $0 = nil }
        return engine.snapshot
    }

    @Test func `the market that is looked at is there before the others are read`() async throws {
        let journal = Watched(try Self.day())
        let snapshot = await Self.live(journal, first: try Market("b"))
        let seen = await journal.seen
        #expect(seen.map(\.asked) == [["b"], ["a", "kraken"]])
        #expect(seen.map(\.shown) == [[], ["b"]])
        #expect(seen.map(\.read) == [0, 3])
        #expect(snapshot.loading == nil)
        #expect(Set(snapshot.window.markets.map(\.name)).isSuperset(of: ["a", "b", "kraken"]))
        #expect(snapshot.window.series(of: try Samples.instrument(1, market: "a"))?.count == 200)
        #expect(await journal.minutes == [Self.now])
        #expect(await !journal.isReadWhole)
    }

    @Test func `a part that cannot be read has the store read whole, and mended`() async throws {
        let journal = Watched(try Self.day(), damage: "a bad block")
        let snapshot = await Self.live(journal, first: nil)
        #expect(await journal.isReadWhole)
        // Readers are told meanwhile, and are not told any longer when all is well again.
        let meanwhile = await journal.shownMeanwhile
        #expect(meanwhile.loading == LoadingProgress(read: 0, all: 0))
        #expect(meanwhile.notice?.hasPrefix("the store is damaged") == true)
        #expect(await journal.steps.map(\.stage) == [.reading, .writing])
        #expect(snapshot.loading == nil && snapshot.notice == nil && snapshot.recovery == nil)
        #expect(snapshot.window.series(of: try Samples.instrument(1, market: "a"))?.count == 200)
    }

    @Test func `names that are none are counted over all parts of a store, each once`() throws {
        var state = EngineState(
            now: Self.start, sources: [], interval: .seconds(60), store: .memory(reason: "test"))
        let improper = try SQLiteJournalTests.improper()
        for (count, name) in improper.enumerated() {
            var part = StoredDay()
            part.leaveOut([name])
            for _ in 0..<2 { _ = state.loaded(part, progress: nil) }
            let notice = try #require(state.snapshot(isSimulated: false).notice)
            #expect(notice.hasPrefix("\(count + 1) stored pair"))
            #expect(notice.unicodeScalars.allSatisfy { !$0.isInvisible })
        }
    }

    @Test func `boards of markets that were there stay as they were worked out`() throws {
        var state = EngineState(
            now: Self.start, sources: [], interval: .seconds(60), store: .memory(reason: "test"))
        let whole = try Self.day().stored()
        for name in ["a", "b"] {
            var part = whole
            part.rows = []
            part.hours.removeAll { $0.market.name != name }
            let before = state.snapshot(isSimulated: false).window
            _ = state.loaded(part, progress: LoadingProgress(read: 3, all: 9))
            let after = state.snapshot(isSimulated: false)
            #expect(after.loading?.all == 9)
            #expect(after.window.markets.map(\.name).contains(name))
            if name == "b" { #expect(after.window.isUnchanged(try Market("a"), since: before)) }
        }
        #expect(state.loadingEnded().count == 1)
        #expect(state.snapshot(isSimulated: false).loading == nil)
        #expect(state.loadingEnded().isEmpty)
    }
}
