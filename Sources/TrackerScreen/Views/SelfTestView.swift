import TrackerEngine

/// A test of the terminal: every meaning in its look, and every kind of glyph.
struct SelfTestView: Overlay {
    typealias Deed = Never

    static let opener = Opener(
        "self-test", "t", "test whether the terminal shows the colours and glyphs",
        title: "Self-test",
        for: .program)
    static let extent = Extent.body

    init(_ state: inout State) {}

    /// Any key goes back.
    mutating func pressOther(_ key: Key, _ state: inout State) -> Outcome { .close() }

    func draw(_ state: State, on canvas: inout Canvas) {
        BoardBox(
            title: [("test of colours and glyphs", .title)],
            notes: [PaneTitle.Note([[("any key goes back", .dim)]])],
            hasSides: BoardBox.hasSides(in: canvas.size)
        ).draw(on: &canvas) { inside in
            let rows = drawMeanings(on: &inside)
            let rest = inside.bounds.splitTop(rows + (inside.height < 20 ? 0 : 1)).rest
            inside.draw(in: rest) { drawGlyphs(state, on: &$0) }
        }
    }

    /// Draws every meaning in its look: scales as rows of blocks, the others as their names.
    ///
    /// - Returns: how many rows they take.
    private func drawMeanings(on canvas: inout Canvas) -> Int {
        let scales: [(name: String, meanings: [Style.Meaning])] = [
            ("change", Style.Meaning.changes), ("trail", Style.Meaning.trails),
            ("heat", Style.Meaning.heats), ("fill", [.fillUp, .fillDown]),
        ]
        let block = canvas.symbols.risers.suffix(2).first ?? "#"
        var at = Point.zero
        /// Begins a new row where so many columns have no room.
        func room(_ columns: Int) {
            if at.x > 0, at.x + columns > canvas.width { at = Point(0, at.y + 1) }
        }
        for scale in scales {
            room(scale.name.count + 1 + scale.meanings.count)
            at.x += canvas.write(scale.name, at: at, style: .label) + 1
            for meaning in scale.meanings {
                canvas.put(block, at: at, style: Style(meaning))
                at.x += 1
            }
            at.x += 2
        }
        for chip in [Style(.rise4), Style(.fall4), .accent, .simulated] {
            let style = chip == .simulated ? chip : chip.chip
            room(3)
            at.x += canvas.write(" 1 ", at: at, style: style) + 1
        }
        room(12)
        at.x += canvas.write("chosen row", at: at, style: .plain.on(.selection)) + 2
        let scaled = Set(scales.flatMap(\.meanings))
        for meaning in Style.Meaning.allCases where !scaled.contains(meaning) && meaning != .ink {
            let name = "\(meaning)"
            room(name.count)
            at.x += canvas.write(name, at: at, style: Style(meaning)) + 2
        }
        return at.y + 1
    }

    private func drawGlyphs(_ state: State, on canvas: inout Canvas) {
        let symbols = canvas.symbols
        func text(_ scalars: [Unicode.Scalar]) -> String {
            String(String.UnicodeScalarView(scalars))
        }
        let lines: [(String, String)] =
            [
                ("theme", "\(state.theme.rawValue), glyphs \(state.glyphs.rawValue)"),
                (
                    "braille",
                    symbols.isASCII ? "not in this locale" : "⡀⡄⡆⡇⣇⣧⣷⣿ even dots, no boxes"
                ),
                ("blocks", symbols.isASCII ? "not in this locale" : "▖▘▝▗▚▞▙▛▜▟▌▐▀▄█ no gaps"),
                ("bars", text(symbols.risers) + " " + text(symbols.bars)),
                (
                    "frames",
                    text([symbols.corners[0], symbols.horizontal, symbols.tick, symbols.corners[1]])
                        + text([symbols.vertical, symbols.level, symbols.pole])
                ),
                (
                    "signs",
                    text([
                        symbols.up, symbols.down, symbols.pointer, symbols.star, symbols.good,
                        symbols.bad, symbols.ellipsis,
                    ])
                ),
                (
                    "wide",
                    symbols.isASCII ? "not in this locale" : "汉字|e\u{301}| the bars below this"
                ),
                ("", symbols.isASCII ? "" : "----|-| line up with these"),
            ] + state.surroundings.terminal.remarks.map { ("terminal", $0) }
        for (row, line) in lines.enumerated() {
            canvas.write(line.0, at: Point(0, row), style: .label)
            canvas.write(line.1, at: Point(10, row), width: max(0, canvas.width - 10))
        }
        let chart = Rect(x: 0, y: lines.count + 1, width: min(60, canvas.width), height: 8)
            .intersection(canvas.bounds)
        canvas.draw(in: chart) { part in
            let wave = (0..<240).map { (minute: Int) -> Double in
                let saw = minute * minute / 7 % 60
                return Double(100 + saw + minute / 4)
            }
            Chart(values: wave, start: 0, style: .rising).draw(on: &part)
        }
    }
}
