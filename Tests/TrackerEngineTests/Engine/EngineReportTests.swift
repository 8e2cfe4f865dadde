import TestSupport
import Testing

@testable import TrackerEngine

/// What the engine journals beside prices, and what those who read along see of it.
@Suite(.timeLimit(.minutes(5)))
struct EngineReportTests {
    static let noon = EngineStateTests.noon
    static let minute = EngineStateTests.minute

    static func poll(_ traded: Double) throws -> Poll {
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        return Poll(quotes: [
            Quote(
                instrument, try Price(100), traded: try Traded(traded, in: .base), baseLength: 3)
        ])
    }

    static func state() -> EngineState {
        var state = EngineStateTests.state()
        _ = state.journalWasRead(
            from: minute.windowStart, .writing(place: "p", through: nil))
        return state
    }

    static func reports(_ effects: [EngineEffect]) -> [StoreReport] {
        EngineStateTests.writes(effects).compactMap { write in
            switch write {
            case .append(_, let report), .note(let report): report.isEmpty ? nil : report
            default: nil
            }
        }
    }

    @Test func `a minute is followed by one report, a market's tickers come about hourly`() throws {
        var state = Self.state()
        var tickers: [Int] = []
        for offset in 0..<130 {
            let now = Self.noon + .seconds(60 * offset)
            _ = state.advance(to: now)
            let effects = state.received(
                try Self.poll(Double(offset)), from: 0, startedAt: now, at: now + .seconds(1))
            let reports = Self.reports(effects)
            // With the prices, in one transaction.
            #expect(EngineStateTests.writes(effects).count == 1)
            #expect(reports.count == 1)
            #expect(reports.first?.sources?.map(\.health.lastSuccess) == [now + .seconds(1)])
            #expect(reports.first?.sources?.map(\.markets) == [[.kraken]])
            if let told = reports.first?.tickers, !told.isEmpty {
                tickers.append(offset)
                #expect(told.map(\.minute) == [Minute(containing: now)])
                #expect(
                    told.flatMap(\.tickers).map(\.traded) == [
                        try Traded(Double(offset), in: .base)
                    ])
            }
            #expect(Self.reports(state.advance(to: now + .seconds(40))).isEmpty)
        }
        #expect(tickers == [0, 60, 120])
        let last = Self.reports(state.finish())
        #expect(last.flatMap(\.tickers).flatMap(\.tickers).map(\.traded?.amount) == [129])
    }

    @Test func `a minute in which nobody answers has a report too`() throws {
        var state = Self.state()
        let failure = QuoteError.unreachable(host: "h", reason: "timed out")
        _ = state.failed(failure, from: 0, at: Self.noon + .seconds(1))
        let effects = state.advance(to: Self.noon + .seconds(60))
        #expect(Self.reports(effects).map { $0.sources?.map(\.health.failure?.times) } == [[1]])
    }

    @Test(arguments: [true, false])
    func `a report that was not written is written with the next minute`(
        isWithPrices: Bool
    ) throws {
        var state = Self.state()
        let first = Self.reports(
            state.received(
                try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1)))
        #expect(first.map(\.tickers.count) == [1])
        let error = StoreError.cannotWrite(place: "p", reason: "the disk is full")
        let report = try #require(first.first)
        let minute = Batch(minute: Self.minute, quotes: try Self.poll(1).quotes)
        let write = isWithPrices ? JournalEffect.append(minute, report) : .note(report)
        _ = state.notStored(write, at: "p", error)
        let next = Self.noon + .seconds(60)
        _ = state.advance(to: next)
        let second = state.received(
            try Self.poll(2), from: 0, startedAt: next, at: next + .seconds(1))
        #expect(Self.reports(second).map(\.tickers.count) == [1])
    }

    @Test func `nothing is reported before the stored day was read, or without a store`() throws {
        for state in [
            EngineStateTests.state(),
            EngineState(
                now: Self.noon, sources: [SourceHealth(name: "s", address: "a")],
                interval: .seconds(60), store: .memory(reason: "test")),
        ] {
            var state = state
            let effects = state.received(
                try Self.poll(1), from: 0, startedAt: Self.noon, at: Self.noon + .seconds(1))
            #expect(Self.reports(effects + state.finish()).isEmpty)
        }
    }

    @Test func `who reads along sees the sources of the one that writes until it leads`() throws {
        var state = EngineState(
            now: Self.noon, sources: [SourceHealth(name: "own", address: "a")],
            interval: .seconds(60), store: .following(place: "p"))
        #expect(state.snapshot(isSimulated: false).sources.map(\.name) == ["own"])
        var health = SourceHealth(name: "theirs", address: "b")
        health.lastSuccess = Self.noon
        var stored = StoredDay()
        stored.sources = [
            StoredSource(SourceHealth(name: "first", address: "c"), markets: []),
            StoredSource(health, markets: [.kraken]),
        ]
        _ = state.restored(stored)
        let snapshot = state.snapshot(isSimulated: false)
        #expect(snapshot.sources.map(\.name) == ["first", "theirs"])
        #expect(snapshot.source(of: .kraken) == health)
        // What comes later without a word about them changes nothing.
        _ = state.restored(StoredDay())
        #expect(state.snapshot(isSimulated: false).sources.count == 2)
        _ = state.leads(.writing(place: "p", through: nil))
        #expect(state.snapshot(isSimulated: false).sources.map(\.name) == ["own"])
        // What an earlier run said of its sources is no news to a program that asks them itself.
        _ = state.restored(stored)
        #expect(state.snapshot(isSimulated: false).sources.map(\.name) == ["own"])
    }

    @Test func `a second program has base, quote, turnover and the health of sources`() async throws
    {
        let (clock, store) = (ManualClock(Self.noon), MemoryStore())
        let source = FakeSource(name: "kraken", markets: [.kraken]) { _ in
            do { return .success(try Self.poll(7)) } catch { return .failure(.cancelled) }
        }
        let journal = try #require(store.lead())
        let writer = Engine(sources: [source], store: .writer(journal), clock: clock)
        let reader = Engine(
            sources: [FakeSource(name: "other", answer: EngineTests.quotes)],
            store: .follower(store.follower), clock: clock)
        await withTaskGroup { group in
            group.addTask { await writer.run() }
            await clock.sleepers(2)
            group.addTask { await reader.run() }
            await clock.sleepers(3)
            clock.advance(by: .seconds(2))
            await clock.sleepers(3)
            group.cancelAll()
        }
        let snapshot = reader.snapshot
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        #expect(snapshot.assets(of: instrument) == Assets(base: "btc", quote: "usd"))
        #expect(snapshot.sources.map(\.name) == ["kraken"])
        #expect(snapshot.source(of: .kraken)?.quotes == 1)
    }
}
