/// The box of a view over the panes: its name and its keys in the top line, its count in the bottom
/// line.
///
/// It is as wide as what is in it, and leaves two columns of the panes at each side. On narrow
/// screens it takes all of the room between the top line and the bottom line.
struct PopupBox {
    let title: String
    /// The title where there is little room; `nil`: the same.
    var short: String?
    /// The keys that work in it: words go if there is no room, keys stay.
    let keys: [KeyHint]
    /// How much there is, at the bottom; `nil`: nothing.
    var count: String?
    /// The rows that are seen of a list of so many, which ends at the bottom of the box.
    var seen: (rows: Range<Int>, count: Int)?
    /// The columns and rows of what is in it.
    let content: Size

    /// The width of the screen below which a box takes all of it.
    static let leastWidth = 60

    private static let leastKept = 30

    /// The places of a box and of what is in it, in a part of the screen.
    struct Places: Hashable {
        let frame: Rect
        let inside: Rect
        let hasSides: Bool
    }

    static func places(for content: Size, in bounds: Rect) -> Places {
        guard bounds.width >= leastWidth else {
            let hasSides = BoardBox.hasSides(in: bounds.size)
            return Places(
                frame: bounds,
                inside: hasSides
                    ? bounds.inset(columns: 2, rows: 1) : bounds.splitTop(1).rest.inset(columns: 1),
                hasSides: hasSides)
        }
        let frame = bounds.centred(
            Size(width: min(content.width + 4, bounds.width - 4), height: content.height + 2))
        return Places(frame: frame, inside: frame.inset(columns: 2, rows: 1), hasSides: true)
    }

    /// Draws the box in the middle of the canvas, and what is in it on a canvas of its own.
    func draw(on canvas: inout Canvas, _ body: (inout Canvas) -> Void) {
        let places = Self.places(for: content, in: canvas.bounds)
        canvas.fill(places.frame)
        canvas.draw(in: places.frame) { frame in
            var box = PaneBox(
                title: texts(frame.symbols, width: frame.width), digit: nil, isFocused: true,
                hasSides: places.hasSides)
            box.seen = seen
            box.draw(on: &frame)
        }
        canvas.draw(in: places.inside) { body(&$0) }
    }

    /// The frame for clicks, on a part of the screen.
    func frame(in bounds: Rect, _ symbols: Symbols) -> ViewFrame {
        let places = Self.places(for: content, in: bounds)
        return ViewFrame(
            place: places.frame, title: texts(symbols, width: places.frame.width),
            hasSides: places.hasSides)
    }

    private func texts(_ symbols: Symbols, width: Int) -> PaneTitle {
        PaneTitle(
            names: [[(title, .title)], [(short ?? title, .title)]],
            notes: notes(symbols, width: width), count: count)
    }

    /// The way out is the last one, and stays where there is room for anything beside the title.
    private func notes(_ symbols: Symbols, width: Int) -> [PaneTitle.Note] {
        keys.enumerated().map { place, hint in
            PaneTitle.Note(
                keys: hint.names, hint.does, in: symbols,
                isKept: place == keys.count - 1 && width >= Self.leastKept)
        }
    }
}

/// A view in a box, whose keys in the frame can be clicked.
protocol Popup: Overlay {
    /// The box on a part of the screen of some size.
    func box(_ state: State, in size: Size) -> PopupBox
}

extension Popup {
    func frames(_ state: State) -> [ViewFrame] {
        let size = state.layout.body.size
        return [box(state, in: size).frame(in: Rect(size), state.symbols)]
    }
}

/// The line of a popup in which one types.
struct PopupField {
    let mark: String
    let prompt: Prompt
    /// What stands there while nothing is typed.
    let placeholder: String

    /// Draws the first row of the canvas, with the terminal's cursor behind what is typed.
    func draw(on canvas: inout Canvas) {
        let x = canvas.write(mark, at: .zero, style: .key) + 1
        guard !prompt.text.isEmpty else {
            canvas.write(
                placeholder, at: Point(x, 0), style: .dim,
                width: placeholder.cellWidth <= canvas.width - x ? placeholder.cellWidth : 0)
            return canvas.placeCursor(at: Point(x, 0))
        }
        // The end is what is being typed.
        var text = Substring(prompt.text)
        while String(text).cellWidth > max(1, canvas.width - x - 1) { text.removeFirst() }
        let width = canvas.write(text, at: Point(x, 0), style: .strong)
        canvas.placeCursor(at: Point(x + width, 0))
    }
}
