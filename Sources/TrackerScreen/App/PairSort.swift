import TrackerEngine

/// The order of a list of pairs.
package struct PairSort: Hashable, Sendable {
    enum Column: String, CaseIterable, Hashable, Sendable {
        case name, price, change, turnover, rank, volatility

        var title: String {
            switch self {
            case .name: "name"
            case .price: "price"
            case .change: "change"
            case .turnover: "turnover"
            case .rank: "variance rank"
            case .volatility: "volatility"
            }
        }

        /// Whether the first look wants the lowest first: names from A, the best rank.
        var startsAscending: Bool { self == .name || self == .rank }
    }

    var column = Column.turnover
    var isAscending = false

    /// By name from A on.
    static let byName = PairSort(column: .name, isAscending: true)

    /// `change`, or `-change` for the other way around: lowest first.
    var text: String {
        (isAscending == column.startsAscending ? "" : "-") + column.rawValue
    }

    /// The order that choosing a column leads to: the same one again turns it around.
    func choosing(_ column: Column) -> PairSort {
        PairSort(
            column: column,
            isAscending: column == self.column ? !isAscending : column.startsAscending)
    }

    /// Pairs in this order, as `FigureOrder` has it; those without the figure are by name, and by how
    /// much they are looked for where the turnover is the order.
    ///
    /// `instruments`: by pair name, then by market. Cost: a look at each figure, and the sorting.
    func sorted(_ instruments: [Instrument], by figures: inout FigureLookup) -> [Instrument] {
        guard column != .name else { return isAscending ? instruments : instruments.reversed() }
        var order = FigureOrder()
        order.reserve(instruments.count)
        for instrument in instruments {
            order.append(
                figures.figure(column, of: instrument),
                isOutdated: figures.isOutdated(column, of: instrument))
        }
        let sorted = order.places(by: isAscending ? (<) : (>)).map { instruments[$0] }
        guard column == .turnover else { return sorted }
        return sorted[..<order.known] + figures.byWeight(Array(sorted[order.known...]))
    }
}

extension PairSort {
    /// `nil` for what is no order.
    package init?(text: String) {
        let isTurned = text.hasPrefix("-")
        guard let column = Column(rawValue: String(text.drop { $0 == "-" })),
            text.prefix(2) != "--"
        else { return nil }
        self.init(column: column, isAscending: column.startsAscending != isTurned)
    }

    /// The names of all columns that an order can be by.
    package static var names: [String] { Column.allCases.map(\.rawValue) }
}
