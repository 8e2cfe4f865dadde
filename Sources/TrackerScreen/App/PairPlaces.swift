/// The parts of the chosen pair's pane, from top to bottom; parts that there is no room for are
/// empty.
struct PairPlaces: Hashable, Sendable {
    /// The price with its change: three rows, or one.
    let quote: Rect
    /// The way of the price between the lowest and the highest.
    let range: Rect
    let chart: Rect
    /// The ranks, at most four rows.
    let rank: Rect

    /// The columns beside large digits that the change needs.
    private static let besideDigits = 14
    /// The rows from which on there is one for the pairs of the market, between the two ranks.
    static let rowsOfThreeRanks = 20
    /// With fewer rows the price stands in the title.
    static let fewestRowsOfHead = 7

    /// `digits`: the columns that the price takes in large digits; `nil` if it has none.
    init(in size: Size, digits: Int?) {
        let rows = size.height
        let hasDigits = rows >= 17 && (digits.map { $0 + Self.besideDigits <= size.width } ?? false)
        let isAiry = rows >= 30
        let (upper, rank) = Rect(size).inset(columns: 1).splitBottom(Self.rankRows(rows))
        self.rank = rank
        let head = (isAiry ? upper.splitTop(1).rest : upper)
            .splitTop(rows < Self.fewestRowsOfHead ? 0 : hasDigits ? BigText.height : 1)
        quote = head.top
        let below = (isAiry ? head.rest.splitTop(1).rest : head.rest).splitTop(rows >= 11 ? 1 : 0)
        range = below.top
        let gap = rows >= 26 ? 1 : 0
        let rest = below.rest.splitTop(gap).rest
        chart = isAiry ? rest.splitBottom(1).rest : rest
    }

    private static func rankRows(_ rows: Int) -> Int {
        switch rows {
        case 26...: 4
        case rowsOfThreeRanks...: 3
        case 14...: 2
        case 9...: 1
        default: 0
        }
    }
}

/// The parts of the chart.
struct ChartPlaces: Hashable, Sendable {
    /// A line of what is read off the chart; empty while there is nothing to read.
    let reading: Rect
    let chart: Rect

    init(in rect: Rect, hasReading: Bool) {
        (reading, chart) = rect.splitTop(hasReading && rect.height >= 3 ? 1 : 0)
    }
}
