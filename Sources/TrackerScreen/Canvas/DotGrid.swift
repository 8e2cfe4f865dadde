/// Dots finer than cells: 2 by 4 a cell in braille, 1 by 3 in ASCII.
struct DotGrid {
    /// The dots of a cell.
    let columnsPerCell: Int
    let rowsPerCell: Int
    /// The width in dots, as all coordinates; row 0 is at the bottom.
    let width: Int
    let height: Int
    private let cells: Size
    private let symbols: Symbols
    /// Row by row from the top; in the bits of U+2800, of quarters, or of levels from the bottom.
    private var masks: [UInt8]

    init(_ cells: Size, symbols: Symbols) {
        self.cells = cells
        self.symbols = symbols
        columnsPerCell = symbols.isASCII ? 1 : 2
        rowsPerCell = symbols.isASCII ? 3 : symbols.isBlocks ? 2 : 4
        width = cells.width * columnsPerCell
        height = cells.height * rowsPerCell
        masks = Array(repeating: 0, count: cells.width * cells.height)
    }

    /// The blocks by the quarters that are set: lower left, upper left, lower right, upper right.
    private static let quarters: [Unicode.Scalar] = [
        " ", "▖", "▘", "▌", "▗", "▄", "▚", "▙", "▝", "▞", "▀", "▛", "▐", "▟", "▜", "█",
    ]
    /// The ASCII signs by the levels that are set, the lowest as bit 0.
    private static let plain: [Unicode.Scalar] = [" ", ".", "-", ":", "'", "|", "|", "|"]

    /// Sets the dots of a column from one row up to another; they lie inside.
    mutating func setColumn(_ column: Int, from low: Int, through high: Int) {
        let x = column / columnsPerCell
        for row in low...max(low, high) {
            let (up, inside) = row.quotientAndRemainder(dividingBy: rowsPerCell)
            let index = (cells.height - 1 - up) * cells.width + x
            masks[index] |= bit(column % columnsPerCell, inside)
        }
    }

    /// Whether a cell, counted from the top left, has a dot.
    func hasDot(_ x: Int, _ y: Int) -> Bool { masks[y * cells.width + x] != 0 }

    /// How many of a cell's dots lie above a row of dots, less those that lie below it.
    func balance(_ x: Int, _ y: Int, around row: Int) -> Int {
        let mask = masks[y * cells.width + x]
        let bottom = (cells.height - 1 - y) * rowsPerCell
        var balance = 0
        for inside in 0..<rowsPerCell where bottom + inside != row {
            for column in 0..<columnsPerCell where mask & bit(column, inside) != 0 {
                balance += bottom + inside > row ? 1 : -1
            }
        }
        return balance
    }

    /// Draws the cells that have a dot; the others stay as they are.
    ///
    /// `other`: of the same size, drawn before; its dots stay in the cells that both have.
    func draw(on canvas: inout Canvas, at origin: Point, style: Style, over other: DotGrid? = nil) {
        draw(on: &canvas, at: origin, over: other) { _, _ in style }
    }

    /// Draws the cells that have a dot, each in the style that `style` has for its place.
    func draw(
        on canvas: inout Canvas, at origin: Point, over other: DotGrid? = nil,
        style: (_ x: Int, _ y: Int) -> Style
    ) {
        for y in 0..<cells.height {
            for x in 0..<cells.width {
                let place = y * cells.width + x
                guard masks[place] != 0 else { continue }
                let mask = masks[place] | (other?.masks[place] ?? 0)
                canvas.put(sign(mask), at: Point(origin.x + x, origin.y + y), style: style(x, y))
            }
        }
    }

    /// In braille by column and by row from the bottom (Unicode, chart U2800).
    private func bit(_ column: Int, _ row: Int) -> UInt8 {
        if symbols.isASCII { return 1 << UInt8(row) }
        if symbols.isBlocks { return 1 << UInt8(column * 2 + row) }
        return row == 0 ? 0x40 << UInt8(column) : (0x04 >> UInt8(row - 1)) << UInt8(column * 3)
    }

    private func sign(_ mask: UInt8) -> Unicode.Scalar {
        if symbols.isASCII { return Self.plain[Int(mask & 7)] }
        if symbols.isBlocks { return Self.quarters[Int(mask & 15)] }
        return Unicode.Scalar(0x2800 + UInt32(mask)) ?? " "
    }
}
