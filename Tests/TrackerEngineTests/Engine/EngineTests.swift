import Dispatch
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct EngineTests {
    static let start = Timestamp(milliseconds: 1_630_152_017_000)  // 12:00:17

    static func quotes(_ now: Timestamp) -> Result<Poll, QuoteError> {
        guard let instrument = try? Samples.instrument(0),
            let price = try? Price(Double(now.unixSeconds % 1000))
        else { return .failure(.cancelled) }
        return .success(Poll(quotes: [Quote(instrument, price)]))
    }

    @Test func `it polls at once, then on the minute, and skips what it slept through`() async {
        let clock = ManualClock(Self.start)
        let source = FakeSource(answer: Self.quotes)
        let engine = Engine(sources: [source], store: .none(reason: "test"), clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            clock.advance(by: .seconds(43))
            await clock.sleepers(2)
            clock.advance(by: .seconds(600))  // a suspended machine
            await clock.sleepers(2)
            group.cancelAll()
        }
        let seconds = source.polls.map { ($0 - Self.start).wholeMilliseconds / 1000 }
        #expect(seconds == [0, 43, 643])
    }

    @Test func `a source that fails costs only its own quotes`() async throws {
        let clock = ManualClock(Self.start)
        let good = FakeSource(name: "good", answer: Self.quotes)
        let bad = FakeSource(name: "bad") { _ in
            .failure(.unreachable(host: "h", reason: "timed out"))
        }
        let engine = Engine(sources: [bad, good], store: .none(reason: "test"), clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(3)
            group.cancelAll()
        }
        let snapshot = engine.snapshot
        #expect(snapshot.window.instruments == [try Samples.instrument(0)])
        #expect(snapshot.sources.map { $0.failure != nil } == [true, false])
    }

    @Test func `readers get the newest snapshot, each on a stream of its own`() async {
        let clock = ManualClock(Self.start)
        let engine = Engine(
            sources: [FakeSource(answer: Self.quotes)], store: .none(reason: "test"), clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(2)
            group.cancelAll()
        }
        for _ in 0..<2 {
            var reader = engine.snapshots().makeAsyncIterator()
            #expect(await reader.next()?.window.instruments.count == 1)
        }
    }

    @Test func `a source that works hard on its answer does not hold up the others`() async {
        let clock = ManualClock(Self.start)
        let asked = DispatchSemaphore(value: 0)
        let light = FakeSource(name: "light") { now in
            asked.signal()
            return Self.quotes(now)
        }
        let heavy = FakeSource(name: "heavy") { now in
            asked.wait()
            return Self.quotes(now)
        }
        let engine = Engine(sources: [heavy, light], store: .none(reason: "test"), clock: clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(3)
            group.cancelAll()
        }
        #expect(engine.snapshot.sources.allSatisfy { $0.lastSuccess != nil })
    }

    @Test func `two sources with one market: the second serves while the first fails`()
        async throws
    {
        let clock = ManualClock(Self.start)
        let outage = QuoteError.unreachable(host: "h", reason: "timed out")
        let first = FakeSource(name: "first", markets: [.kraken]) { _ in .failure(outage) }
        let second = FakeSource(name: "second", markets: [.kraken], answer: Self.quotes)
        let engine = Engine(
            sources: [first, second], store: .none(reason: "test"), clock: clock,
            random: SeededGenerator(seed: 1))
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            await clock.sleepers(3)
            #expect(engine.snapshot.providers == [.kraken: 1])
            #expect(engine.snapshot.window.minutesHeld == 1)
            first.answer(Self.quotes)
            clock.advance(by: .seconds(43))
            await clock.sleepers(3)
            group.cancelAll()
        }
        #expect(engine.snapshot.providers == [.kraken: 0])
        #expect(engine.snapshot.window.minutesHeld == 2)
        #expect(engine.snapshot.sources.map(\.requests.count) == [2, 2])
    }

    @Test func `the wait after a failure is drawn from the generator that was given`() async {
        var dues: Set<Timestamp?> = []
        for seed in UInt64(1)...8 {
            let clock = ManualClock(Self.start)
            let source = FakeSource { _ in
                .failure(.refused(host: "h", status: 429, retryAfter: nil))
            }
            let engine = Engine(
                sources: [source], store: .none(reason: "test"), clock: clock,
                random: SeededGenerator(seed: seed))
            await withTaskGroup { group in
                group.addTask { await engine.run() }
                await clock.sleepers(2)
                group.cancelAll()
            }
            var random = SeededGenerator(seed: seed)
            var schedule = PollSchedule()
            schedule.failed(
                .refused(host: "h", status: 429, retryAfter: nil), at: Self.start,
                chance: Double.random(in: 0..<1, using: &random))
            let due = engine.snapshot.sources.first?.nextPoll
            #expect(due == schedule.due(at: Self.start))
            dues.insert(due)
        }
        #expect(dues.count == 8)
    }
}
