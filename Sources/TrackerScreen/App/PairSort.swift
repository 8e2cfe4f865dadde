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

    /// What the list shows beside price and change: the rank, or what it is sorted by.
    var figure: Column { column == .volatility || column == .turnover ? column : .rank }

    /// What it shows too where there is room.
    var otherFigure: Column { figure == .turnover ? .rank : .turnover }

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

    /// Pairs in this order; those without the figure come last, by name, and by how much they are
    /// looked for where the turnover is the order.
    ///
    /// `instruments`: by pair name, then by market. Cost: a look at each figure, and the sorting.
    func sorted(_ instruments: [Instrument], by figures: inout FigureLookup) -> [Instrument] {
        guard column != .name else { return isAscending ? instruments : instruments.reversed() }
        var figured: [(place: Int, figure: Double?)] = []
        figured.reserveCapacity(instruments.count)
        for (place, instrument) in instruments.enumerated() {
            figured.append((place, figures.figure(column, of: instrument)))
        }
        let order = figured.sorted { left, right in
            switch (left.figure, right.figure) {
            case (let one?, let other?) where one != other: (one < other) == isAscending
            case (_?, nil): true
            case (nil, _?): false
            default: left.place < right.place
            }
        }
        let known = column == .turnover ? order.prefix { $0.figure != nil }.count : order.count
        return order[..<known].map { instruments[$0.place] }
            + figures.byWeight(order[known...].map { instruments[$0.place] })
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
