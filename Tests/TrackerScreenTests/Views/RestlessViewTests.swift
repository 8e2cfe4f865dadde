import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

extension State {
    /// Presses a key and works out at once what it asks for.
    mutating func pressAndWait(_ keys: Key...) {
        for key in keys {
            var commands = press(key)
            while !commands.isEmpty {
                let asked = commands
                commands = []
                for case .workOut(let work) in asked {
                    commands += update(on: work.done(in: window))
                }
            }
        }
    }
}

struct RestlessViewTests {
    private static func entries(_ state: State) -> [RestlessAnswer.Row] {
        (state.overlay as? RestlessView)?.entries ?? []
    }

    private static func row(_ state: State) -> Int? {
        (state.overlay as? RestlessView)?.row
    }

    @Test func `each ranking opens at its first, and leads to the one that is chosen`() throws {
        var state = try SampleState.state()
        state.press(.down, .down)
        state.pressAndWait(.character("v"))
        #expect(Self.row(state) == 0)
        #expect(Self.entries(state).count == state.board?.byVolatility.count)
        for key in [Key.right, .left, .tab, .tab] {
            state.pressAndWait(.end)
            #expect(Self.row(state) == Self.entries(state).count - 1)
            state.pressAndWait(key)
            #expect(Self.row(state) == 0 && !Self.entries(state).isEmpty)
        }
        // A poll leaves the chosen row alone.
        state.pressAndWait(.down)
        let second = Self.entries(state)[1].instrument
        _ = state.update(on: .snapshot(state.snapshot))
        #expect(Self.entries(state)[try #require(Self.row(state))].instrument == second)
        state.pressAndWait(.home)
        let first = Self.entries(state)[0].instrument
        state.pressAndWait(.enter)
        #expect(state.chosenInstrument == first && state.overlay == nil)
    }

    @Test func `every measure is shown, of the market and of all`() throws {
        var state = try SampleState.state()
        state.pressAndWait(.character("v"))
        for measure in RestlessRanking.Measure.allCases {
            let rows = Screen().draw(state, symbols: .unicode).rows
            #expect(rows[1].contains("‹ \(measure.title) ›"))
            state.pressAndWait(.right)
        }
        state.pressAndWait(.left, .right, .tab, .character("u"))
        #expect(Set(Self.entries(state).map(\.instrument.market)).count == 3)
        state.pressAndWait(.end)
        let last = try #require(Self.entries(state).last?.instrument)
        state.pressAndWait(.enter)
        #expect(state.chosenInstrument == last)
        #expect(state.chosenListing == .market(last.market))
    }

    @Test func `an answer that nobody waits for any longer is not taken`() throws {
        var state = try SampleState.state()
        let asked = state.press(.character("v"))
        state.pressAndWait(.right)
        let before = Self.entries(state)
        for case .workOut(let work) in asked {
            _ = state.update(on: work.done(in: state.window))
        }
        #expect(Self.entries(state) == before && !before.isEmpty)
        state.press(.escape)
        for case .workOut(let work) in asked {
            _ = state.update(on: work.done(in: state.window))
        }
        #expect(state.overlay == nil)
    }

    @Test func `while it is worked out the screen says so`() throws {
        var state = try SampleState.state()
        state.press(.character("v"))
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains { $0.contains("Ranking …") })
    }

    @Test func `new prices are asked for while it is open, and time can be travelled`() throws {
        var state = try SampleState.state()
        state.pressAndWait(.character("v"))
        let commands = state.update(on: .snapshot(try SampleState.snapshot()))
        #expect(commands.contains { if case .workOut = $0 { true } else { false } })
        state.pressAndWait(.character("{"))
        #expect(
            (state.overlay as? RestlessView)?.known?.restless.last
                == SampleState.now.advanced(by: -60))
    }

    @Test func `a click chooses a row, and another goes to it`() throws {
        var state = try SampleState.state()
        state.pressAndWait(.character("v"))
        let rows = RestlessLayout(in: state.layout.body.size).rows
        let place = Point(rows.x + 4, state.layout.body.y + rows.y + 1)
        state.pressAndWait(.mouse(.press, at: place))
        #expect(Self.row(state) == 1)
        let pair = Self.entries(state)[1].instrument
        state.pressAndWait(.mouse(.press, at: place))
        #expect(state.chosenInstrument == pair && state.overlay == nil)
    }

    @Test func `restless is the name of the board alone`() throws {
        var state = try SampleState.state(120, 40)
        state.pressAndWait(.character("v"))
        for _ in RestlessRanking.Measure.allCases {
            let rows = Screen().draw(state, symbols: .unicode).rows
            #expect(rows[1].contains("restless on kraken"))
            #expect(!rows.dropFirst(2).dropLast().contains { $0.contains("restless") })
            state.pressAndWait(.right)
        }
    }

    /// Two markets whose sources tell what pairs are made of.
    private static func coins() throws -> State {
        var day = RollingDay()
        var number = 0
        for (market, quotes) in [("kraken", ["USD", "EUR", "USDT"]), ("okx", ["USD"])] {
            for base in ["BTC", "ETH", "SOL"] {
                for name in quotes {
                    number += 1
                    let instrument = Instrument(
                        market: try Market(market), pair: try Pair((base + name).lowercased()))
                    day.merge(SampleState.series(number), of: instrument)
                    let quote = Quote(instrument, try Price(1000), baseLength: 3)
                    day.ingest(Batch(minute: SampleState.now, quotes: [quote]))
                }
            }
        }
        let sources = ["kraken", "okx"].map(SampleSources.fine)
        return try SampleState.state(snapshot: try SampleSources.snapshot(sources, day))
    }

    @Test func `a coin is listed once, with how many pairs it has, or all of them are`() throws {
        var state = try Self.coins()
        state.pressAndWait(.character("v"))
        let once = Self.entries(state)
        #expect(once.count == 3 && once.map(\.pairs) == [3, 3, 3])
        #expect(once.map(\.place) == [1, 2, 3])
        state.pressAndWait(.tab)
        #expect(Self.entries(state).map(\.pairs) == [4, 4, 4])
        state.pressAndWait(.tab, .character("u"))
        let all = Self.entries(state)
        #expect(all.count == 9 && all.allSatisfy { $0.pairs == 1 })
        for row in once {
            let coin = all.first {
                $0.instrument.pair.name.prefix(3) == row.instrument.pair.name.prefix(3)
            }
            #expect(
                coin?.instrument == row.instrument, "the most restless pair stands for its coin")
        }
        state.pressAndWait(.escape, .character("v"))
        #expect(Self.entries(state).count == 9, "it is remembered")
    }

    @Test func `places on the map are in its range, and their order is that of the figures`() {
        let figures = [-.infinity, -9, -0.35, -0.1, -0.001, 0, 0.001, 0.1, 0.35, 9, .infinity]
        let ups = figures.map { RestlessMap.up($0) }
        #expect(ups == ups.sorted() && ups.allSatisfy { (-1...1).contains($0) })
        #expect(RestlessMap.up(0.35) == 1 && RestlessMap.up(0) == 0 && RestlessMap.up(-0.35) == -1)
        let across = [0, 0.003, 0.01, 0.1, 0.4, 5, .infinity].map { RestlessMap.across($0) }
        #expect(across == across.sorted() && across.first == 0 && across.last == 1)
    }

    @Test func `the map has every pair that has moved, and names the chosen one`() throws {
        var state = try SampleState.state(120, 40)
        state.pressAndWait(.character("v"), .end)
        let board = try #require(state.overlay as? RestlessView)
        #expect(board.known?.map.all.count == state.board?.byVolatility.count)
        let last = try #require(Self.entries(state).last?.instrument)
        let canvas = Screen().draw(state, symbols: .unicode)
        let name = state.snapshot.assets(of: last)?.base ?? last.pair.name.uppercased()
        let row = try #require(
            (0..<canvas.height).first { y in
                (0..<canvas.width).contains { canvas[$0, y].style.ground == .chipAccent }
            })
        #expect(canvas.rows[row].contains(" \(name) "))
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10)])
    func `the board looks as it was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.pressAndWait(.character("v"), .tab, .home, .down)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "restless-\(width)x\(height)")
    }

    @Test func `every size can be drawn`() throws {
        for width in [0, 1, 7, 20, 39, 72, 99, 100, 111, 150] {
            for height in [0, 1, 2, 3, 4, 5, 9, 10, 13, 30] {
                var state = try SampleState.state(width, height)
                state.pressAndWait(.character("v"), .down)
                let canvas = Screen().draw(state, symbols: .ascii)
                #expect(canvas.size == Size(width: width, height: height))
            }
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (60, 16)])
    func `clicks on the notes in the frame are their keys`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("v"))
        let y = state.layout.body.y
        let row = Screen().draw(state, symbols: .unicode).rows[y]
        func click(_ sign: Character) throws -> RestlessView {
            let x = try #require(Array(row).firstIndex(of: sign))
            var clicked = state
            clicked.press(.mouse(.press, at: Point(x, y)))
            return try #require(clicked.overlay as? RestlessView)
        }
        for (sign, key) in [(Character("›"), Key.right), ("‹", .left)] {
            var pressed = state
            pressed.press(key)
            let wanted = try #require(pressed.overlay as? RestlessView).measure
            #expect(try click(sign).measure == wanted)
            #expect(try #require(state.overlay as? RestlessView).measure != wanted)
        }
    }
}
