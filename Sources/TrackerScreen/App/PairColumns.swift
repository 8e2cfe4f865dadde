import TrackerEngine

/// The columns of the list of pairs in a pane of some width.
///
/// The name and the price are always there; then, as there is room, change, figure, sparkline, and
/// another figure.
/// A blank at least lies between two of them. From `least` columns on no text is cut short but a
/// name, which has what the names of the list need before the sparkline has all that it may have.
struct PairColumns: Hashable, Sendable {
    /// The columns of the name, from the left edge of the pane.
    let name: Range<Int>
    /// Empty where there is room for the name alone.
    let price: Range<Int>
    let change: Range<Int>?
    /// Of `PairSort.figure`.
    let figure: Range<Int>?
    /// Of `PairSort.otherFigure`.
    let other: Range<Int>?
    let spark: Range<Int>?

    /// The width of a pane from which on name and price stand side by side.
    static let least = 19
    static let sparkWidths = 12...24
    /// Of the price, the change and the figure, with the blank before each.
    private static let widths = (
        price: PriceText.widest + 1, change: ChangeText.widest + 1, figure: 6, other: 10
    )
    private static let leastPrice = 8
    private static let gap = 2

    /// `names`: columns that the names of the list need; `hasMarkets`: whether each has its market
    /// beside it; `isByFigure`: whether the list is sorted by the figure, which then comes before
    /// long names.
    init(width: Int, names: Int, hasMarkets: Bool = false, isByFigure: Bool = false) {
        let left = min(2, width)  // the pointer of the chosen row
        let least = !hasMarkets ? 9 : width < 60 ? 15 : 20
        let wanted = max(least, hasMarkets ? names + 7 : names)
        var rest = width - left - Self.widths.price - least
        let hasChange = rest >= Self.widths.change
        rest -= hasChange ? Self.widths.change : 0
        let longer = wanted - least
        let hasFigure =
            hasChange && rest >= Self.widths.figure + (isByFigure ? 0 : longer)
        rest -= hasFigure ? Self.widths.figure : 0
        let room = rest - longer - Self.gap
        let sparkWidth =
            hasFigure && room >= Self.sparkWidths.lowerBound
            ? min(room, Self.sparkWidths.upperBound) : 0
        rest -= sparkWidth > 0 ? sparkWidth + Self.gap : 0
        let hasOther =
            sparkWidth == Self.sparkWidths.upperBound && rest - longer >= Self.widths.other
        rest -= hasOther ? Self.widths.other : 0
        var place = left
        func column(_ columns: Int) -> Range<Int> {
            defer { place += columns }
            return min(place, width)..<min(place + max(0, columns), max(place, width))
        }
        let hasPrice = width - left - least >= Self.leastPrice
        name = column(hasPrice ? least + max(0, rest) : width - left)
        price = column(hasPrice ? Self.widths.price : 0)
        change = hasChange ? column(Self.widths.change) : nil
        figure = hasFigure ? column(Self.widths.figure) : nil
        other = hasOther ? column(Self.widths.other) : nil
        place += Self.gap
        spark = sparkWidth > 0 ? column(sparkWidth) : nil
    }

    /// The head of the sparkline.
    var sparkTitle: String {
        (spark?.count ?? 0) < 17 ? "24 hours" : "the last 24 hours"
    }

    /// The order that a click on the heads of a list in some order chooses.
    func column(at x: Int, of sort: PairSort) -> PairSort.Column? {
        if name.contains(x) || x < name.lowerBound { return .name }
        if price.contains(x) { return .price }
        if let change, change.contains(x) { return .change }
        if let figure, figure.contains(x) { return sort.figure }
        if let other, other.contains(x) { return sort.otherFigure }
        return nil
    }
}

extension State {
    /// The columns of the list that is shown, in a pane of some width.
    func pairColumns(width: Int) -> PairColumns {
        PairColumns(
            width: width, names: nameColumns,
            hasMarkets: chosenListing.map { $0.market == nil } ?? false,
            isByFigure: sort.column == sort.figure)
    }
}
