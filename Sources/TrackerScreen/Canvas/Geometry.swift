/// A width and a height in cells; neither is negative.
public struct Size: Hashable, Sendable {
    public let width: Int
    public let height: Int

    /// A size of at least 0 by 0: a negative number becomes 0.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }

    static let zero = Size(width: 0, height: 0)
}

/// A cell by its column and row, both from 0 at the top left; may lie outside of everything.
package struct Point: Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
    }

    package static let zero = Point(0, 0)
}

/// Cells from `x`, `y` on to the right and down; never of negative size.
struct Rect: Hashable, Sendable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int

    /// A rectangle of at least 0 by 0: a negative width or height becomes 0.
    init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    var size: Size { Size(width: width, height: height) }
    var origin: Point { Point(x, y) }
    /// The first column past it.
    var right: Int { x + width }
    /// The first row past it.
    var bottom: Int { y + height }
    var isEmpty: Bool { width == 0 || height == 0 }

    func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < right && point.y >= y && point.y < bottom
    }

    /// The cells that both hold; empty, somewhere, when there are none.
    func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: min(right, other.right) - left,
            height: min(bottom, other.bottom) - top)
    }
}

// Splitting: the two parts cover the whole, and an amount that is too large takes everything.
extension Rect {
    /// The first `rows` rows, and the rest.
    func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: taken),
            Rect(x: x, y: y + taken, width: width, height: height - taken)
        )
    }

    /// The last `rows` rows, and the rest.
    func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
        let parts = splitTop(height - min(max(0, rows), height))
        return (parts.top, parts.rest)
    }

    /// The first `columns` columns, and the rest.
    func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: taken, height: height),
            Rect(x: x + taken, y: y, width: width - taken, height: height)
        )
    }

    /// The last `columns` columns, and the rest.
    func splitRight(_ columns: Int) -> (rest: Rect, right: Rect) {
        let parts = splitLeft(width - min(max(0, columns), width))
        return (parts.left, parts.rest)
    }

    /// Without so many columns on the left and right and rows at the top and bottom.
    func inset(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
    }

    /// A smaller one in its middle, cut to fit.
    func centred(_ size: Size) -> Rect {
        let fitting = Size(width: min(size.width, width), height: min(size.height, height))
        return Rect(
            x: x + (width - fitting.width) / 2, y: y + (height - fitting.height) / 2,
            width: fitting.width, height: fitting.height)
    }
}
