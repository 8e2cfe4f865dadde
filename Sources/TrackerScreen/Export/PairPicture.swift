package import TrackerEngine

/// A pair's figures and chart, drawn once: for standard output instead of a screen.
package struct PairPicture {
    private let canvas: Canvas

    /// - Returns: `nil` for a pair without a price in the window.
    package init?(
        _ instrument: Instrument, in window: DayWindow, size: Size, symbols: Symbols,
        localTime: LocalTime
    ) {
        var memory = ScreenMemory()
        memory.market = instrument.market
        memory.pair = instrument.pair
        let snapshot = Snapshot(
            window: window, sources: [], store: .memory(reason: ""))
        var state = State(
            snapshot: snapshot, size: size, localTime: localTime, port: nil,
            catalogue: ViewCatalogue())
        _ = state.update(on: .goBack(memory))
        guard let parts = PairParts(state), state.chosenInstrument == instrument else { return nil }
        var canvas = Canvas(size, symbols: symbols)
        let (title, rest) = canvas.bounds.splitTop(1)
        RuleTitle.draw(
            snapshot.fullTitle(of: instrument), note: "", style: .frame, in: title, on: &canvas)
        canvas.draw(in: rest) { parts.draw(state, on: &$0) }
        self.canvas = canvas
    }

    /// The rows as lines, without blanks at their ends.
    ///
    /// `change`: what turns a style on after another one; nothing for plain text.
    package func text(_ change: (_ to: Style) -> String = { _ in "" }) -> String {
        canvas.text(change)
    }
}

extension Canvas {
    fileprivate func text(_ change: (Style) -> String) -> String {
        (0..<height).map { y -> String in
            var line = String.UnicodeScalarView()
            var style = Style.plain
            let end = (0..<width).last { x in self[x, y].scalar != " " || isSeen(self[x, y]) }
            for x in 0..<(end.map { $0 + 1 } ?? 0) where !self[x, y].isContinuation {
                let cell = self[x, y]
                if cell.style != style {
                    line.append(contentsOf: change(cell.style).unicodeScalars)
                    style = cell.style
                }
                line.append(cell.scalar)
                if let mark = cell.mark { line.append(mark) }
            }
            if style != .plain { line.append(contentsOf: change(.plain).unicodeScalars) }
            return String(line) + "\n"
        }.joined()
    }

    /// A blank in reverse.
    private func isSeen(_ cell: Cell) -> Bool { cell.style.attributes.contains(.reverse) }
}
