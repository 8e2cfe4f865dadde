/// The frame of a view in place of the panes, or of a part of one.
struct BoardBox {
    let title: [PaneTitle.Piece]
    /// The title where there is little room; `nil`: the same.
    var short: [PaneTitle.Piece]?
    var notes: [PaneTitle.Note] = []
    var count: String?
    /// The rows that are seen of a list of so many, which ends at the bottom of the frame.
    var seen: (rows: Range<Int>, count: Int)?
    var isFocused = true
    /// Whether it has sides and a bottom, and not a line at the top alone.
    let hasSides: Bool

    /// The texts in the frame.
    private var texts: PaneTitle {
        PaneTitle(names: [title] + (short.map { [$0] } ?? []), notes: notes, count: count)
    }

    /// The frame for clicks, if it stands at a place of the view.
    func frame(at place: Rect) -> ViewFrame {
        ViewFrame(place: place, title: texts, hasSides: hasSides)
    }

    /// Whether frames have sides on a part of the screen of some size, as those of panes.
    static func hasSides(in size: Size) -> Bool { size.width >= 50 && size.height >= 16 }

    /// A frame without its sides.
    static func inside(_ rect: Rect, hasSides: Bool) -> Rect {
        hasSides ? rect.inset(columns: 1, rows: 1) : rect.splitTop(1).rest
    }

    /// Draws the frame along the edge of the canvas, and what is in it on a canvas of its own.
    func draw(on canvas: inout Canvas, _ body: (inout Canvas) -> Void) {
        var box = PaneBox(
            title: texts, digit: nil, isFocused: isFocused, hasSides: hasSides)
        box.seen = seen
        box.draw(on: &canvas)
        canvas.draw(in: Self.inside(canvas.bounds, hasSides: hasSides)) { body(&$0) }
    }
}

extension PaneTitle.Note {
    /// Keys and a word, the word only as far as there is room; a click is one of the keys.
    init(keys names: String, _ word: String, in symbols: Symbols, isKept: Bool = false) {
        let keys = KeyName.keys(ofSigns: names)
        var signs: [PaneTitle.Piece] = []
        for key in keys {
            let isArrow = [.up, .down, .left, .right].contains(key)
            if !signs.isEmpty, !isArrow { signs.append((" ", .plain)) }
            signs.append((KeyName.shown(KeyName.sign(key), in: symbols), .key))
        }
        self.init([signs + [(" " + word, .plain)], signs], keys: keys, isKept: isKept)
    }
}
