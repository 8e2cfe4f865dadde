/// A bar along the first row of a canvas, as long as a share of it; the least share is seen.
struct Bar {
    /// The signs that it is made of.
    enum Look: Hashable, Sendable {
        /// Filled cells, the last one to an eighth.
        case block
        /// A line of whole cells.
        case line
    }

    private let share: Double
    private let look: Look

    /// A bar of a share from 0 on; NaN counts as 0.
    ///
    /// A line of more than 1 has a mark at its end.
    init(_ share: Double, _ look: Look = .block) {
        self.share = share > 0 ? share : 0
        self.look = look
    }

    /// Draws the bar from the left edge, or from the right one.
    func draw(on canvas: inout Canvas, style: Style, fromRight: Bool = false) {
        let symbols = canvas.symbols
        let signs = look == .line ? [symbols.bar] : symbols.bars
        guard share > 0, canvas.width > 0, let full = signs.last else { return }
        let room = canvas.width * signs.count
        let parts = max(1, Int((min(share, 1) * Double(room)).rounded()))
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: signs.count)
        func place(_ x: Int) -> Point { Point(fromRight ? canvas.width - 1 - x : x, 0) }
        for x in 0..<whole { canvas.put(full, at: place(x), style: style) }
        if rest > 0 { canvas.put(signs[rest - 1], at: place(whole), style: style) }
        guard look == .line, share > 1 else { return }
        canvas.put(
            fromRight ? symbols.pointerBack : symbols.pointer, at: place(canvas.width - 1),
            style: style)
    }
}

/// A bar over all columns of a canvas from its bottom on, as high as a share of it, to an eighth of
/// a row; the least is seen.
struct RisingBar {
    private let share: Double

    init(_ share: Double) { self.share = share > 0 ? min(share, 1) : 0 }

    func draw(on canvas: inout Canvas, style: Style) {
        let signs = canvas.symbols.risers
        let parts = max(1, Int((share * Double(canvas.height * signs.count)).rounded()))
        for row in 0..<canvas.height {
            let level = min(signs.count, parts - row * signs.count)
            guard level > 0 else { break }
            let line = Rect(x: 0, y: canvas.height - 1 - row, width: canvas.width, height: 1)
            canvas.fill(line, with: signs[level - 1], style: style)
        }
    }
}

/// A bar to the left or the right of a middle, for what lies below or above something.
struct BalanceBar {
    private let share: Double

    /// A bar of a share in -1...1, from the middle on; beyond it has a mark at its end.
    init(_ share: Double) { self.share = share }

    /// Draws the bar with its middle, which an odd number of columns has.
    func draw(on canvas: inout Canvas, style: Style) {
        let half = (canvas.width - 1) / 2
        guard half > 0 else { return }
        canvas.put(canvas.symbols.vertical, at: Point(half, 0), style: .frame)
        let side = Rect(x: share < 0 ? 0 : half + 1, y: 0, width: half, height: 1)
        let bar = Bar(share.magnitude, .line)
        canvas.draw(in: side) { bar.draw(on: &$0, style: style, fromRight: share < 0) }
    }
}
