import Synchronization

/// A place for the board and the ranking of each market, worked out by the first who asks.
///
/// A copy shares the places with its original until a market is touched: what was worked out for
/// one window is there in the next one, also where it was asked for after that one was made.
struct MarketBoards: Sendable {
    private var places: [Market: Place] = [:]

    /// Nothing is worked out yet.
    init(_ day: RollingDay) {
        for market in day.marketNames { places[market] = Place() }
    }

    /// The prices of a market have changed.
    mutating func touch(_ market: Market) { places[market] = Place() }

    /// `make` is called where the board was not asked for before, and for a market that the day
    /// does not have.
    func board(of market: Market, _ make: () -> MarketBoard) -> MarketBoard {
        places[market]?.board(make) ?? make()
    }

    /// The ranking by variance; `make` is called if neither it nor the board was asked for before.
    func ranking(of market: Market, _ make: () -> Ranking) -> Ranking {
        places[market]?.ranking(make) ?? make()
    }

    /// Whether a market was touched in neither since one was copied from the other.
    func isShared(_ market: Market, with other: MarketBoards) -> Bool {
        guard let place = places[market] else { return false }
        return place === other.places[market]
    }

    /// Shared by the dashboard and the port, which ask from threads of their own.
    ///
    /// Two readers that ask at the same moment may both work; both get the same answer.
    private final class Place: Sendable {
        private struct Known {
            var board: MarketBoard?
            var ranking: Ranking?
        }
        private let known = Mutex(Known())

        func board(_ make: () -> MarketBoard) -> MarketBoard {
            if let board = known.withLock({ $0.board }) { return board }
            let board = make()
            known.withLock { $0 = Known(board: board, ranking: board.byVariance) }
            return board
        }

        func ranking(_ make: () -> Ranking) -> Ranking {
            if let ranking = known.withLock({ $0.ranking }) { return ranking }
            let ranking = make()
            known.withLock { $0.ranking = ranking }
            return ranking
        }
    }
}
