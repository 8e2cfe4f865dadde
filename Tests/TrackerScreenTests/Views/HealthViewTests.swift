import Testing
import TrackerEngine

@testable import TrackerScreen

struct HealthViewTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let width: Int
        let height: Int
        var count = 24
        var keys: [Key] = []
        var symbols = Symbols.unicode
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "health-80x24", width: 80, height: 24),
        Case(name: "health-80x24-ascii", width: 80, height: 24, symbols: .ascii),
        Case(name: "health-40x10", width: 40, height: 10),
        Case(name: "health-120x40", width: 120, height: 40, keys: [.home, .pageDown]),
        Case(name: "health-200x50", width: 200, height: 50),
        Case(name: "health-few-80x24", width: 80, height: 24, count: 3, keys: [.pageDown]),
    ]

    static func state(_ width: Int, _ height: Int, _ sources: [SourceHealth]) throws -> State {
        var state = State(
            snapshot: try SampleSources.snapshot(sources),
            size: Size(width: width, height: height), localTime: .utc, port: nil,
            proxies: ["https: http://127.0.0.1:3128, from HTTPS_PROXY", "not for: localhost"],
            catalogue: .standard)
        state.preferred = [.market(.kraken)]
        state.refresh()
        return state
    }

    private static func view(_ state: State) throws -> HealthView {
        try #require(state.overlay as? HealthView)
    }

    @Test(arguments: cases)
    func `the sources look as it was agreed`(_ example: Case) throws {
        var state = try Self.state(
            example.width, example.height, SampleSources.mixed(example.count))
        state.press(.character("e"))
        for key in example.keys { state.press(key) }
        try expectSnapshot(Screen().draw(state, symbols: example.symbols), named: example.name)
    }

    @Test func `arrows choose a source, pages scroll its requests, both stop at the ends`() throws {
        var state = try Self.state(80, 24, SampleSources.mixed())
        state.press(.character("e"), .home, .up)
        #expect(try Self.view(state).chosen == 0)
        state.press(.character("j"), .pageDown)
        let second = try Self.view(state)
        #expect(second.chosen == 1 && second.top > 0)
        for _ in 0..<9 { state.press(.pageDown) }
        #expect(try Self.view(state).top < RequestRecord.kept)
        state.press(.pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp)
        #expect(try Self.view(state).chosen == 1 && Self.view(state).top == 0)
        state.press(.pageDown, .down)
        #expect(try Self.view(state).chosen == 2)
        state.press(.end, .down)
        #expect(try Self.view(state).chosen == 23)
    }

    @Test(arguments: [Key.escape, .character("q"), .character("e"), .enter])
    func `it closes and leaves everything as it was`(key: Key) throws {
        var state = try Self.state(80, 24, SampleSources.mixed())
        let before = Screen().draw(state, symbols: .unicode)
        state.press(.character("e"), .down, key)
        #expect(state.isRunning && state.overlay == nil)
        #expect(Screen().draw(state, symbols: .unicode) == before)
    }

    @Test func `it opens at the source of the market, or at the first that fails`() throws {
        var sources = SampleSources.mixed(16)
        var state = try Self.state(80, 24, sources)
        state.press(.character("e"))
        #expect(try Self.view(state).chosen == 14)
        sources[14] = SampleSources.fine("kraken")
        state = try Self.state(80, 24, sources)
        state.press(.character("e"))
        #expect(try Self.view(state).chosen == 6)
        state = try Self.state(80, 24, sources.map { SampleSources.fine($0.name) })
        state.press(.character("e"))
        #expect(try Self.view(state).chosen == 14)
    }

    @Test func `a poll can be asked for, a click chooses a source, one elsewhere closes`() throws {
        var state = try Self.state(80, 24, SampleSources.mixed())
        state.press(.character("e"), .home)
        #expect(state.press(.character("r")) == [.pollNow])
        let third = Point(10, state.layout.body.y + 2 + 2)
        state.press(.mouse(.press, at: third))
        #expect(try Self.view(state).chosen == 2)
        state.press(.mouse(.wheelDown, at: third))
        #expect(try Self.view(state).chosen == 3)
        state.press(.mouse(.press, at: Point(10, 20)))
        #expect(state.overlay == nil)
    }

    @Test func `who reads along sees how the sources of the other program do`() throws {
        var sources = SampleSources.mixed(8)
        for place in sources.indices { sources[place].requests = [] }
        let following = StoreHealth.following(place: "day.sqlite")
        var state = try SampleState.state(
            120, 24, snapshot: try SampleSources.snapshot(sources, store: following))
        state.press(.character("e"))
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows[1].contains("polled by another tracker-tui: 5 of 8 ok"))
        #expect(rows.contains { $0.contains("barred here") })
        #expect(rows.contains { $0.contains("Another tracker-tui polls it.") })
        // Before that one has said anything.
        sources = sources.map { SampleSources.waiting($0.name) }
        let early = try SampleSources.snapshot(sources, store: following)
        _ = state.update(on: .snapshot(early))
        let first = Screen().draw(state, symbols: .unicode).rows
        #expect(first[1].contains("polled by another tracker-tui "))
        #expect(SourceState(sources[0], in: early) == .followed)
    }

    @Test func `without a source, or with others than before, there is nothing to break`() throws {
        for height in [3, 10, 24, 50] {
            var state = try Self.state(160, height, SampleSources.mixed())
            state.press(.character("e"), .end, .pageDown)
            for count in [1, 0] {
                let fewer = try SampleSources.snapshot(SampleSources.mixed(count))
                _ = state.update(on: .snapshot(fewer))
                #expect(Screen().draw(state, symbols: .unicode).size == state.size)
                state.press(.down, .pageDown, .pageUp, .up)
            }
        }
    }
}
