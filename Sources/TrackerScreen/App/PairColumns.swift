/// The columns of the list of pairs in a pane of some width.
///
/// The name and the price are always there; then, as there is room, change, rank and sparkline.
struct PairColumns: Hashable, Sendable {
    /// The columns of the name, from the left edge of the pane.
    let name: Range<Int>
    let price: Range<Int>
    let change: Range<Int>?
    let rank: Range<Int>?
    let spark: Range<Int>?

    static let sparkWidth = 24
    private static let priceWidth = 12
    private static let changeWidth = 9
    private static let rankWidth = 6

    /// `hasMarkets`: whether the name has its market beside it.
    init(width: Int, hasMarkets: Bool = false) {
        let left = min(2, width)  // the pointer of the chosen row
        let least = !hasMarkets ? 9 : width < 60 ? 15 : 20
        var rest = width - left - Self.priceWidth - least
        let hasChange = rest >= Self.changeWidth
        rest -= hasChange ? Self.changeWidth : 0
        let hasRank = hasChange && rest >= Self.rankWidth
        rest -= hasRank ? Self.rankWidth : 0
        let hasSpark = hasRank && rest >= Self.sparkWidth + 2
        rest -= hasSpark ? Self.sparkWidth + 2 : 0
        let nameWidth = max(0, min(least + max(0, rest), width - left))
        name = left..<left + nameWidth
        var place = name.upperBound
        func column(_ columns: Int) -> Range<Int> {
            defer { place += columns }
            return min(place, width)..<min(place + columns, max(place, width))
        }
        price = column(Self.priceWidth)
        change = hasChange ? column(Self.changeWidth) : nil
        rank = hasRank ? column(Self.rankWidth) : nil
        place += 2
        spark = hasSpark ? column(Self.sparkWidth) : nil
    }

    /// The order that a click on the heads chooses.
    func column(at x: Int) -> PairSort.Column? {
        if name.contains(x) || x < name.lowerBound { return .name }
        if price.contains(x) { return .price }
        if let change, change.contains(x) { return .change }
        if let rank, rank.contains(x) { return .rank }
        return nil
    }
}

extension State {
    /// The columns of the list that is shown, in a pane of some width.
    func pairColumns(width: Int) -> PairColumns {
        PairColumns(width: width, hasMarkets: chosenListing.map { $0.market == nil } ?? false)
    }
}
