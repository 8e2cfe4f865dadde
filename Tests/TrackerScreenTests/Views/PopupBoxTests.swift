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

    // MARK: - Clicks

    /// The columns of a text in the row of the frame, and that row.
    private static func place(
        of text: String, in state: State, symbols: Symbols = .unicode
    ) -> Point? {
        let rows = Screen().draw(state, symbols: symbols).rows
        let bounds = rows.indices.dropFirst().dropLast()
        guard let y = bounds.first(where: { rows[$0].contains("Esc") }),
            let range = rows[y].firstRange(of: text)
        else { return nil }
        return Point(rows[y].distance(from: rows[y].startIndex, to: range.lowerBound), y)
    }

    @Test(arguments: popups, sizes)
    func `a click on a key in the frame is that key`(key: Key, size: (Int, Int)) throws {
        var opened = try SampleState.state(size.0, size.1)
        opened.press(key)
        let overlay = try #require(opened.overlay)
        let way = try #require(Self.place(of: "Esc", in: opened))
        var keys: [Key] = []
        for x in 0..<size.0 {
            guard let found = overlay.key(at: Point(x, way.y), opened) else { continue }
            if !keys.contains(found) { keys.append(found) }
            var (clicked, pressed) = (opened, opened)
            clicked.press(.mouse(.press, at: Point(x, way.y)))
            pressed.press(found)
            #expect(
                Screen().draw(clicked, symbols: .unicode)
                    == Screen().draw(pressed, symbols: .unicode), "\(x): \(found)")
        }
        // Each sign that is seen in the frame is one of them.
        #expect(overlay.key(at: way, opened) == .escape && keys.contains(.escape))
        for key in opened.hints.flatMap({ KeyName.keys(ofSigns: $0.names) }) {
            let sign = KeyName.sign(key)
            guard let place = Self.place(of: sign, in: opened), sign.count > 1 || !key.isLetter
            else { continue }
            #expect(overlay.key(at: place, opened) == key, "\(sign)")
        }
        for y in [way.y - 1, way.y + 1] {
            #expect(overlay.key(at: Point(way.x, y), opened) == nil)
        }
    }

    @Test(arguments: [Key.character("v"), .character("o")], sizes)
    func `a click on a key in the frame of a board is that key`(
        key: Key, size: (Int, Int)
    ) throws {
        var opened = try SampleState.state(size.0, size.1)
        opened.press(key)
        let overlay = try #require(opened.overlay)
        let frame = try #require(overlay.frames(opened).first)
        let y = opened.layout.body.y + frame.place.y
        let row = Array(Screen().draw(opened, symbols: .unicode).rows[y])
        var keys: Set<Key> = []
        for x in 0..<size.0 {
            let point = Point(x, y)
            var (clicked, pressed) = (opened, opened)
            clicked.press(.mouse(.press, at: point))
            if let found = overlay.key(at: point, opened) {
                keys.insert(found)
                pressed.press(found)
            }
            // Where no key is, a click on the frame is nothing.
            #expect(
                Screen().draw(clicked, symbols: .unicode)
                    == Screen().draw(pressed, symbols: .unicode), "\(x)")
        }
        for sign: Character in ["+", "-", "O", "u"]
        where frame.title.notes.contains(where: { note in
            note.keys.contains(.character(sign))
        }) {
            guard let x = row.lastIndex(of: sign), row[x] == sign else { continue }
            #expect(keys.contains(.character(sign)), "\(sign)")
        }
        #expect(!keys.isEmpty || size.0 < 60)
    }

    @Test func `a click on a word in the frame is the last of its keys`() throws {
        var state = try SampleState.state(80, 24)
        state.press(.character(","))
        let word = try #require(Self.place(of: "change", in: state))
        let theme = state.theme
        state.press(.mouse(.press, at: word))
        #expect(state.theme != theme && state.overlay is SettingsView)
        state.press(.left)
        #expect(state.theme == theme)
        let close = try #require(Self.place(of: "close", in: state))
        state.press(.mouse(.press, at: close))
        #expect(state.overlay == nil)
    }

    @Test func `clicks go by the signs of the terminal, too`() throws {
        let report = TerminalReport(asciiReason: "a test")
        var state = try SampleState.state(80, 24, terminal: report)
        state.press(.character("s"), .down)
        let column = state.sort.column
        let enter = try #require(Self.place(of: "Enter", in: state, symbols: .ascii))
        state.press(.mouse(.press, at: Point(enter.x + 4, enter.y)))
        #expect(state.overlay == nil && state.sort.column != column)
    }

    @Test(arguments: [
        [Key.up, .down], [.left, .right], [.pageUp, .pageDown], [.enter], [.control("p"), .escape],
        [.character("x")], [.function(5), .character(" ")],
    ])
    func `the keys of a hint are found in its signs`(keys: [Key]) throws {
        #expect(KeyName.keys(ofSigns: try #require(KeyName.signs(keys))) == keys)
    }

    // MARK: - Rows

    /// The place of a text below the frame's first row.
    private static func row(of text: String, in state: State) -> Point? {
        guard let frame = state.overlay?.frames(state).first?.place else { return nil }
        let rows = Screen().draw(state, symbols: .unicode).rows
        for y in frame.y + 1..<frame.bottom {
            let row = String(Array(rows[y + state.layout.body.y])[frame.x..<frame.right])
            guard let range = row.firstRange(of: text) else { continue }
            let x = row.distance(from: row.startIndex, to: range.lowerBound)
            return Point(frame.x + x, y + state.layout.body.y)
        }
        return nil
    }

    @Test(arguments: sizes)
    func `a click chooses a row, and once more does what it stands for`(
        width: Int, height: Int
    ) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("s"))
        let price = try #require(Self.row(of: "price", in: state))
        state.press(.mouse(.press, at: price))
        #expect(try #require(state.overlay as? SortView).row == 1)
        let again = try #require(Self.row(of: "price", in: state))
        state.press(.mouse(.press, at: again))
        #expect(state.overlay == nil && state.sort.column == .price)

        state.press(.character(","))
        let glyphs = try #require(Self.row(of: "glyphs", in: state))
        state.press(.mouse(.press, at: glyphs))
        #expect(state.glyphs == .auto && state.overlay is SettingsView)
        let chosen = try #require(Self.row(of: "glyphs", in: state))
        state.press(.mouse(.press, at: chosen))
        #expect(state.glyphs == .braille && state.overlay is SettingsView)
    }

    @Test(arguments: sizes)
    func `a click in the jump chooses a pair, and once more goes to it`(
        width: Int, height: Int
    ) throws {
        var state = try SampleState.state(width, height)
        state.press(.control("p"))
        state.type("okx")
        let found = try #require(state.overlay as? JumpView).found
        let second = try #require(Self.row(of: state.snapshot.title(of: found[1]), in: state))
        state.press(.mouse(.press, at: second))
        #expect(try #require(state.overlay as? JumpView).row == 1)
        state.press(.mouse(.wheelUp, at: second), .mouse(.wheelDown, at: second))
        let again = try #require(Self.row(of: state.snapshot.title(of: found[1]), in: state))
        state.press(.mouse(.press, at: again))
        #expect(state.overlay == nil && state.chosenInstrument == found[1])
    }

    @Test(arguments: popups)
    func `a click outside of the box closes it, one on nothing in it does not`(key: Key) throws {
        var state = try SampleState.state(120, 40)
        state.press(key)
        let before = state
        state.press(.mouse(.press, at: Point(0, 20)))
        #expect(state.overlay == nil)
        let frame = try #require(before.overlay?.frames(before).first).place
        var stays = before
        let corner = Point(frame.x, before.layout.body.y + frame.bottom - 1)
        stays.press(.mouse(.press, at: corner))
        #expect(stays.overlay != nil)
        stays.press(.mouse(.wheelUp, at: corner), .mouse(.wheelDown, at: corner))
        #expect(stays.overlay != nil)
    }

    @Test func `saved views are shown by clicks, but not while a name is typed`() throws {
        var state = try SampleState.state(120, 40)
        for name in ["first", "second"] {
            state.press(.character("s"), name == "first" ? .character("p") : .character("c"))
            state.press(.character("V"), .character("n"))
            state.type(name)
            state.press(.enter)
        }
        state.press(.character("V"))
        let first = try #require(Self.row(of: "first", in: state))
        var naming = state
        naming.press(.character("n"))
        naming.press(.mouse(.press, at: first), .mouse(.press, at: first))
        #expect(naming.overlay is SavedViewsView && naming.sort.column == .change)
        state.press(.mouse(.press, at: first))
        if state.overlay != nil { state.press(.mouse(.press, at: first)) }
        #expect(state.overlay == nil && state.sort.column == .price)
    }
}

extension Key {
    /// Whether it may be a letter of a word, too.
    fileprivate var isLetter: Bool {
        if case .character(let character) = self { character.isLetter } else { false }
    }
}
