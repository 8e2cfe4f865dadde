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
    private static func entries(_ state: State) -> [RestlessRanking.Entry] {
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
            #expect(rows[1].contains("by \(measure.title)"))
            state.pressAndWait(.right)
        }
        state.pressAndWait(.left, .right, .tab)
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
            Screen().draw(state, symbols: .unicode).rows.contains { $0.contains("Working it out") })
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
        let place = Point(5, state.layout.body.y + rows.y + 1)
        state.pressAndWait(.mouse(.press, at: place))
        #expect(Self.row(state) == 1)
        let pair = Self.entries(state)[1].instrument
        state.pressAndWait(.mouse(.press, at: place))
        #expect(state.chosenInstrument == pair && state.overlay == nil)
    }

    @Test func `a rank that hardly moves is a level line, not a full bar`() throws {
        var state = try SampleState.state(120, 40)
        state.pressAndWait(.character("v"), .home)
        let rows = Screen().draw(state, symbols: .unicode).rows
        let title = try #require(rows.firstIndex { $0.contains("variance rank of") })
        let line = rows[title + 1].drop { $0 != "│" }.dropFirst(2).prefix { $0 != " " }
        #expect(line.count == 24 && Set(line).isSubset(of: ["⠒", "⠤", "⠉", "⣀"]), "\(line)")
    }

    @Test func `restless is said of the volatility alone`() throws {
        var state = try SampleState.state(120, 40)
        state.pressAndWait(.character("v"))
        func title() -> String { Screen().draw(state, symbols: .unicode).rows[1] }
        #expect(title().contains("Restless pairs of kraken by volatility"))
        state.pressAndWait(.right)
        #expect(title().contains(" Pairs of kraken by variance") && !title().contains("Restless"))
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (40, 10)])
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

    @Test(arguments: UInt64(1)...30)
    func `a histogram counts every pair once, in the bin that it lies in`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let values = (0..<Int.random(in: 0...200, using: &random)).map { _ in
            Double.random(in: 0...1, using: &random) * Double.random(in: 0...3, using: &random)
        }
        let histogram = VolatilityHistogram(values + [.infinity, .nan])
        #expect(histogram.bins.reduce(0) { $0 + $1.count } == values.count)
        for value in values {
            let bin = histogram.bin(of: value).map { histogram.bins[$0] }
            #expect(bin.map { $0.low <= value * 100 && value * 100 < $0.high } == true)
        }
        #expect(histogram.bins.first?.count != 0 && histogram.bins.last?.count != 0)
    }
}
