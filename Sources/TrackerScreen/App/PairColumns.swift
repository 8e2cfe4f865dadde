import TrackerEngine

/// The columns of the list of pairs in a pane of some width.
///
/// Name, last price and change come first, and the figure that the list is ordered by; then, as
/// there is room, volatility, sparkline, the other figures. A blank at least stands before each.
/// From `least` columns on no text is cut short but a name.
struct PairColumns: Hashable, Sendable {
    /// The columns of the name, from the left edge of the pane.
    let name: Range<Int>
    /// Empty where there is room for the name alone.
    let price: Range<Int>
    let change: Range<Int>?
    let volatility: Range<Int>?
    /// The variance rank.
    let rank: Range<Int>?
    let turnover: Range<Int>?
    /// Where the last price lies between the lowest and the highest.
    let range: Range<Int>?
    let spark: Range<Int>?

    /// The width of a pane from which on name and price stand side by side.
    static let least = 20

    /// `names`: columns that the names of the list need; `hasMarkets`: whether each has its market
    /// beside it; `order`: what the list is ordered by.
    init(
        width: Int, names: Int, hasMarkets: Bool = false, order: PairSort.Column = .name
    ) {
        let widths = PairWidths(width, names: names, hasMarkets: hasMarkets, order: order)
        var place = min(PairWidths.left, width)
        func column(_ columns: Int) -> Range<Int> {
            defer { place += columns }
            return min(place, width)..<min(place + max(0, columns), max(place, width))
        }
        func shown(_ columns: Int) -> Range<Int>? { columns > 0 ? column(columns) : nil }
        name = column(widths.name)
        price = column(widths.price)
        change = shown(widths.change)
        volatility = shown(widths.volatility)
        rank = shown(widths.rank)
        turnover = shown(widths.turnover)
        range = shown(widths.range)
        spark = shown(widths.spark)
    }

    /// The figures beside price and change, in the order of their columns.
    var figures: [(figure: PairSort.Column, place: Range<Int>)] {
        [(.volatility, volatility), (.rank, rank), (.turnover, turnover)]
            .compactMap { figure, place in place.map { (figure, $0) } }
    }

    /// The order that a click on the heads of the list chooses.
    func column(at x: Int) -> PairSort.Column? {
        if name.contains(x) || x < name.lowerBound { return .name }
        if price.contains(x) { return .price }
        if let change, change.contains(x) { return .change }
        return figures.first { $0.place.contains(x) }?.figure
    }
}

/// How the room of a list is shared out among its columns; 0 for one that has no room.
///
/// All but the name's have the blank before them.
private struct PairWidths {
    private(set) var name: Int
    private(set) var price = 0
    private(set) var change = 0
    private(set) var volatility = 0
    private(set) var rank = 0
    private(set) var turnover = 0
    private(set) var range = 0
    private(set) var spark = 0
    private var rest: Int

    /// Columns of the pointer of the chosen row, and of the star.
    static let left = 2
    private static let wide = (price: PriceText.widest + 1, change: ChangeText.widest + 2)
    private static let narrow = (price: PriceText.widest - 1, change: ChangeText.widest + 1)
    private static let names = (least: 10, wanted: 16, most: 20)
    private static let (figure, sparks) = (7, 9...25)
    /// Columns of a market beside a name, with the blank between them.
    private static let market = 7

    init(_ width: Int, names: Int, hasMarkets: Bool, order: PairSort.Column) {
        let own = [.volatility, .rank, .turnover].contains(order) ? Self.figure : 0
        let market = hasMarkets ? Self.market : 0
        let wanted = max(Self.names.least, min(names, Self.names.wanted) + market)
        let all = width - Self.left
        let isNarrow = all - Self.wide.price - Self.wide.change - own < wanted
        let columns = isNarrow ? Self.narrow : Self.wide
        guard width >= PairColumns.least else {
            (name, rest) = (max(0, all), 0)
            return
        }
        name = min(Self.names.least, all - columns.price)
        rest = all - name
        price = add(columns.price)
        // The turnover alone gives way to the change: it stands beside the chart too.
        if order != .turnover || rest >= columns.change + own { addFigure(order) }
        change = add(columns.change)
        if hasMarkets { widenName(to: wanted) }
        addOthers(wanted: wanted, longest: max(Self.names.most, names) + market)
    }

    /// The columns, if there is room for them, else 0.
    private mutating func add(_ columns: Int) -> Int {
        guard rest >= columns else { return 0 }
        rest -= columns
        return columns
    }

    private mutating func addFigure(_ figure: PairSort.Column) {
        switch figure {
        case .volatility: volatility = add(Self.figure)
        case .rank: rank = add(Self.figure)
        case .turnover: turnover = add(Self.figure)
        case .name, .price, .change: break
        }
    }

    private mutating func widenName(to columns: Int) {
        name += add(min(rest, max(0, columns - name)))
    }

    /// What is worth most first; the first that has no room ends it.
    private mutating func addOthers(wanted: Int, longest: Int) {
        if volatility == 0 { volatility = add(Self.figure - 1) }
        if volatility > 0 { spark = add(Self.sparks.lowerBound) }
        widenName(to: wanted)
        if spark > 0, turnover == 0 { turnover = add(Self.figure) }
        if turnover > 0, spark > 0, rank == 0 { rank = add(Self.figure) }
        if rank > 0, turnover > 0, spark > 0 { range = add(Self.sparks.lowerBound) }
        if spark > 0 { spark += add(min(rest, Self.sparks.upperBound - spark)) }
        widenName(to: longest)
    }
}

extension State {
    /// The columns of the list that is shown, in a pane of some width.
    func pairColumns(width: Int) -> PairColumns {
        PairColumns(
            width: width, names: nameColumns,
            hasMarkets: chosenListing.map { $0.market == nil } ?? false, order: sort.column)
    }
}
