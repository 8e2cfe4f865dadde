/// Where everything is on the board of restless pairs.
struct RestlessLayout: Hashable, Sendable {
    let title: Rect
    let heads: Rect
    let rows: Rect
    /// A column of lines before what is at the right; empty where there is nothing.
    let separator: Rect
    /// The histogram and the ranks by the hour.
    let side: Rect

    private static let sideWidth = 44

    init(in size: Size) {
        let rest: Rect
        (title, rest) = Rect(size).splitTop(1)
        // Narrow screens have it below, low ones not at all.
        let isBeside = size.width >= 100
        let left: Rect
        if isBeside {
            let parts = rest.splitRight(Self.sideWidth + 1)
            left = parts.rest
            (separator, side) = parts.right.splitLeft(1)
        } else {
            separator = Rect(.zero)
            (left, side) = rest.splitBottom(rest.height >= 16 ? 9 : 0)
        }
        (heads, rows) = left.splitTop(left.height >= 4 ? 1 : 0)
    }

    /// The first row to show, so that the chosen one is in the middle where it can be.
    func top(_ row: Int, of count: Int) -> Int {
        max(0, min(row - rows.height / 2, count - rows.height))
    }
}
