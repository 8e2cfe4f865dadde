import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// A source with a past that a test makes up.
final class FakePast: QuoteSource, CandleSource {
    let name = "fake"
    let address = "fake.test"
    let pause = Duration.milliseconds(100)
    let pairs: [Instrument]
    private let state = Mutex<[(instrument: Instrument, page: CandlePage)]>([])
    private let fails: @Sendable (Instrument) -> QuoteError?
    /// Whether its answers have no candle.
    private let isEmpty: Bool

    init(
        pairs: [Instrument], isEmpty: Bool = false,
        fails: @escaping @Sendable (Instrument) -> QuoteError? = { _ in nil }
    ) {
        self.pairs = pairs
        self.isEmpty = isEmpty
        self.fails = fails
    }

    var asked: [(instrument: Instrument, page: CandlePage)] { state.withLock { $0 } }
    var history: (any CandleSource)? { self }
    var markets: [Market] { [.kraken] }

    static func price(_ minute: Minute) -> Double { Double(minute.index % 1000) + 0.5 }

    func poll(at now: Timestamp) async throws(QuoteError) -> Poll {
        guard let price = try? Price(7) else { throw .cancelled }
        return Poll(quotes: pairs.map { Quote($0, price) })
    }

    func pages(
        of instrument: Instrument, covering minutes: ClosedRange<Minute>, at now: Timestamp
    ) -> [CandlePage] {
        guard pairs.contains(instrument) else { return [] }
        let middle = minutes.lowerBound.advanced(by: minutes.count / 2)
        return [
            CandlePage(middle...minutes.upperBound),
            CandlePage(minutes.lowerBound...middle.advanced(by: -1), step: 5),
        ]
    }

    func candles(
        of instrument: Instrument, on page: CandlePage, at now: Timestamp
    ) async throws(QuoteError) -> Backfill {
        state.withLock { $0.append((instrument, page)) }
        if let error = fails(instrument) { throw error }
        let amounts = page.minutes.map { minute in
            minute.index.isMultiple(of: page.step) && !isEmpty ? Self.price(minute) : .nan
        }
        return Backfill(
            instrument, Series(start: page.minutes.lowerBound, amounts: amounts),
            isCoarse: page.step > 1)
    }
}

@Suite(.timeLimit(.minutes(5)))
struct EngineBackfillTests {
    static let start = Timestamp(milliseconds: 1_630_152_017_000)

    static func engine(
        _ source: any QuoteSource, on clock: ManualClock, _ mode: BackfillProgress.Mode = .market,
        store: StoreAccess = .none(reason: "test"), day: RollingDay = RollingDay()
    ) -> Engine {
        var configuration = EngineConfiguration()
        configuration.backfill = mode
        return Engine(
            configuration: configuration, day: day, sources: [source], store: store, clock: clock)
    }

    /// Lives on, alarm by alarm, until the snapshot is as wanted; not into the next minute.
    static func live(
        _ engine: Engine, on clock: ManualClock, until isDone: (Snapshot) -> Bool
    ) async -> [Snapshot] {
        var seen = [engine.snapshot]
        while !isDone(engine.snapshot), !Task.isCancelled {
            await clock.sleepers(2)
            if let alarm = clock.nextAlarm, alarm < Minute(containing: start).next.start {
                clock.set(alarm)
            }
            await Task.yield()
            seen.append(engine.snapshot)
        }
        return seen + [engine.snapshot]
    }

    @Test func `what is looked at is filled, journalled and marked; what was polled stays`()
        async throws
    {
        let pairs = try (0..<3).map { try Samples.instrument($0) }
        let (clock, memory) = (ManualClock(Self.start), MemoryStore())
        let source = FakePast(pairs: pairs)
        let now = Minute(containing: Self.start)
        var day = RollingDay()
        day.ingest(
            Batch(minute: now.advanced(by: -7), quotes: [Quote(pairs[0], try Price(99))]))
        let engine = Self.engine(
            source, on: clock, store: .writer(MemoryJournal(memory)), day: day)
        var seen: [Snapshot] = []
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            await engine.look(at: Focus(instrument: pairs[0], order: pairs))
            seen = await Self.live(engine, on: clock) { snapshot in
                pairs.allSatisfy {
                    snapshot.window.coverage(of: $0)?.missing ?? 1440 < 600
                }
            }
            group.cancelAll()
        }
        // The half from candles of a minute, a fifth of the other one, and what was polled.
        let window = try #require(seen.last).window
        let coverage = try #require(window.coverage(of: pairs[0]))
        #expect(coverage.polled == 2)
        #expect(coverage.backfilled + coverage.coarse + coverage.polled + coverage.missing == 1440)
        #expect((717...721).contains(coverage.backfilled))
        #expect((143...145).contains(coverage.coarse))
        let series = try #require(window.series(of: pairs[0]))
        #expect(series[now.advanced(by: -7)]?.amount == 99)
        #expect(series[now]?.amount == 7)
        #expect(series[now.advanced(by: -1)]?.amount == FakePast.price(now.advanced(by: -1)))
        // What is looked at came first, and each page once.
        let asked = source.asked
        #expect(asked.prefix(2).map(\.instrument) == [pairs[0], pairs[0]])
        #expect(asked.count == 6)
        #expect(Set(asked.map { "\($0.instrument) \($0.page.step)" }).count == 6)
        let parts = memory.backfills
        #expect(Set(parts.map { "\($0.instrument) \($0.isCoarse)" }).count == 6)
        #expect(
            parts.allSatisfy { $0.series[now.advanced(by: -7)] == nil || $0.instrument != pairs[0] }
        )
        // The way there was shown.
        #expect(seen.contains { $0.backfill.pair == pairs[0] || $0.backfill.market == .kraken })
    }

    @Test func `a pair of yesterday that is gone does not keep a market from being done`()
        async throws
    {
        let pairs = try (0..<3).map { try Samples.instrument($0) }
        let clock = ManualClock(Self.start)
        let source = FakePast(pairs: [pairs[0], pairs[1]])
        var day = RollingDay()
        day.ingest(
            Batch(
                minute: Minute(containing: Self.start).advanced(by: -700),
                quotes: [Quote(pairs[2], try Price(9))]))
        let engine = Self.engine(source, on: clock, day: day)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            await engine.look(at: Focus(instrument: pairs[0], order: pairs))
            _ = await Self.live(engine, on: clock) { snapshot in
                snapshot.window.coverage(of: pairs[1])?.coarse ?? 0 > 0
                    && snapshot.backfill.market == nil
            }
            group.cancelAll()
        }
        #expect(source.asked.count == 4)
    }

    @Test func `what a source does not have is not asked for again`() async throws {
        let pairs = try (0..<4).map { try Samples.instrument($0) }
        let clock = ManualClock(Self.start)
        let source = FakePast(pairs: pairs, isEmpty: true)
        let engine = Self.engine(source, on: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            await engine.look(at: Focus(instrument: pairs[0], order: pairs))
            _ = await Self.live(engine, on: clock) { _ in
                source.asked.count == 8 && engine.snapshot.backfill.market == nil
            }
            // The market is looked through again, and again.
            for _ in 0..<40 {
                clock.advance(by: .seconds(60))
                for _ in 0..<4 {
                    await clock.sleepers(2)
                    await Task.yield()
                }
            }
            group.cancelAll()
        }
        #expect(source.asked.count == 8)
    }

    @Test func `a source that fails is told, and does not hold up the polls`() async throws {
        let pairs = [try Samples.instrument(0)]
        let clock = ManualClock(Self.start)
        let source = FakePast(pairs: pairs) { _ in .unreachable(host: "h", reason: "timed out") }
        let engine = Self.engine(source, on: clock)
        var last: Snapshot?
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            await engine.look(at: Focus(instrument: pairs[0], order: pairs))
            last = await Self.live(engine, on: clock) { $0.backfill.failure != nil }.last
            group.cancelAll()
        }
        #expect(last?.backfill.failure == "h: timed out")
        #expect(last?.sources[0].failure == nil)
    }

    @Test func `a follower fetches nothing`() async throws {
        struct Follower: JournalFollower {
            let location = "memory"
            func contents() -> [StoredMarket] { [] }
            func load(_ markets: [Market], from first: Minute) -> StoredDay { StoredDay() }
            func changes(from first: Minute) async throws(StoreError) -> StoredDay? { nil }
            func takeOver() async throws(StoreError) -> (any MinuteJournal)? { nil }
        }
        let pairs = [try Samples.instrument(0)]
        let clock = ManualClock(Self.start)
        let source = FakePast(pairs: pairs)
        let engine = Self.engine(source, on: clock, store: .follower(Follower()))
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(1)
            await engine.look(at: Focus(instrument: pairs[0], order: pairs))
            for _ in 0..<20 {
                await clock.sleepers(1)
                if let alarm = clock.nextAlarm { clock.set(alarm) }
            }
            group.cancelAll()
        }
        #expect(source.asked.isEmpty)
    }

    @Test func `off and view keep to what they say`() async throws {
        let pairs = try (0..<3).map { try Samples.instrument($0) }
        for (mode, count) in [(BackfillProgress.Mode.off, 0), (.view, 2)] {
            let clock = ManualClock(Self.start)
            let source = FakePast(pairs: pairs)
            let engine = Self.engine(source, on: clock, mode)
            await withTaskGroup { group in
                group.addTask { await engine.run() }
                await clock.sleepers(2)
                await engine.look(at: Focus(instrument: pairs[0], order: pairs))
                if mode == .view {
                    _ = await Self.live(engine, on: clock) {
                        $0.window.coverage(of: pairs[0])?.coarse ?? 0 > 0
                    }
                }
                for _ in 0..<3 {
                    clock.advance(by: .seconds(60))
                    await clock.sleepers(2)
                }
                group.cancelAll()
            }
            #expect(source.asked.count == count)
        }
    }
}
