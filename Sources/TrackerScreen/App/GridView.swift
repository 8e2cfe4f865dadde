import TrackerEngine

/// Charts side by side.
struct GridCursor: Hashable, Sendable {
    /// Whether those of the most restless pairs are shown where there are favourites too.
    var isRestless = false
    /// Which of the charts is chosen, row by row.
    var place = 0
}

/// How many charts there is room for, and where they are.
struct GridLayout: Hashable, Sendable {
    let columns: Int
    let rows: Int
    private let size: Size

    static let mostAcross = 3
    private static let fewestColumns = 38
    private static let fewestRows = 10

    init(in size: Size) {
        self.size = size
        columns = min(max(1, size.width / Self.fewestColumns), Self.mostAcross)
        rows = min(max(1, size.height / Self.fewestRows), Self.mostAcross)
    }

    var count: Int { columns * rows }

    /// Of a chart, a column apart from its neighbours.
    func cell(_ place: Int) -> Rect {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        let (left, right) = (
            column * size.width / columns, (column + 1) * size.width / columns
        )
        let (top, bottom) = (row * size.height / rows, (row + 1) * size.height / rows)
        let gap = column + 1 < columns ? 1 : 0
        return Rect(x: left, y: top, width: right - left - gap, height: bottom - top)
    }
}

extension State {
    /// The pairs whose charts are shown: favourites, else the most restless of the market.
    func gridPairs(_ cursor: GridCursor) -> [Instrument] {
        let most = GridLayout(in: layout.body.size).count
        let starred = gridFavourites
        guard starred.isEmpty || cursor.isRestless else { return Array(starred.prefix(most)) }
        guard let board else { return [] }
        let restless = board.byVolatility.order.lazy.filter { pair in
            (board[pair]?.distinct ?? 0) >= Restless.fewestPrices
        }
        return restless.prefix(most).map { Instrument(market: board.market, pair: $0) }
    }

    /// Of the group that is shown, else those with a star.
    private var gridFavourites: [Instrument] {
        chosenListing.flatMap { favourites.pairs(of: $0) } ?? favourites.starred
    }

    mutating func pressInGrid(_ key: Key, _ cursor: GridCursor) -> [Command] {
        let across = GridLayout(in: layout.body.size).columns
        switch key {
        case .escape, .character("b"), .character("q"): overlay = .none
        case .enter: goInGrid(cursor)
        case .tab:
            overlay = .grid(GridCursor(isRestless: !cursor.isRestless))
        case .left, .character("h"): chooseInGrid(cursor.place - 1, cursor)
        case .right, .character("l"): chooseInGrid(cursor.place + 1, cursor)
        case .up, .character("k"): chooseInGrid(cursor.place - across, cursor)
        case .down, .character("j"): chooseInGrid(cursor.place + across, cursor)
        default: return performInGrid(key, cursor)
        }
        return []
    }

    private mutating func performInGrid(_ key: Key, _ cursor: GridCursor) -> [Command] {
        switch keys.action(for: key, in: .pairs) {
        case .chart(.zoomIn)?: performOnChart(.zoomIn)
        case .chart(.zoomOut)?: performOnChart(.zoomOut)
        case .chart(.panEarlier)?: performOnChart(.panEarlier)
        case .chart(.panLater)?: performOnChart(.panLater)
        case .chart(.candles)?: performOnChart(.candles)
        case .chart(.axis)?: performOnChart(.axis)
        case .travel(0)?: travel(to: nil)
        case .travel(let minutes)?: travel(by: minutes)
        case .star?:
            let pairs = gridPairs(cursor)
            return pairs.indices.contains(cursor.place) ? toggleStar(pairs[cursor.place]) : []
        case .redraw?: return [.redraw]
        case .suspend?: return [.suspend]
        default: break
        }
        return []
    }

    private mutating func chooseInGrid(_ wish: Int, _ cursor: GridCursor) {
        guard gridPairs(cursor).indices.contains(wish) else { return }
        overlay = .grid(GridCursor(isRestless: cursor.isRestless, place: wish))
    }

    private mutating func goInGrid(_ cursor: GridCursor) {
        let pairs = gridPairs(cursor)
        overlay = .none
        if pairs.indices.contains(cursor.place) { go(to: pairs[cursor.place]) }
    }

    /// A click chooses a chart, and once more goes to its pair.
    mutating func clickInGrid(_ point: Point, _ cursor: GridCursor) {
        let inside = Point(point.x - layout.body.x, point.y - layout.body.y)
        let grid = GridLayout(in: layout.body.size)
        guard let place = (0..<grid.count).first(where: { grid.cell($0).contains(inside) }) else {
            return
        }
        if place == cursor.place { goInGrid(cursor) } else { chooseInGrid(place, cursor) }
    }
}
