import Testing
@testable import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

@Suite(.timeLimit(.minutes(5)))
struct DashboardRingTests {
    /// What a dashboard rings that gets a snapshot with a new alert, and then the signal to end.
    static func rung(
        from feed: Inbox.Feed = .real, isSimulated: Bool = false,
        adopting later: AlertSettings? = nil
    ) async throws -> [String] {
        let clock = CommandStage.StillClock(now: CommandStage.now)
        let engine = Engine(sources: [], store: .none(reason: "test"), clock: clock)
        let plain = engine.snapshot
        let inbox = Inbox()
        let terminal = FakeTerminal(Size(width: 80, height: 24)) { inbox.put(.terminal($0)) }
        let localTime = LocalTime { _ in 0 }
        let dashboard = Dashboard(
            state: State(
                snapshot: plain, size: Size(width: 80, height: 24), localTime: localTime,
                port: nil, catalogue: .standard),
            opening: [], terminal: terminal, on: TerminalExecutor(), inbox: inbox, engine: engine,
            makeSimulated: nil, keeper: Keeper(nil, isSimulated: false), clock: clock,
            readConfiguration: { .unchanged("") }, carryOut: { _, _ in nil },
            alertRing: AlertRing(
                try AlertRingTests.settings("signs = \"osc9\""), offset: localTime.offset),
            alertSettings: { later })
        let window = DayWindow(
            RollingDay(), through: CommandStage.minute, kind: isSimulated ? .simulated : .real)
        let board = try AlertRingTests.board([try AlertRingTests.record(1)])
        let snapshot = Snapshot(window: window, sources: [], store: plain.store, alerts: board)
        inbox.put(.event(.snapshot(snapshot), from: feed))
        inbox.put(.terminal(.terminate(signal: 15)))
        _ = await dashboard.run()
        return await terminal.rung
    }

    @Test func `a new alert rings the terminal`() async throws {
        #expect(try await Self.rung() == ["osc9 kraken BTC/USD above 1 [fast]"])
    }

    @Test func `channels that have changed meanwhile ring, without a key`() async throws {
        let changed = try AlertRingTests.settings("signs = \"osc99\"")
        #expect(
            try await Self.rung(adopting: changed) == ["osc99 kraken BTC/USD above 1 [fast]"])
        #expect(try await Self.rung(adopting: AlertSettings()) == [])
    }

    @Test func `what is made up rings nowhere`() async throws {
        #expect(try await Self.rung(from: .simulated) == [])
        #expect(try await Self.rung(isSimulated: true) == [])
    }
}
