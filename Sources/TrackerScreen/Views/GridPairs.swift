import TrackerEngine

/// The pairs of the board of charts: the favourites, the most restless pairs of the market, or those
/// with the largest turnover.
struct GridPairs: Hashable, Sendable {
    enum Choice: CaseIterable, Hashable, Sendable {
        case favourites, restless, largest
    }

    private(set) var choice: Choice
    /// Whether each coin is shown once, unless the pairs are favourites.
    var isByCoin = true

    /// The favourites from which on they are shown first: fewer would leave most of the screen
    /// empty.
    private static let fewFavourites = 4

    init(_ state: State) {
        choice = Self.favourites(state).count >= Self.fewFavourites ? .favourites : .largest
    }

    /// Goes on to the next choice that has something to show.
    mutating func showNext(on state: State) {
        let all = Choice.allCases
        for _ in all {
            let number = all.firstIndex(of: choice) ?? 0
            choice = all[(number + 1) % all.count]
            if !shown(on: state).isEmpty { return }
        }
    }

    /// The pairs whose charts are shown, as many as there is room for.
    func shown(on state: State) -> [Instrument] {
        let most = GridLayout.most(in: state.layout.body.size)
        let all: [Instrument] =
            switch choice {
            case .favourites: Self.favourites(state)
            case .restless: restless(state)
            case .largest: largest(state)
            }
        return Array(all.prefix(most))
    }

    /// Those of the group that is listed, else those with a star.
    private static func favourites(_ state: State) -> [Instrument] {
        state.chosenListing.flatMap { state.favourites.pairs(of: $0) } ?? state.favourites.starred
    }

    private func restless(_ state: State) -> [Instrument] {
        guard let board = state.board else { return [] }
        let all = board.byVolatility.order.filter { pair in
            (board[pair]?.distinct ?? 0) >= RestlessRanking.fewestPrices
        }
        return once(all.map { Instrument(market: board.market, pair: $0) }, state)
    }

    /// Those of the largest turnover, then those of the coins that most markets have.
    private func largest(_ state: State) -> [Instrument] {
        guard let market = state.board?.market else { return [] }
        let known = state.window.largest(of: [market])
        let rest = Set(known)
        let others = state.window.board(of: market).pairs
            .map { Instrument(market: market, pair: $0) }.filter { !rest.contains($0) }
        let figures = FigureLookup(state.snapshot, in: state.window)
        return once(known + figures.byWeight(others), state)
    }

    /// The first pair of each coin, as far as there is room.
    private func once(_ pairs: [Instrument], _ state: State) -> [Instrument] {
        guard isByCoin else { return pairs }
        let most = GridLayout.most(in: state.layout.body.size)
        var seen: Set<String> = []
        var found: [Instrument] = []
        for pair in pairs where found.count < most {
            let coin = state.snapshot.assets(of: pair)?.base.lowercased() ?? pair.pair.name
            if seen.insert(coin).inserted { found.append(pair) }
        }
        return found
    }
}
