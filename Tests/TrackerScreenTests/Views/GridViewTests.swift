import Testing
import TrackerEngine

@testable import TrackerScreen

struct GridViewTests {
    private static func view(_ state: State) throws -> GridView {
        try #require(state.overlay as? GridView)
    }

    @Test(arguments: [(200, 50, 9), (120, 40, 9), (80, 24, 4), (40, 10, 1), (3, 2, 1)])
    func `cells fill the screen and do not overlap`(width: Int, height: Int, count: Int) {
        let size = Size(width: width, height: height)
        let grid = GridLayout(in: size)
        #expect(grid.count == count)
        for place in 0..<grid.count {
            let cell = grid.cell(place)
            #expect(cell.intersection(Rect(size)) == cell)
            for other in 0..<place {
                #expect(cell.intersection(grid.cell(other)).isEmpty)
            }
        }
        #expect(grid.cell(grid.count - 1).right == width)
        #expect(grid.cell(grid.count - 1).bottom == height)
    }

    @Test func `without favourites the most restless are shown, with them these first`() throws {
        var state = try SampleState.state(200, 50)
        let board = try #require(state.board)
        state.press(.character("b"))
        #expect(try Self.view(state).pairs(state).map(\.pair) == board.byVolatility.order)
        state.press(.escape, .character("f"), .character("b"))
        #expect(try Self.view(state).pairs(state) == state.favourites.starred)
        state.press(.tab)
        #expect(try Self.view(state).isRestless)
        #expect(try Self.view(state).pairs(state).count == board.pairs.count)
    }

    @Test func `few favourites are followed by the pairs of the largest turnover`() throws {
        var state = try SampleState.firstStart(
            200, 50, snapshot: try TurnoverScreenTests.snapshot())
        func names() throws -> [String] { try Self.view(state).pairs(state).map(\.pair.name) }
        state.press(.character("b"))
        #expect(try names() == ["btcusd", "aaveusd", "1inchusd", "ethusd", "xrpusd"])
        state.press(.right, .right, .character("f"))
        #expect(try names() == ["1inchusd", "btcusd", "aaveusd", "ethusd", "xrpusd"])
        for (number, expected) in ["xrpusd", "ethusd", "aaveusd"].enumerated() {
            _ = state.toggleStar(try Instrument(key: "market:kraken:\(expected)"))
            #expect(try names()[number + 1] == expected)
            #expect(try names().count == (number < 2 ? 5 : 4), "four are enough")
        }
        state.press(.tab)
        #expect(try names().isEmpty, "no pair has moved")
        state.press(.tab)
        #expect(try names().count == 4)
    }

    @Test func `arrows choose, enter goes there, escape stays`() throws {
        var state = try SampleState.state(200, 50)
        state.press(.character("b"))
        let pairs = try Self.view(state).pairs(state)
        state.press(.right, .down, .left, .left, .up, .up)
        #expect(try Self.view(state).place == 2)
        state.press(.down, .left, .left, .enter)
        #expect(state.overlay == nil && state.chosenInstrument == pairs[3])
        state.press(.character("b"), .escape)
        #expect(state.chosenInstrument == pairs[3])
        let cell = GridLayout(in: state.layout.body.size).cell(2)
        let place = Point(cell.x + 3, state.layout.body.y + cell.y + 3)
        state.press(.character("b"), .mouse(.press, at: place), .mouse(.press, at: place))
        #expect(state.chosenInstrument == pairs[2])
    }

    @Test func `a cursor and company stay with the pair that was looked at`() throws {
        var state = try SampleState.state(120, 40)
        state.press(.character("b"))
        let plain = Screen().draw(state, symbols: .unicode)
        state.press(.escape, .character("3"), .left, .character("x"), .left, .character("O"))
        state.press(.character("b"))
        #expect(Screen().draw(state, symbols: .unicode).rows.dropLast() == plain.rows.dropLast())
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (40, 10)])
    func `it looks as it was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("b"), .right)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "grid-\(width)x\(height)")
    }
}
