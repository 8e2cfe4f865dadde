/// The frame of a view in place of the panes, or of a part of one.
struct BoardBox {
    let title: [PaneTitle.Piece]
    var notes: [PaneTitle.Note] = []
    var count: String?
    /// The rows that are seen of a list of so many, which ends at the bottom of the frame.
    var seen: (rows: Range<Int>, count: Int)?
    var isFocused = true
    /// Whether it has sides and a bottom, and not a line at the top alone.
    let hasSides: Bool

    /// Whether frames have sides on a part of the screen of some size, as those of panes.
    static func hasSides(in size: Size) -> Bool { size.width >= 50 && size.height >= 16 }

    /// A frame without its sides.
    static func inside(_ rect: Rect, hasSides: Bool) -> Rect {
        hasSides ? rect.inset(columns: 1, rows: 1) : rect.splitTop(1).rest
    }

    /// Draws the frame along the edge of the canvas, and what is in it on a canvas of its own.
    func draw(on canvas: inout Canvas, _ body: (inout Canvas) -> Void) {
        var box = PaneBox(
            title: PaneTitle(names: [title], notes: notes, count: count), digit: nil,
            isFocused: isFocused, hasSides: hasSides)
        box.seen = seen
        box.draw(on: &canvas)
        canvas.draw(in: Self.inside(canvas.bounds, hasSides: hasSides)) { body(&$0) }
    }
}

extension PaneTitle.Note {
    /// A key and a word, the word only as far as there is room.
    init(keys: String, _ word: String, in symbols: Symbols, isKept: Bool = false) {
        let names = KeyName.shown(keys, in: symbols)
        self.init([[(names, .key), (" " + word, .plain)], [(names, .key)]], isKept: isKept)
    }
}
