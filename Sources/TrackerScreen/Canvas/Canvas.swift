/// A grid of cells to draw on; knows no terminal.
///
/// Everything clips: drawing outside is no mistake, and nothing is drawn there. Coordinates count
/// from the top left of the part that is drawn on, which is the whole canvas or, in `draw(in:)`,
/// a part of it. Two canvases are equal when they show the same.
///
/// Members that a terminal needs for every cell are `public`, here and in `Cell` and `Style`:
/// across modules
/// the compiler inlines nothing else, `package` included, and a screen has 10,000 cells.
public struct Canvas: Sendable {
    /// The signs to draw with; texts in an ASCII canvas show `?` for everything else.
    let symbols: Symbols
    /// The rectangle of the whole grid.
    private let whole: Size
    /// The part that is drawn on, in coordinates of the whole; never sticks out.
    private var part: Rect
    /// Where the terminal's cursor stands, in coordinates of the whole; `nil`: it is hidden.
    package private(set) var cursor: Point?
    /// The part that may show what it showed before while keys are held, in coordinates of the
    /// whole; `nil`: none.
    private(set) var laggard: Rect?
    /// Row by row.
    private var cells: [Cell]

    /// A blank canvas.
    init(_ size: Size, symbols: Symbols = .unicode) {
        self.symbols = symbols
        whole = size
        part = Rect(size)
        cells = Array(repeating: .blank, count: size.width * size.height)
    }

    public var size: Size { part.size }
    var width: Int { part.width }
    public var height: Int { part.height }
    /// All of it, from 0, 0.
    var bounds: Rect { Rect(size) }

    /// The cell at a place, blank outside.
    subscript(_ x: Int, _ y: Int) -> Cell {
        guard let index = index(x, y) else { return .blank }
        return cells[index]
    }

    /// The cells of a row of the whole canvas; `row` is one that it has.
    public func cells(ofRow row: Int) -> ArraySlice<Cell> {
        cells[row * whole.width..<(row + 1) * whole.width]
    }

    /// Whether a row of this canvas looks as the same row of another one of the same size.
    public func hasSameRow(_ row: Int, as other: Canvas) -> Bool {
        cells(ofRow: row) == other.cells(ofRow: row)
    }

    /// Draws on a part as on a canvas of its own, cut to what there is.
    mutating func draw(in rect: Rect, _ body: (inout Canvas) -> Void) {
        let outer = part
        part = Rect(
            x: outer.x + rect.x, y: outer.y + rect.y, width: rect.width, height: rect.height
        ).intersection(outer)
        body(&self)
        part = outer
    }

    private func index(_ x: Int, _ y: Int) -> Int? {
        guard x >= 0, y >= 0, x < part.width, y < part.height else { return nil }
        return (part.y + y) * whole.width + part.x + x
    }

    /// Puts a cell down; a wide one needs room for both halves.
    mutating func set(_ cell: Cell, at point: Point) {
        guard let index = index(point.x, point.y), !cell.isContinuation,
            !cell.isWide || point.x + 1 < part.width
        else { return }
        if cells[index].isContinuation { cells[index - 1] = blanked(cells[index - 1]) }
        breakWide(at: cell.isWide ? index + 1 : index)
        if cell.isWide {
            if cells[index].isWide { breakWide(at: index) }
            cells[index + 1] = .continuation(style: cell.style)
        }
        cells[index] = cell
    }

    /// A wide character that loses its left half loses its right half too.
    private mutating func breakWide(at index: Int) {
        if cells[index].isWide { cells[index + 1] = blanked(cells[index + 1]) }
    }

    private func blanked(_ cell: Cell) -> Cell { Cell(" ", style: cell.style) }

    /// Shows the terminal's cursor at a place: there is what is typed next.
    ///
    /// An input method opens its window there. A place outside is moved to the nearest one inside.
    mutating func placeCursor(at point: Point) {
        guard !bounds.isEmpty else { return }
        cursor = Point(
            part.x + min(max(point.x, 0), width - 1), part.y + min(max(point.y, 0), height - 1))
    }

    /// Says that the part which is drawn on may lag behind while keys are held.
    mutating func mayLag() { laggard = part }

    /// Says that nothing may lag behind: something else lies over it.
    mutating func mustFollow() { laggard = nil }

    /// Lets the part that may lag behind show what it shows in another canvas, where it stands in the
    /// same place.
    package mutating func lag(behind other: Canvas) {
        guard whole == other.whole, let laggard, laggard == other.laggard else { return }
        for y in laggard.y..<laggard.bottom {
            let row = y * whole.width
            let places = row + laggard.x..<row + laggard.right
            cells.replaceSubrange(places, with: other.cells[places])
        }
    }

    /// Draws a mark over the character at a place; only the first mark stays.
    mutating func mark(_ mark: Unicode.Scalar, at point: Point) {
        guard let index = index(point.x, point.y), !cells[index].isContinuation,
            cells[index].mark == nil
        else { return }
        cells[index] = cells[index].marked(mark)
    }

    /// Gives the cells of a part another style, made from the one they have.
    mutating func restyle(_ rect: Rect, _ style: (Style) -> Style) {
        let inside = rect.intersection(bounds)
        for y in inside.y..<inside.bottom {
            for x in inside.x..<inside.right {
                guard let index = index(x, y) else { continue }
                cells[index] = cells[index].styled(style(cells[index].style))
            }
        }
    }
}

extension Canvas: Equatable {
    public static func == (left: Canvas, right: Canvas) -> Bool {
        left.whole == right.whole && left.cursor == right.cursor && left.cells == right.cells
    }
}

extension Canvas {
    /// The rows as texts, blanks at the end included.
    var rows: [String] {
        (0..<height).map { y in
            var row = String.UnicodeScalarView()
            for x in 0..<width where !self[x, y].isContinuation {
                row.append(self[x, y].scalar)
                if let mark = self[x, y].mark { row.append(mark) }
            }
            return String(row)
        }
    }
}
