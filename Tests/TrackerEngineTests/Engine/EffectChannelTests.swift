import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// Nobody waits for another one's addressee.
@Suite(.timeLimit(.minutes(5)))
struct EffectChannelTests {
    static let start = EngineStoreTests.start

    /// An addressee that was told of everything and never gets anything done.
    final class Hanging: EffectChannel {
        private let told = Mutex<[EngineEffect]>([])
        private let bell = Bell()
        let isAtWork = Atomic(false)

        var effects: [EngineEffect] { told.withLock { $0 } }

        func accept(_ effects: [EngineEffect], from state: inout EngineState) {
            told.withLock { $0 += effects }
        }

        func work(for engine: Engine) async {
            isAtWork.store(true, ordering: .relaxed)
            await bell.wait()
        }
    }

    /// A journal whose first write comes back only when it is let go.
    actor SlowJournal: MinuteJournal {
        nonisolated let location = "memory"
        nonisolated let gate = Bell()
        private(set) var minutes: [Minute] = []
        private var isFirst = true

        func append(_ batch: Batch, noting report: StoreReport) async {
            if isFirst {
                isFirst = false
                await gate.wait()
            }
            minutes.append(batch.minute)
        }
        func amend(_ batches: [Batch]) { minutes += batches.map(\.minute) }
        func backfill(_ parts: [Backfill]) {}
        func seal(_ hours: [SealedHour]) {}
        func note(_ report: StoreReport) {}
        func write(_ day: StoredDay) {}
        func prune(before first: Minute) {}
        func stepDown() -> any JournalFollower { MemoryStore().follower }
        func contents() -> [StoredMarket] { [] }
        func load(_ markets: [Market], from first: Minute) -> StoredDay { StoredDay() }
        func load(from first: Minute, telling: @escaping StoreProgressListener) -> StoredDay {
            StoredDay()
        }
    }

    static func engine(
        _ access: StoreAccess, _ channels: [any EffectChannel], _ clock: ManualClock
    ) -> Engine {
        Engine(
            sources: [FakeSource(answer: EngineTests.quotes)], store: access, clock: clock,
            channels: channels)
    }

    @Test func `readers do not wait for a store that hangs, and no minute is lost`() async {
        let (clock, journal) = (ManualClock(Self.start), SlowJournal())
        let engine = Self.engine(.writer(journal), [], clock)
        let first = Minute(containing: Self.start)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            for minute in 0..<6 {
                await clock.sleepers(2)
                #expect(engine.snapshot.window.minutesHeld == minute + 1)
                clock.advance(by: .seconds(60))
            }
            await clock.sleepers(2)
            #expect(await journal.minutes.isEmpty)
            #expect(engine.snapshot.store == .writing(place: "memory", through: nil))
            journal.gate.ring()
            group.cancelAll()
        }
        #expect(await journal.minutes == (0..<7).map { first.advanced(by: $0) })
    }

    @Test func `an addressee that hangs costs neither the journal nor the readers anything`() async
    {
        let (clock, store, hanging) = (ManualClock(Self.start), MemoryStore(), Hanging())
        let engine = Self.engine(.writer(MemoryJournal(store)), [hanging], clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            for _ in 0..<5 {
                await clock.sleepers(2)
                clock.advance(by: .seconds(60))
            }
            await clock.sleepers(2)
            group.cancelAll()
        }
        let isAtWork = hanging.isAtWork.load(ordering: .relaxed)
        #expect(isAtWork)
        #expect(engine.snapshot.window.minutesHeld == 6)
        let first = Minute(containing: Self.start)
        #expect(store.minutes == (0..<6).map { first.advanced(by: $0) })
    }

    @Test(arguments: [true, false])
    func `without a store, or with one that cannot be opened, the others are told all`(
        isThere: Bool
    ) async {
        let (clock, hanging) = (ManualClock(Self.start), Hanging())
        let access =
            isThere
            ? StoreAccess.failed(place: "p", reason: "no room") { () throws(StoreError) in
                throw .cannotOpen(place: "p", reason: "no room")
            } : .none(reason: "a demo")
        let engine = Self.engine(access, [hanging], clock)
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            for _ in 0..<3 {
                await clock.sleepers(2)
                clock.advance(by: .seconds(60))
            }
            await clock.sleepers(2)
            group.cancelAll()
        }
        let writes = EngineStateTests.words(hanging.effects).filter { $0.hasPrefix("append") }
        #expect(writes.count == 4)
        #expect(hanging.effects.contains { $0.isPublish })
    }
}
