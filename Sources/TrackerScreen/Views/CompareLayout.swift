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
        let inside = BoardBox.inside(list, hasSides: hasSides)
        let listed = inside.splitTop(inside.height >= 3 ? 1 : 0)
        heads = listed.top
        let gap = listed.rest.height >= markets + Self.summaryRows + 2 ? 2 : 1
        let hasSummary = listed.rest.height >= min(markets, 8) + Self.summaryRows + gap
        let room = listed.rest.height - (hasSummary ? Self.summaryRows + gap : 0)
        let parts = listed.rest.splitTop(hasSummary ? min(markets, room) : room)
        rows = parts.top
        let (top, bottom) = parts.rest.splitTop(gap).rest.splitTop(Self.summaryRows)
        summary = hasSummary ? top : Rect(.zero)
        let left = bottom.splitTop(gap).rest
        distances =
            hasSummary && left.height >= CompareDistances.rows.least
            ? left.splitTop(CompareDistances.rows.most).top : Rect(.zero)

        let body = BoardBox.inside(pane, hasSides: hasSides).inset(columns: 1)
        let count = body.height
        let airy = count >= 30 ? 1 : 0
        let lower = body.splitBottom(count >= 20 ? 2 : 0)
        figures = lower.bottom
        let middle = lower.rest.splitBottom(airy).rest.splitBottom(Self.spreadRows(count))
        spread = middle.bottom
        let upper = middle.rest.splitBottom(count >= 3 ? 1 : 0)
        words = upper.bottom
        chart = upper.rest.splitBottom(airy).rest
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
