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
    ///
    /// - Returns: its pairs.
    mutating func showNext(on state: State) -> [Instrument] {
        let all = Choice.allCases
        for _ in all {
            let number = all.firstIndex(of: choice) ?? 0
            choice = all[(number + 1) % all.count]
            let pairs = pairs(on: state)
            if !pairs.isEmpty { return pairs }
        }
        return []
    }

    /// The pairs of the choice, the first first: as many as there is room for on any screen.
    ///
    /// Cost: a sort of the pairs that have a turnover; of all pairs of the market if these are too few.
    func pairs(on state: State) -> [Instrument] {
        switch choice {
        case .favourites: Array(Self.favourites(state).prefix(GridLayout.most))
        case .restless: restless(state)
        case .largest: largest(state)
        }
    }

    /// Those of the group that is listed, else those with a star.
    private static func favourites(_ state: State) -> [Instrument] {
        state.chosenListing.flatMap { state.favourites.pairs(of: $0) } ?? state.favourites.starred
    }

    private func restless(_ state: State) -> [Instrument] {
        guard let board = state.board else { return [] }
        let all = board.byVolatility.order.lazy.filter { pair in
            (board[pair]?.distinct ?? 0) >= RestlessRanking.fewestPrices
        }
        return once(all.map { Instrument(market: board.market, pair: $0) }, state)
    }

    /// Those of the largest turnover, then those of the coins that most markets have.
    private func largest(_ state: State) -> [Instrument] {
        guard let market = state.board?.market else { return [] }
        let traded = state.window.largest(of: [market])
        let first = once(traded, state)
        // To weigh the others is much work for few.
        guard first.count < GridLayout.most else { return first }
        let known = Set(traded)
        let others = state.window.board(of: market).pairs
            .map { Instrument(market: market, pair: $0) }.filter { !known.contains($0) }
        let figures = FigureLookup(state.snapshot, in: state.window)
        return once(traded + figures.byWeight(others), state)
    }

    /// The first pair of each coin, as far as there is room.
    private func once(_ pairs: some Sequence<Instrument>, _ state: State) -> [Instrument] {
        guard isByCoin else { return Array(pairs.prefix(GridLayout.most)) }
        var seen: Set<String> = []
        var found: [Instrument] = []
        for pair in pairs {
            let coin = state.snapshot.assets(of: pair)?.base.lowercased() ?? pair.pair.name
            if seen.insert(coin).inserted { found.append(pair) }
            if found.count == GridLayout.most { break }
        }
        return found
    }
}
