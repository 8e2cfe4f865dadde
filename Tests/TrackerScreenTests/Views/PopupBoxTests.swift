import Testing

@testable import TrackerScreen

struct PopupBoxTests {
    /// The keys that open each popup.
    private static let popups: [Key] = [
        .character("s"), .control("p"), .character("V"), .character(","), .character("?"),
    ]
    private static let sizes = [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10)]

    @Test(arguments: [0, 1, 20, 49, 50, 59, 60, 61, 100, 300], [0, 1, 2, 8, 16, 40])
    func `a box leaves two columns at each side, and takes all of a narrow screen`(
        width: Int, height: Int
    ) {
        let bounds = Rect(Size(width: width, height: height))
        for content in [Size(width: 10, height: 3), Size(width: 500, height: 500)] {
            let places = PopupBox.places(for: content, in: bounds)
            #expect(places.frame.intersection(bounds) == places.frame)
            #expect(places.inside.intersection(bounds).size == places.inside.size)
            if width >= PopupBox.leastWidth {
                #expect(places.frame.width <= width - 4 && places.frame.x >= 2)
            } else {
                #expect(places.frame == bounds)
            }
        }
    }

    @Test(arguments: popups, sizes)
    func `its keys are in its frame and in the bottom line, and none is cut`(
        key: Key, size: (Int, Int)
    ) throws {
        var state = try SampleState.state(size.0, size.1)
        state.press(key)
        let canvas = Screen().draw(state, symbols: .unicode)
        let rows = canvas.rows
        let frame = try #require(
            rows.dropFirst().dropLast().first { $0.contains("Esc") && $0.contains("─") })
        #expect(!frame.contains("…"))
        #expect(rows.last?.contains("Esc") == true && rows.last?.contains("…") == false)
    }

    @Test(arguments: popups)
    func `what is behind is drawn back where there are colours for it`(key: Key) throws {
        for colours in [256, 16] {
            var terminal = TerminalReport()
            terminal.colours = colours
            var state = try SampleState.state(120, 40, terminal: terminal)
            let before = Screen().draw(state, symbols: .unicode)
            state.press(key)
            let canvas = Screen().draw(state, symbols: .unicode)
            // The first column of the panes is never below a box.
            for y in 1..<39 {
                #expect(canvas[0, y].scalar == before[0, y].scalar)
                #expect(canvas[0, y].style == (colours == 256 ? .frame : before[0, y].style))
            }
        }
    }

    @Test func `what is longer than its field shows its end`() throws {
        var state = try SampleState.state(40, 10)
        state.press(.control("p"))
        for _ in 0..<20 { state.type("abc") }
        let canvas = Screen().draw(state, symbols: .unicode)
        let cursor = try #require(canvas.cursor)
        #expect(cursor.x < 40)
        #expect(canvas[cursor.x - 1, cursor.y].scalar == "c")
    }
}
