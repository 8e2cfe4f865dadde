/// The places of everything on the board that compares the markets of a pair.
///
/// Where there is little room the figures of the spread go first, then its rows, then the list.
struct CompareLayout: Hashable, Sendable {
    /// The list with its frame; empty where there is no room for it.
    let list: Rect
    let heads: Rect
    let rows: Rect
    /// The cheapest, the dearest and the widest; empty where the markets need the rows.
    let summary: Rect
    /// The minutes by distance; empty likewise.
    let distances: Rect
    /// The chart and the spread with their frame.
    let pane: Rect
    let chart: Rect
    /// The row over the spread that says of what it is.
    let words: Rect
    let spread: Rect
    let figures: Rect
    let hasSides: Bool

    /// The columns from which on the list stands beside the chart, and not over it.
    private static let widthBeside = 72
    /// The rows of a frame and of the heads in it.
    private static let edges = 3
    private static let summaryRows = 3

    init(in size: Size, markets: Int) {
        hasSides = BoardBox.hasSides(in: size)
        let whole = Rect(size)
        if !hasSides {
            (list, pane) = (Rect(.zero), whole)
        } else if size.width >= Self.widthBeside {
            (list, pane) = whole.splitLeft(Self.listColumns(size.width))
        } else {
            (list, pane) = whole.splitTop(min(markets + Self.edges, size.height * 11 / 20))
        }
        (heads, rows, summary, distances) = Self.listParts(
            of: BoardBox.inside(list, hasSides: hasSides), markets: markets)
        (chart, words, spread, figures) = Self.chartParts(
            of: BoardBox.inside(pane, hasSides: hasSides).inset(columns: 1))
    }

    private static func listParts(
        of inside: Rect, markets: Int
    ) -> (heads: Rect, rows: Rect, summary: Rect, distances: Rect) {
        let (heads, listed) = inside.splitTop(inside.height >= 3 ? 1 : 0)
        let gap = listed.height >= markets + summaryRows + 2 ? 2 : 1
        let hasSummary = listed.height >= min(markets, 8) + summaryRows + gap
        guard hasSummary else { return (heads, listed, Rect(.zero), Rect(.zero)) }
        let (rows, below) = listed.splitTop(min(markets, listed.height - summaryRows - gap))
        let (summary, rest) = below.splitTop(gap).rest.splitTop(summaryRows)
        let left = rest.splitTop(gap).rest
        let hasDistances = left.height >= CompareDistances.rows.least
        return (
            heads, rows, summary,
            hasDistances ? left.splitTop(CompareDistances.rows.most).top : Rect(.zero)
        )
    }

    private static func chartParts(
        of body: Rect
    ) -> (chart: Rect, words: Rect, spread: Rect, figures: Rect) {
        let count = body.height
        let airy = count >= 30 ? 1 : 0
        let (above, figures) = body.splitBottom(count >= 20 ? 2 : 0)
        let (middle, spread) = above.splitBottom(airy).rest.splitBottom(spreadRows(count))
        let (upper, words) = middle.splitBottom(count >= 3 ? 1 : 0)
        return (upper.splitBottom(airy).rest, words, spread, figures)
    }

    private static func listColumns(_ width: Int) -> Int {
        switch width {
        case 200...: 66
        case 150...: 58
        case 112...: 46
        case 96...: 42
        default: 33
        }
    }

    /// An odd number, so that 0 has one in the middle.
    private static func spreadRows(_ rows: Int) -> Int {
        switch rows {
        case 17...: 7
        case 14...: 5
        case 11...: 3
        default: 0
        }
    }

    /// The first row to show of a list with a chosen row.
    func top(_ row: Int, of count: Int) -> Int {
        SeenRows.top(of: row, height: rows.height, count: count)
    }

    /// The room below the chart.
    var below: Rect {
        Rect(x: words.x, y: words.y, width: words.width, height: figures.bottom - words.y)
    }
}
