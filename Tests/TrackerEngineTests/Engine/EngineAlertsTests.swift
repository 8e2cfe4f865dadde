import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// Alerts through a whole engine, with an addressee that keeps what it is given.
@Suite(.timeLimit(.minutes(5)))
struct EngineAlertsTests {
    private static let start = EngineStoreTests.start

    /// Keeps batches, and gives the memory of the last one back when the engine leads again.
    final class Keeper: EffectChannel {
        private let told = Mutex<[AlertBatch]>([])

        init(_ batches: [AlertBatch] = []) { told.withLock { $0 = batches } }

        var batches: [AlertBatch] { told.withLock { $0 } }
        var events: [AlertEvent] { batches.flatMap(\.events) }

        func begin(for engine: Engine) async {
            if let memory = batches.last?.memory { await engine.restoreAlerts(memory) }
        }

        func accept(_ effects: [EngineEffect], from state: inout EngineState) {
            for case .alerts(let batch) in effects { told.withLock { $0.append(batch) } }
        }
    }

    /// Polls some minutes whose prices are given, and ends.
    private static func run(
        _ amounts: [Double], from start: Timestamp, _ store: MemoryStore, _ keeper: Keeper,
        _ rules: [AlertRule]
    ) async throws {
        let clock = ManualClock(start)
        let instrument = try Samples.instrument(0)
        let first = Minute(containing: start)
        let source = FakeSource(markets: [instrument.market]) { now in
            let place = first.distance(to: Minute(containing: now))
            guard let price = try? Price(amounts[min(place, amounts.count - 1)]) else {
                return .failure(.cancelled)
            }
            return .success(Poll(quotes: [Quote(instrument, price)]))
        }
        var configuration = EngineConfiguration()
        configuration.alerts = rules
        let engine = Engine(
            configuration: configuration, sources: [source],
            store: .writer(MemoryJournal(store)), clock: clock, channels: [keeper])
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            for _ in amounts.dropFirst() {
                await clock.sleepers(2)
                clock.advance(by: .seconds(60))
            }
            await clock.sleepers(2)
            group.cancelAll()
        }
    }

    @Test func `a crossing reaches its addressee, and an engine that goes on says it once`()
        async throws
    {
        let rules = [try AlertPolls.rule("last>100") { $0.coolDown = 0 }]
        let (store, keeper) = (MemoryStore(), Keeper())
        try await Self.run([99, 101, 102], from: Self.start, store, keeper, rules)
        #expect(keeper.events.map(\.price?.amount) == [101])
        let later = Self.start + .seconds(180)
        try await Self.run([103, 80, 101], from: later, store, keeper, rules)
        #expect(keeper.events.map(\.price?.amount) == [101, 101])
        let minutes = keeper.events.map { Minute(containing: Self.start).distance(to: $0.minute) }
        #expect(minutes == [1, 5])
    }

    @Test func `without rules its addressee is given nothing`() async throws {
        let keeper = Keeper()
        try await Self.run([99, 101], from: Self.start, MemoryStore(), keeper, [])
        #expect(keeper.batches.isEmpty)
    }
}
