/// Dots finer than cells: 2 x 4 in a cell with braille signs, 1 x 1 in ASCII.
struct DotGrid: Sendable {
    let columns: Int
    let rows: Int
    private let cells: Size
    private let isASCII: Bool
    /// For each cell the bits of its braille sign.
    private var bits: [UInt8]

    init(_ cells: Size, isASCII: Bool) {
        self.cells = cells
        self.isASCII = isASCII
        columns = cells.width * (isASCII ? 1 : 2)
        rows = cells.height * (isASCII ? 1 : 4)
        bits = Array(repeating: 0, count: cells.width * cells.height)
    }

    /// The bits of U+2800 + n, by column and row (Unicode 15, section 21.1).
    private static let dots: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

    /// Sets the dots of a column from one row to another; both are inside.
    mutating func set(column: Int, rows: ClosedRange<Int>) {
        for row in rows {
            guard !isASCII else {
                bits[row * cells.width + column] = 1
                continue
            }
            let cell = row / 4 * cells.width + column / 2
            bits[cell] |= Self.dots[column % 2][row % 4]
        }
    }

    /// Draws the cells that have a dot.
    func draw(on canvas: inout Canvas, style: Style) {
        for y in 0..<cells.height {
            for x in 0..<cells.width {
                let bits = bits[y * cells.width + x]
                guard bits != 0 else { continue }
                let sign = isASCII ? "*" : Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
                canvas.put(sign, at: Point(x, y), style: style)
            }
        }
    }
}
