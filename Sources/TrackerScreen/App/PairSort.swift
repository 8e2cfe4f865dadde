import TrackerEngine

/// The order of a list of pairs.
struct PairSort: Hashable, Sendable {
    enum Column: String, CaseIterable, Hashable, Sendable {
        case name, price, change, rank, volatility

        var title: String {
            switch self {
            case .name: "name"
            case .price: "price"
            case .change: "change"
            case .rank: "variance rank"
            case .volatility: "volatility"
            }
        }

        /// The letter that chooses it in the menu.
        var letter: Character {
            switch self {
            case .name: "n"
            case .price: "p"
            case .change: "c"
            case .rank: "r"
            case .volatility: "v"
            }
        }

        /// What one wants to see first: names from A, the highest figures, the best rank.
        var startsAscending: Bool { self == .name || self == .rank }
    }

    var column = Column.name
    var isAscending = true

    /// The order that choosing a column leads to: the same one again turns it around.
    func choosing(_ column: Column) -> PairSort {
        PairSort(
            column: column,
            isAscending: column == self.column ? !isAscending : column.startsAscending)
    }

    /// The pairs of a board in this order; those without the figure come last, by name.
    func sorted(_ board: MarketBoard) -> [Pair] {
        guard column != .name else { return isAscending ? board.pairs : board.pairs.reversed() }
        let figured = zip(board.pairs, board.statistics).map { pair, statistics in
            (pair: pair, figure: figure(pair, statistics, board))
        }
        return figured.sorted { left, right in
            switch (left.figure, right.figure) {
            case (let one?, let other?) where one != other: (one < other) == isAscending
            case (_?, nil): true
            case (nil, _?): false
            default: left.pair < right.pair
            }
        }.map(\.pair)
    }

    private func figure(
        _ pair: Pair, _ statistics: PairStatistics, _ board: MarketBoard
    ) -> Double? {
        switch column {
        case .name: nil
        case .price: statistics.last?.amount
        case .change: statistics.change
        case .rank: board.byVariance.place(of: pair).map(Double.init)
        case .volatility: statistics.volatility
        }
    }
}
