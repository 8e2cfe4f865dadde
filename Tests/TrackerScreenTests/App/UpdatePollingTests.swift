import Testing
import TrackerEngine

@testable import TrackerScreen

struct UpdatePollingTests {
    private static func state(_ sources: [SourceHealth]) throws -> State {
        try SampleState.state(snapshot: try SampleSources.snapshot(sources))
    }

    @Test func `a wish to poll is told at once, and what became of it`() throws {
        var state = try Self.state(["kraken", "okx"].map(SampleSources.fine))
        #expect(state.press(.character("r")).contains(.pollNow))
        #expect(state.notice == "Polling …")
        _ = state.update(on: .polled(.asked(["kraken", "okx"])))
        #expect(state.notice == "Polling kraken, okx.")
        _ = state.update(on: .polled(.asked(["okx"])))
        #expect(state.notice == "Polling okx; one was polled a moment ago or asked us to wait.")
        _ = state.update(on: .polled(.following))
        #expect(state.notice?.contains("Another tracker-tui polls") == true)
    }

    @Test func `a refusal says when the next poll is`() throws {
        var state = try Self.state([SampleSources.fine("kraken"), SampleSources.barred("okx")])
        _ = state.update(on: .polled(.tooEarly))
        #expect(state.notice == "Polled a moment ago. The next poll is at 12:01:00.")
        state = try Self.state([SampleSources.waiting("kraken")])
        _ = state.update(on: .polled(.tooEarly))
        #expect(state.notice == "Polled a moment ago. The next poll is in progress.")
    }

    @Test(arguments: [
        (1800, "12:30:00"), (43_200 - 60, "23:59:00"), (43_200 + 1800, "29 Aug 00:30"),
        (86_399, "29 Aug 11:59"), (-3600, "11:00:00"), (-90_000, "27 Aug"),
    ])
    func `a time of another day has its date`(after: Int, text: String) throws {
        let state = try SampleState.state()
        #expect(state.clock(SampleState.now.start + .seconds(after)) == text)
    }

    @Test func `close to midnight the next minute has no date`() throws {
        let last = SampleState.now.advanced(by: 719)
        let snapshot = Snapshot(
            window: DayWindow(RollingDay(), through: last), sources: [],
            store: .memory(reason: ""))
        let state = try SampleState.state(snapshot: snapshot)
        #expect(state.clock(last.next.start) == "00:00:00")
    }

    @Test(arguments: [80, 120])
    func `a next try tomorrow has its date wherever it is shown`(width: Int) throws {
        var source = SampleSources.barred("kraken")
        source.nextPoll = SampleState.now.start + .seconds(80_000)
        var state = try SampleState.state(
            width, 24, snapshot: try SampleSources.snapshot([source], RollingDay()))
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains { $0.contains("29 Aug 10:13") })
        state.press(.character("e"))
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains { $0.contains("29 Aug 10:13") })
        let several = [source, SampleSources.barred("okx")]
        state = try SampleState.state(
            width, 24, snapshot: try SampleSources.snapshot(several, RollingDay()))
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains { $0.contains("29 Aug 10:13") })
    }

    @Test func `keys for a pair say what they want while the markets have the focus`() throws {
        for key in ["f", "a"] {
            var state = try SampleState.state()
            state.press(.character("1"), .character(Character(key)))
            #expect(state.notice == "Choose a pair first; 2 goes to the pairs.")
            #expect(state.overlay == nil && state.favourites.isEmpty)
        }
        var state = try SampleState.state()
        state.press(.character("1"), .character("/"))
        #expect(
            Screen().draw(state, symbols: .unicode).rows.last?.hasPrefix(" markets/") == true)
    }

    @Test func `the store's message says its point first, and no path before the reason`() throws {
        let place = "/srv/prices/with/a/long/name/that/goes/on/and/on/day.sqlite"
        let snapshot = try SampleState.snapshot(
            store: .failing(
                place: place, reason: "cannot write to the store \(place): the disk is full"))
        let rows = Screen().draw(
            try SampleState.state(100, 24, snapshot: snapshot), symbols: .unicode
        ).rows
        #expect(
            rows[0].contains(
                " in memory only: cannot write to the store: the disk is full "))
    }
}

struct ComparingTests {
    @Test(arguments: [72, 80, 100, 120, 200])
    func `the other pair is named in the title, also while two marks are set`(width: Int) throws {
        var state = try SampleState.state(width, 24)
        state.press(.down, .character("O"), .up, .character("3"), .home, .character("x"), .end)
        state.press(.character("x"))
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows.contains { $0.contains("AAVEUSD") && $0.contains("kraken ADAUSD┌─") })
    }
}
