/// The parts of the chart that has the screen to itself.
struct EnlargedPlaces: Hashable, Sendable {
    /// The price with its change: three rows, or one.
    let quote: Rect
    /// Range, volatility and the market, at the right of the price; empty where columns are few.
    let facts: Rect
    let chart: Rect
    /// The moves of each minute, under the columns of the chart; empty where rows are few.
    let moves: Rect
    /// The columns of the price map within the chart, with a blank before it.
    let map: Int

    /// `digits`: the columns that the price takes in large digits; `nil` if it has none.
    init(in size: Size, digits: Int?, hasMap: Bool) {
        let rows = size.height
        let isLarge = rows >= 24 && (digits.map { $0 + 14 <= size.width } ?? false)
        let isAiry = rows >= 30
        let inside = Rect(size).inset(columns: 1)
        let head = (isAiry ? inside.splitTop(1).rest : inside)
            .splitTop(rows < 7 ? 0 : isLarge ? BigText.height : 1)
        let parts = head.top.splitRight(
            isLarge && size.width >= 100 ? min(48, size.width * 2 / 5) : 0)
        (quote, facts) = (parts.rest, parts.right)
        let below = isAiry ? head.rest.splitTop(1).rest : head.rest
        // Bars, and a line of words above them.
        let moving = below.splitBottom(rows >= 30 ? 4 : rows >= 24 ? 3 : rows >= 16 ? 2 : 0)
        chart = moving.rest
        moves = isAiry ? moving.bottom.splitBottom(1).rest : moving.bottom
        map = hasMap && size.width >= 60 ? (size.width < 100 ? 11 : 15) : 0
    }
}
