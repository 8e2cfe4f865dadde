import TrackerEngine

/// A test of the terminal: every meaning in its look, and every kind of glyph.
struct SelfTestView: Overlay {
    typealias Deed = Never

    static let opener = Opener(
        "self-test", "t", "whether the terminal shows colours and glyphs", title: "Self-test")
    static let extent = Extent.body

    init(_ state: inout State) {}

    /// Any key goes back.
    mutating func pressOther(_ key: Key, _ state: inout State) -> Outcome { .close() }

    func draw(_ state: State, on canvas: inout Canvas) {
        RuleTitle.draw(
            "Test of colours and glyphs", note: "any key goes back", style: .frameFocused,
            in: Rect(x: 0, y: 0, width: canvas.width, height: 1), on: &canvas)
        canvas.draw(in: canvas.bounds.splitTop(1).rest.inset(columns: 1)) { inside in
            let rows = drawMeanings(on: &inside)
            let rest = inside.bounds.splitTop(rows + 1).rest
            inside.draw(in: rest) { drawGlyphs(state, on: &$0) }
        }
    }

    /// - Returns: how many rows they take.
    private func drawMeanings(on canvas: inout Canvas) -> Int {
        let all = Style.Meaning.allCases
        let columns = max(1, canvas.width / 20)
        for (place, meaning) in all.enumerated() {
            let (row, column) = place.quotientAndRemainder(dividingBy: columns)
            canvas.write(
                "\(meaning)", at: Point(column * 20, row), style: Style(meaning),
                width: min(18, max(0, canvas.width - column * 20)))
        }
        return (all.count + columns - 1) / columns
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
