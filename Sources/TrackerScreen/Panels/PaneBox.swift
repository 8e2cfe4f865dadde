/// The frame of a pane: its title, its notes, its count, and which part of a list is seen.
struct PaneBox {
    let title: PaneTitle
    /// `nil`: no digit leads to it.
    let digit: Int?
    let isFocused: Bool
    /// Whether it has sides and a bottom, and not a line at the top alone.
    var hasSides = true
    /// The rows that are seen of a list of so many.
    var seen: (rows: Range<Int>, count: Int)?

    private var frame: Style { isFocused ? .frameFocused : .frame }

    /// Draws the frame along the inner edge of the canvas.
    func draw(on canvas: inout Canvas) {
        guard canvas.width >= 2, canvas.height >= 1 else { return }
        if hasSides {
            canvas.border(canvas.bounds, style: frame)
        } else {
            canvas.fill(
                canvas.bounds.splitTop(1).top, with: canvas.symbols.horizontal, style: frame)
        }
        drawTitle(on: &canvas)
        drawCount(on: &canvas)
        drawScroll(on: &canvas)
    }

    private func drawTitle(on canvas: inout Canvas) {
        let fitting = title.fitting(width: canvas.width, hasSides: hasSides)
        let ends = canvas.symbols.textEnds
        var x = 2
        if hasSides, canvas.width > 6 { canvas.put(ends[0], at: Point(x, 0), style: frame) }
        if !hasSides { x = 0 }
        if let digit, digit <= canvas.symbols.digits.count {
            canvas.put(
                canvas.symbols.digits[digit - 1], at: Point(x + 1, 0),
                style: isFocused ? .accent.bold : .accent)
        }
        x = Self.write(fitting.name, at: Point(digit == nil ? x + 1 : x + 2, 0), on: &canvas)
        canvas.put(hasSides ? ends[1] : " ", at: Point(x, 0), style: frame)
        for note in fitting.notes {
            let end = Self.write(note.pieces, at: Point(note.x, 0), on: &canvas)
            canvas.put(hasSides ? ends[0] : " ", at: Point(note.x - 1, 0), style: frame)
            canvas.put(hasSides ? ends[1] : " ", at: Point(end, 0), style: frame)
        }
    }

    private static func write(
        _ pieces: [PaneTitle.Piece], at start: Point, on canvas: inout Canvas
    ) -> Int {
        pieces.reduce(start.x) { x, piece in
            x + canvas.write(piece.text, at: Point(x, start.y), style: piece.style)
        }
    }

    private func drawCount(on canvas: inout Canvas) {
        guard let count = title.count else { return }
        let y = hasSides ? canvas.height - 1 : 0
        let x = canvas.width - count.cellWidth - 2
        guard x > 6 else { return }
        let ends = canvas.symbols.textEnds
        canvas.put(hasSides ? ends[2] : " ", at: Point(x - 1, y), style: frame)
        let end = x + canvas.write(count, at: Point(x, y), style: .dim)
        canvas.put(hasSides ? ends[3] : " ", at: Point(end, y), style: frame)
    }

    /// The part of the right side that stands beside the rows as what is seen does in the list.
    private func drawScroll(on canvas: inout Canvas) {
        guard hasSides, let seen, seen.rows.count < seen.count, !seen.rows.isEmpty else { return }
        let track = seen.rows.count
        let top = canvas.height - 1 - track
        let length = max(1, track * track / seen.count)
        let start = (track - length) * seen.rows.lowerBound / max(1, seen.count - track)
        let mark = Rect(x: canvas.width - 1, y: top + start, width: 1, height: length)
        canvas.fill(mark, with: canvas.symbols.scroll, style: isFocused ? .accent : .dim)
    }
}
