import Testing
import TrackerEngine

@testable import TrackerScreen

struct GridViewTests {
    private static func view(_ state: State) throws -> GridView {
        try #require(state.overlay as? GridView)
    }

    @Test(arguments: [(200, 50), (120, 40), (80, 24), (60, 40), (40, 10), (3, 2)], 1...12)
    func `cells fill the screen, do not overlap, and no more than a third of them are blank`(
        size: (Int, Int), count: Int
    ) {
        let size = Size(width: size.0, height: size.1)
        let grid = GridLayout(in: size, showing: count)
        let shown = min(count, GridLayout.most(in: size))
        #expect(grid.count >= shown)
        #expect((grid.count - shown) * 3 <= grid.count)
        for place in 0..<grid.count {
            let cell = grid.cell(place)
            #expect(cell.intersection(Rect(size)) == cell)
            for other in 0..<place {
                #expect(cell.intersection(grid.cell(other)).isEmpty)
            }
        }
        #expect(grid.cell(grid.count - 1).right == size.width)
        #expect(grid.cell(grid.count - 1).bottom == size.height)
    }

    @Test(arguments: [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 2, 2), (5, 3, 2), (6, 3, 2), (9, 3, 3)])
    func `so many charts stand in so many columns and rows`(count: Int, columns: Int, rows: Int) {
        let grid = GridLayout(in: Size(width: 120, height: 38), showing: count)
        #expect(grid.columns == columns && grid.rows == rows)
    }

    @Test func `from four favourites on they are shown, else the largest`() throws {
        var state = try SampleState.firstStart(
            200, 50, snapshot: try TurnoverScreenTests.snapshot())
        func names() throws -> [String] {
            try Self.view(state).shown(on: state).map(\.pair.name)
        }
        state.press(.character("b"))
        #expect(try Self.view(state).chosen.choice == .largest)
        #expect(try names().prefix(3) == ["btcusd", "aaveusd", "1inchusd"])
        state.press(.escape)
        for pair in ["1inchusd", "xrpusd", "ethusd"] {
            _ = state.toggleStar(try Instrument(key: "market:kraken:\(pair)"))
            state.press(.character("b"))
            #expect(try Self.view(state).chosen.choice == .largest)
            state.press(.escape)
        }
        _ = state.toggleStar(try Instrument(key: "market:kraken:aaveusd"))
        state.press(.character("b"))
        #expect(try Self.view(state).chosen.choice == .favourites)
        #expect(try names() == ["1inchusd", "xrpusd", "ethusd", "aaveusd"])
    }

    @Test func `Tab goes around through what there is to show`() throws {
        var state = try SampleState.state(200, 50)
        let board = try #require(state.board)
        state.press(.character("b"))
        #expect(try Self.view(state).chosen.choice == .largest)
        state.press(.tab)
        #expect(try Self.view(state).chosen.choice == .restless, "there are no favourites")
        #expect(
            try Self.view(state).shown(on: state).map(\.pair) == board.byVolatility.order)
        state.press(.tab)
        #expect(try Self.view(state).chosen.choice == .largest)
        _ = state.toggleStar(try #require(state.chosenInstrument))
        state.press(.tab)
        #expect(try Self.view(state).chosen.choice == .favourites)
        #expect(try Self.view(state).shown(on: state) == state.favourites.starred)
    }

    @Test func `with one scale all charts have the same labels`() throws {
        var state = try SampleState.state(120, 40)
        state.press(.character("b"))
        let own = Screen().draw(state, symbols: .unicode).rows
        state.press(.character("L"))
        #expect(try Self.view(state).isOneScale && state.chart.axis == .linear)
        #expect(Screen().draw(state, symbols: .unicode).rows != own)
        // A line that hardly moves has the axis of one that does.
        let labels = [1.0, 8].map { rise -> [String] in
            let values = (0..<100).map { (place: Int) -> Double in 1 + rise * Double(place) / 99 }
            var chart = Chart(values: values, start: 0)
            chart.axis = .percent
            chart.spread = -0.5...8
            return chart.plan(in: Size(width: 40, height: 12))?.axis.labels.map(\.text) ?? []
        }
        #expect(labels[0] == labels[1] && !labels[0].isEmpty)
    }

    @Test func `arrows choose, enter goes there, escape stays`() throws {
        var state = try SampleState.state(200, 50)
        state.press(.character("b"))
        let pairs = try Self.view(state).shown(on: state)
        state.press(.right, .down, .left, .left, .up, .up)
        #expect(try Self.view(state).place(on: state) == 2)
        state.press(.down, .left, .left, .enter)
        #expect(state.overlay == nil && state.chosenInstrument == pairs[3])
        state.press(.character("b"), .escape)
        #expect(state.chosenInstrument == pairs[3])
        let cell = GridLayout(in: state.layout.body.size, showing: pairs.count).cell(2)
        let place = Point(cell.x + 3, state.layout.body.y + cell.y + 3)
        state.press(.character("b"), .mouse(.press, at: place), .mouse(.press, at: place))
        #expect(state.chosenInstrument == pairs[2])
    }

    @Test func `in a smaller window, or of fewer favourites, one chart is always chosen`() throws {
        var state = try SampleState.state(200, 50)
        state.press(.character("b"), .right, .right)
        let all = try Self.view(state).shown(on: state)
        state.press(.down, .down)
        let last = try Self.view(state).place(on: state)
        #expect(last > 3 && last < all.count)
        _ = state.update(on: .resized(Size(width: 80, height: 24)))
        let few = try Self.view(state).shown(on: state)
        #expect(few == Array(all.prefix(few.count)) && few.count == 4)
        #expect(try Self.view(state).place(on: state) == 3)
        var gone = state
        gone.press(.enter)
        #expect(gone.chosenInstrument == few[3])
        state.press(.left)
        #expect(try Self.view(state).place(on: state) == 2)
        // The star goes, and with it the chart that was chosen.
        state.press(.escape)
        for pair in all.prefix(4) { _ = state.toggleStar(pair) }
        state.press(.character("b"), .right, .down)
        #expect(try Self.view(state).chosen.choice == .favourites)
        state.press(.character("f"))
        #expect(try Self.view(state).shown(on: state) == Array(all.prefix(3)))
        #expect(try Self.view(state).place(on: state) == 2)
        state.press(.enter)
        #expect(state.chosenInstrument == all[2])
    }

    @Test func `the pairs are looked up anew when prices come, and at another minute`() throws {
        var state = try SampleState.firstStart(
            120, 40, snapshot: try TurnoverScreenTests.snapshot())
        state.press(.character("b"))
        let before = try Self.view(state).shown(on: state)
        _ = state.update(on: .snapshot(try SampleState.snapshot(RollingDay())))
        #expect(try Self.view(state).shown(on: state).isEmpty && !before.isEmpty)
    }

    @Test func `a cursor and company stay with the pair that was looked at`() throws {
        var state = try SampleState.state(120, 40)
        state.press(.character("b"))
        let plain = Screen().draw(state, symbols: .unicode)
        state.press(.escape, .character("3"), .left, .character("x"), .left, .character("O"))
        state.press(.character("b"))
        #expect(Screen().draw(state, symbols: .unicode).rows.dropLast() == plain.rows.dropLast())
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10)])
    func `it looks as it was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("b"), .right)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "grid-\(width)x\(height)")
    }
}
