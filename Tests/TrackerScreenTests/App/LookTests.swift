import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

/// What the engine is told about what somebody looks at, and how a filter finds pairs.
struct LookTests {
    @Test func `the first snapshot tells what is looked at, the same again nothing`() throws {
        var state = try SampleState.state()
        let commands = state.update(on: .snapshot(state.snapshot)).looks
        let order = state.pairList
        #expect(commands == [.look(Focus(instrument: order[0], order: order))])
        #expect(state.update(on: .snapshot(state.snapshot)).looks == [])
        #expect(state.press(.character("3"), .character("?"), .escape) == [])
    }

    @Test func `another pair, order or market is told`() throws {
        var state = try SampleState.state()
        _ = state.update(on: .snapshot(state.snapshot))
        let order = state.pairList
        #expect(state.press(.down) == [.look(Focus(instrument: order[1], order: order))])
        let turned = Focus(instrument: order.last, order: order.reversed())
        #expect(state.press(.character("S")) == [.look(turned)])
        let commands = state.press(.character("1"), .down).looks
        guard case .look(let view)? = commands.first else { throw Missing() }
        #expect(view.instrument?.market.name == "okx")
        #expect(view.order.allSatisfy { $0.market.name == "okx" })
    }

    @Test func `favourites and an earlier day are not told as a whole market`() throws {
        var state = try SampleState.state()
        func isWhole(_ commands: [Command]) throws -> Bool {
            guard case .look(let view)? = commands.looks.last else { throw Missing() }
            return view.isWholeMarket
        }
        #expect(try isWhole(state.update(on: .snapshot(state.snapshot))))
        #expect(try !isWhole(state.press(.character("{"))))
        #expect(try isWhole(state.press(.character("0"))))
        _ = state.toggleStar(try #require(state.chosenInstrument))
        #expect(try !isWhole(state.press(.character("1"), .home)))
        #expect(state.chosenListing == .starred)
    }

    @Test func `what a filter hides comes after what it shows`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("eth")
        let view = Focus(instrument: state.chosenInstrument, order: [])
        let all = state.board?.pairs ?? []
        let sorted =
            all.filter { $0.name.contains("eth") } + all.filter { !$0.name.contains("eth") }
        let commands = state.press(.enter, .down).looks
        guard case .look(let last)? = commands.last else { throw Missing() }
        #expect(last.order.map(\.pair) == sorted)
        #expect(view.instrument?.pair.name == "ethbtc")
    }

    @Test func `the simulated day is nobody's business`() throws {
        var state = try SampleState.state()
        _ = state.update(on: .snapshot(state.snapshot))
        #expect(state.press(.character("d")) == [.showSimulated(true)])
        #expect(state.press(.down, .character("1"), .down).looks == [])
        guard case .look? = state.press(.character("d")).looks.last else { throw Missing() }
    }

    @Test func `a key that only moves hands on the order that there was`() throws {
        var state = try SampleState.state()
        var places: Set<Int> = []
        for key in [Key.down, .up, .end] {
            _ = state.update(on: .snapshot(state.snapshot))
            for case .look(let view) in state.press(key) {
                places.insert(
                    unsafe view.order.withUnsafeBytes { Int(bitPattern: $0.baseAddress) })
            }
        }
        #expect(places.count == 1)
    }

    @Test(arguments: [
        ("btc/usd", ["btcusd"]), ("btcusd", ["btcusd"]), ("TCUS", ["btcusd"]),
        ("/usd", ["btcusd", "ethusd"]), ("usd eth", ["ethusd"]), ("h/u", ["ethusd"]),
        ("usd/", []), ("plain", ["plain"]), ("usdbtc", []),
    ])
    func `a filter finds a pair by every form of its name`(text: String, found: [String]) throws {
        var day = RollingDay()
        for (name, baseLength) in [("btcusd", UInt8(3)), ("ethusd", 3), ("plain", 0)] {
            let instrument = Instrument(market: .kraken, pair: try Pair(name))
            let quote = Quote(instrument, try Price(1), baseLength: baseLength)
            day.ingest(Batch(minute: SampleState.now, quotes: [quote]))
        }
        var state = try SampleState.state(
            snapshot: try SampleSources.snapshot([SampleSources.fine("kraken")], day))
        state.press(.character("/"))
        state.type(text)
        #expect(Set(state.pairList.map(\.pair.name)) == Set(found))
    }

    private struct Missing: Error {}
}

extension [Command] {
    /// Without what is worked out beside the screen.
    fileprivate var looks: [Command] {
        filter { if case .workOut = $0 { false } else { true } }
    }
}
