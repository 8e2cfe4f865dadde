/// The places of everything on a screen of some size.
///
/// Wide screens show all panes side by side; narrower ones put the lists on top of each other;
/// small ones show the pane that has the focus. Lines at the edge go first where rows are few.
struct Layout: Hashable, Sendable {
    /// The line at the top; empty where there is no room for it.
    let header: Rect
    /// The lines at the bottom; likewise.
    let status: Rect
    let hints: Rect
    /// The rows between the lines.
    let body: Rect
    /// The panes that are shown.
    let panes: [Pane: Rect]
    /// Columns of lines between panes.
    let separators: [Rect]

    /// The width from which three panes stand side by side.
    static let wide = 150
    /// The width from which the lists stand beside the chart.
    static let medium = 72

    /// `markets` is how many there are to list.
    init(_ size: Size, focus: Pane, markets: Int) {
        let (top, below) = Rect(size).splitTop(size.height >= 5 ? 1 : 0)
        let (above, hintLine) = below.splitBottom(size.height >= 10 ? 1 : 0)
        let (middle, statusLine) = above.splitBottom(size.height >= 3 ? 1 : 0)
        (header, hints, status, body) = (top, hintLine, statusLine, middle)
        if size.width >= Self.wide, middle.height >= 8 {
            (panes, separators) = Self.sideBySide(middle)
        } else if size.width >= Self.medium, middle.height >= 8 {
            (panes, separators) = Self.stacked(middle, focus: focus, markets: markets)
        } else {
            (panes, separators) = ([focus: middle], [])
        }
    }

    private static func sideBySide(_ body: Rect) -> ([Pane: Rect], [Rect]) {
        let (markets, rest) = body.splitLeft(min(36, body.width / 5))
        let (first, others) = rest.splitLeft(1)
        let (pairs, right) = others.splitLeft(body.width >= 180 ? 72 : 66)
        let (second, chart) = right.splitLeft(1)
        return ([.markets: markets, .pairs: pairs, .chart: chart], [first, second])
    }

    private static func stacked(
        _ body: Rect, focus: Pane, markets: Int
    ) -> ([Pane: Rect], [Rect]) {
        let (left, right) = body.splitLeft(body.width >= 112 ? 65 : body.width * 38 / 80)
        let (separator, chart) = right.splitLeft(1)
        guard body.height >= 16 else {
            let list: Pane = focus == .markets ? .markets : .pairs
            return ([list: left, .chart: chart], [separator])
        }
        let rows = min(max(3, markets + 2), max(5, body.height / 3))
        let (top, bottom) = left.splitTop(rows)
        return ([.markets: top, .pairs: bottom, .chart: chart], [separator])
    }

    /// Whether the chosen pane hides the others.
    var showsOnePane: Bool { panes.count == 1 }

    /// The rows of a list in its pane, below the title and the heads of the columns.
    func rows(of pane: Pane) -> Rect {
        guard let rect = panes[pane] else { return Rect(.zero) }
        return rect.splitTop(rect.height >= 4 ? 2 : rect.height >= 2 ? 1 : 0).rest
    }

    /// The pane at a place.
    func pane(at point: Point) -> Pane? {
        panes.first { $0.value.contains(point) }?.key
    }
}
