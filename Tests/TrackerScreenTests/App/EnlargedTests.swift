import Testing
import TrackerEngine

@testable import TrackerScreen

struct EnlargedTests {
    private static func text(_ state: State) -> String {
        Screen().draw(state, symbols: .unicode).rows.joined(separator: "\n")
    }

    @Test(arguments: [
        Key.character("z"), .escape, .backspace, .character("q"), .tab, .character("2"),
    ])
    func `the chart alone is left again by the keys that leave`(key: Key) throws {
        var state = try SampleState.state()
        state.press(.character("z"))
        #expect(state.isEnlarged && state.focus == .chart && state.layout.panes.count == 1)
        state.press(key)
        #expect(!state.isEnlarged && state.isRunning && state.layout.panes.count == 3)
        if key != .tab { #expect(state.focus == .pairs) }
    }

    @Test func `enter on the chart enlarges it, and arrows go on through the list`() throws {
        var state = try SampleState.state()
        state.press(.enter, .enter)
        #expect(state.isEnlarged && Self.text(state).contains("1 of 7"))
        let first = try #require(state.chosenInstrument)
        state.press(.down)
        #expect(state.isEnlarged && state.chosenInstrument != first)
        #expect(Self.text(state).contains("2 of 7"))
        state.press(.character("h"), .character("h"))
        #expect(state.chart.cursor != nil && Self.text(state).contains(" to now "))
        // The cursor first, then the chart.
        state.press(.escape)
        #expect(state.isEnlarged && state.chart.cursor == nil)
        state.press(.escape)
        #expect(!state.isEnlarged && state.focus == .chart)
    }

    @Test func `the price map and the mean come and go`() throws {
        var state = try SampleState.state()
        state.press(.character("z"))
        #expect(Self.text(state).contains("minutes at"))
        state.press(.character("p"))
        #expect(!Self.text(state).contains("minutes at"))
        var drawn: Set<String> = [Self.text(state)]
        for title in ["mean 1 h", "mean and 2σ"] {
            state.press(.character("i"))
            #expect(Self.text(state).contains(title))
            drawn.insert(Self.text(state))
        }
        #expect(drawn.count == 3)
        state.press(.character("i"))
        #expect(drawn.contains(Self.text(state)))
    }

    @Test func `the moves of a day are worked out once for its window`() throws {
        var state = try SampleState.state(120, 40)
        let pair = try #require(state.chosenInstrument)
        state.press(.character("z"))
        let subject = try #require(ChartSubject(pair, state))
        #expect(state.shown.moves[pair] == nil)
        let text = Self.text(state)
        let kept = try #require(state.shown.moves[pair])
        #expect(kept.usual != nil && text.contains("moves a minute"))
        // What is kept is what is drawn.
        state.shown.moves[pair] = MinuteMoves([1, 2, 1, 2])
        #expect(
            subject.moveBars(in: 0..<10, columns: 5, keptIn: state.shown.moves).usual == 1)
        #expect(Self.text(state) != text)
        _ = state.update(on: .snapshot(try SampleState.snapshot(try SampleState.day())))
        #expect(state.shown.moves[pair] == nil && Self.text(state) == text)
    }

    @Test func `a click reads the minute under it, beside the map`() throws {
        var state = try SampleState.state()
        state.press(.character("z"))
        let (plan, origin, minutes) = try #require(state.chartPlan())
        for column in [0, plan.plot.width / 2, plan.plot.width - 1] {
            let place = Point(origin.x + plan.plot.x + column, origin.y + 5)
            state.press(.mouse(.press, at: place))
            let cursor = try #require(state.chart.cursor)
            #expect(plan.column(of: minutes.lowerBound.distance(to: cursor)) == column)
        }
    }

    @Test func `parts never overlap, whatever the size`() {
        for width in 0...210 {
            for height in 0...60 {
                let size = Size(width: width, height: height)
                for digits in [nil, 33] {
                    let places = EnlargedPlaces(in: size, digits: digits, hasMap: true)
                    let parts = [places.quote, places.facts, places.chart, places.moves]
                    for (number, part) in parts.enumerated() where !part.isEmpty {
                        #expect(part.right <= width && part.bottom <= height)
                        for other in parts.dropFirst(number + 1) where !other.isEmpty {
                            #expect(part.intersection(other).isEmpty)
                        }
                    }
                    #expect(height == 0 || width < 3 || places.chart.height > 0)
                }
            }
        }
    }

    @Test(arguments: [(120, 40), (80, 24), (60, 20), (45, 20), (40, 10)])
    func `a click on the note that enlarges or leads back does so, also without sides`(
        width: Int, height: Int
    ) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("3"))
        for (word, isEnlarged) in [("zoom", true), ("back", false)] {
            let rows = Screen().draw(state, symbols: .unicode).rows
            let y = try #require(state.layout.panes[.chart]).y
            let range = try #require(rows[y].firstRange(of: word), "\(rows[y])")
            let x = rows[y].distance(from: rows[y].startIndex, to: range.lowerBound)
            for x in x..<x + word.count {
                var clicked = state
                clicked.press(.mouse(.press, at: Point(x, y)))
                #expect(clicked.isEnlarged == isEnlarged, "\(word) at \(x)")
            }
            state.press(.character("z"))
        }
    }

    @Test(arguments: [(120, 40), (80, 24), (40, 10)])
    func `each sign of a note with two keys is its key, and its word the first`(
        width: Int, height: Int
    ) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("3"), .character("+"))
        let y = try #require(state.layout.panes[.chart]).y
        let row = Screen().draw(state, symbols: .unicode).rows[y]
        let range = try #require(row.firstRange(of: "12 h +-"), "\(row)")
        let x = row.distance(from: row.startIndex, to: range.lowerBound)
        for (column, hours) in [(0, 6), (5, 6), (6, 24)] {
            var clicked = state
            clicked.press(.mouse(.press, at: Point(x + column, y)))
            #expect(clicked.chart.span.minutes == hours * 60, "column \(column)")
        }
    }
}
