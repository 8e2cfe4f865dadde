import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(1)))
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
}
