import TestSupport
import Testing

@testable import TrackerEngine

/// The address that is asked while all is well, through a whole engine.
@Suite(.timeLimit(.minutes(5)))
struct AlertPostHeartbeatTests {
    private typealias Stage = AlertPostTests.Stage

    private static func source() throws -> FakeSource {
        let instrument = try Samples.instrument(0)
        let price = try Price(2)
        return FakeSource(markets: [instrument.market]) { _ in
            .success(Poll(quotes: [Quote(instrument, price)]))
        }
    }

    private static func nextMinute(_ stage: Stage) async {
        // The minutes, the polls, the post.
        await stage.clock.sleepers(3)
        stage.clock.advance(by: .seconds(60))
    }

    @Test(arguments: [["fast"], []])
    func `it is asked once a minute while prices come, also without a rule`(rules: [String])
        async throws
    {
        let heartbeat = FakeChannel()
        let stage = try Stage(
            MemoryAlertStore(), rules: rules, sources: [try Self.source()], heartbeat: heartbeat)
        try await stage.run { stage in
            for count in 1...3 {
                await Self.nextMinute(stage)
                await heartbeat.sent(count)
                let board = await stage.board { $0.heartbeat?.state == .well(stage.clock.now) }
                #expect(board.isSound && board.channels.map(\.name) == ["mail"])
            }
            #expect(heartbeat.sent.count == 3 && stage.channel.sent.isEmpty)
        }
    }

    @Test func `without prices it is silent, and says so, until they come again`() async throws {
        let (heartbeat, source) = (FakeChannel(), try Self.source())
        let stage = try Stage(MemoryAlertStore(), sources: [source], heartbeat: heartbeat)
        try await stage.run { stage in
            await Self.nextMinute(stage)
            await heartbeat.sent(1)
            await stage.clock.sleepers(3)
            source.answer { _ in .failure(.unreachable(host: "fake.test", reason: "down")) }
            for _ in 1...3 { await Self.nextMinute(stage) }
            let held = await stage.board {
                if case .paused = $0.heartbeat?.state { true } else { false }
            }
            #expect(held.heartbeat?.reply?.contains("no price") == true)
            let count = heartbeat.sent.count
            #expect(count <= 2)
            let instrument = try Samples.instrument(0)
            let price = try Price(3)
            source.answer { _ in .success(Poll(quotes: [Quote(instrument, price)])) }
            for _ in 1...2 { await Self.nextMinute(stage) }
            await heartbeat.sent(count + 1)
            _ = await stage.board { if case .well = $0.heartbeat?.state { true } else { false } }
        }
    }

    @Test func `made-up prices have no heartbeat`() async throws {
        let heartbeat = FakeChannel()
        let stage = try Stage(
            MemoryAlertStore(), isSimulated: true, sources: [try Self.source()],
            heartbeat: heartbeat)
        try await stage.run { stage in
            await Self.nextMinute(stage)
            await stage.fire([try OutboxTests.event(0)])
            let board = await stage.board { $0.records.count == 1 }
            #expect(board.heartbeat == nil && heartbeat.sent.isEmpty)
        }
    }

    @Test func `a store that cannot be written holds it`() async throws {
        let (heartbeat, store) = (FakeChannel(), FailingAlertStore(MemoryAlertStore()))
        store.fail(.cannotWrite(place: "alerts", reason: "the disk is full"))
        let stage = try Stage(store, sources: [try Self.source()], heartbeat: heartbeat)
        try await stage.run { stage in
            for _ in 1...3 { await Self.nextMinute(stage) }
            _ = await stage.board {
                if case .paused = $0.heartbeat?.state { true } else { false }
            }
            #expect(heartbeat.sent.isEmpty)
            store.fail(nil)
            await Self.nextMinute(stage)
            await heartbeat.sent(1)
        }
    }

    @Test func `a store that nobody needs any more does not hold it`() async throws {
        let (heartbeat, store) = (FakeChannel(), FailingAlertStore(MemoryAlertStore()))
        store.fail(.cannotOpen(place: "alerts", reason: "permission denied"))
        let stage = try Stage(store, sources: [try Self.source()], heartbeat: heartbeat)
        try await stage.run { stage in
            for _ in 1...3 { await Self.nextMinute(stage) }
            _ = await stage.board {
                if case .paused = $0.heartbeat?.state { true } else { false }
            }
            var setup = AlertLedgerTests.setup([])
            setup.heartbeat = HeartbeatPlan(every: 1, through: heartbeat)
            stage.post.change(setup)
            _ = await stage.board { $0.rules.isEmpty }
            await Self.nextMinute(stage)
            await heartbeat.sent(1)
            _ = await stage.board { $0.isSound }
        }
    }

    @Test func `notes that cannot be read pause it until they can, also if nothing is stored`()
        async throws
    {
        let (heartbeat, store) = (FakeChannel(), FailingAlertStore(MemoryAlertStore()))
        let stage = try Stage(
            store, rules: [], sources: [try Self.source()], heartbeat: heartbeat)
        try await stage.run { stage in
            await Self.nextMinute(stage)
            await heartbeat.sent(1)
            _ = await stage.board { $0.heartbeat?.state == .well(stage.clock.now) }
            store.failNotes(.cannotRead(place: "alerts", reason: "database is locked"))
            for _ in 1...3 { await Self.nextMinute(stage) }
            let board = await stage.board {
                if case .paused = $0.heartbeat?.state { true } else { false }
            }
            #expect(board.notice?.contains("database is locked") == true)
            let count = heartbeat.sent.count
            store.failNotes(nil)
            await Self.nextMinute(stage)
            await heartbeat.sent(count + 1)
            _ = await stage.board { $0.notice == nil && $0.isSound }
        }
    }

    @Test func `a person's test of it is sent at once`() async throws {
        let heartbeat = FakeChannel { _ in .barred("answered 404") }
        try await Stage(MemoryAlertStore(), heartbeat: heartbeat).run { stage in
            stage.post.carryOut(.test(channel: "heartbeat"))
            let board = await stage.board { $0.heartbeat?.reply == "test: answered 404" }
            #expect(!board.isSound)
        }
    }
}
