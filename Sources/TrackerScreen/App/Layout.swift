/// The places of everything on a screen of some size.
///
/// Wide screens show three columns; narrower ones have the lists at the left and the chart at the
/// right; small ones show pairs over chart, or the pane alone that has the focus. Lines at the edge
/// go first where rows are few.
struct Layout: Hashable, Sendable {
    /// The line at the top; empty where there is no room for it.
    let header: Rect
    /// The line at the bottom; likewise.
    let hints: Rect
    /// The rows between the lines.
    let body: Rect
    /// The panes that are shown, with their frames.
    let panes: [Pane: Rect]
    /// Whether panes have frames at their sides and below, and not a line at the top alone.
    let hasSides: Bool

    /// The widths from which there are so many columns of panes.
    private static let widths = (three: 176, two: 72, stacked: 50)
    /// The rows of the screen from which markets stand over pairs, frames have sides, and movers
    /// stand under the markets.
    private static let heights = (markets: 32, sides: 18, movers: 38)

    /// The places on a screen of this size.
    ///
    /// `markets` is how many there are to list; movers that have the focus without room for them
    /// leave it to the pairs. If it is enlarged, the chart has all of the room.
    init(_ size: Size, focus: Pane, markets: Int, isEnlarged: Bool = false) {
        let hasMovers = size.width >= Self.widths.three && size.height >= Self.heights.movers
        let focus = focus == .movers && !hasMovers ? .pairs : focus
        let (top, below) = Rect(size).splitTop(size.height >= 5 ? 1 : 0)
        (body, hints) = below.splitBottom(size.height >= 3 ? 1 : 0)
        header = top
        hasSides = size.width >= Self.widths.stacked && size.height >= Self.heights.sides
        guard hasSides, !isEnlarged else {
            panes = [isEnlarged ? .chart : focus: body]
            return
        }
        if size.width >= Self.widths.three {
            panes = Self.columns(body, markets: hasMovers ? markets : nil)
        } else if size.width >= Self.widths.two {
            panes = Self.beside(body, focus: focus, markets: markets, rows: size.height)
        } else {
            let list = body.splitTop(body.height * 11 / 20)
            panes = [Self.list(focus): list.top, .chart: list.rest]
        }
    }

    /// `markets`: how many there are over the movers; `nil` without movers.
    private static func columns(_ body: Rect, markets count: Int?) -> [Pane: Rect] {
        let width = body.width
        let (markets, rest) = body.splitLeft(width >= 260 ? 72 : width >= 220 ? 50 : 42)
        let (pairs, chart) = rest.splitLeft(width >= 260 ? 84 : width >= 200 ? 66 : 60)
        guard let count else { return [.markets: markets, .pairs: pairs, .chart: chart] }
        let (top, movers) = markets.splitTop(min(max(5, count + edges), 16))
        return [.markets: top, .movers: movers, .pairs: pairs, .chart: chart]
    }

    /// The rows of a list in a frame beside its own: the frame and the heads.
    private static let edges = 3

    private static func beside(
        _ body: Rect, focus: Pane, markets: Int, rows: Int
    ) -> [Pane: Rect] {
        let width = body.width
        let (left, chart) = body.splitLeft(
            width >= 150 ? 66 : width >= 112 ? 58 : width >= 96 ? 42 : 33)
        guard width >= 112, rows >= heights.markets else {
            return [list(focus): left, .chart: chart]
        }
        let most = min(16, max(8, body.height / 3))
        let (top, bottom) = left.splitTop(min(max(5, markets + edges), most))
        return [.markets: top, .pairs: bottom, .chart: chart]
    }

    /// The list that stands beside or over the chart: the pairs, unless another one has the focus.
    private static func list(_ focus: Pane) -> Pane { focus == .chart ? .pairs : focus }

    /// The last rows of the body, for a line that is typed and what is said of it.
    var foot: Rect {
        body.splitBottom(body.height >= 16 ? 4 : body.height >= 6 ? 3 : 2).bottom
    }

    /// Whether the chosen pane hides the others.
    var showsOnePane: Bool { panes.count == 1 }

    /// The panes that can have the focus, in the order of Tab: lists take each other's place, but
    /// movers.
    var reachable: [Pane] { Pane.allCases.filter { $0 != .movers || panes[$0] != nil } }

    /// A pane without its frame.
    func inside(_ pane: Pane) -> Rect {
        guard let rect = panes[pane] else { return Rect(.zero) }
        return hasSides ? rect.inset(columns: 1, rows: 1) : rect.splitTop(1).rest
    }

    /// The rows of a list in its pane, below the heads of the columns.
    func rows(of pane: Pane) -> Rect {
        let inside = inside(pane)
        return inside.splitTop(inside.height >= 3 ? 1 : 0).rest
    }

    /// The pane at a place.
    func pane(at point: Point) -> Pane? {
        panes.first { $0.value.contains(point) }?.key
    }
}
