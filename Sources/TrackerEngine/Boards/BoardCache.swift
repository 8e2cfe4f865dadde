import Synchronization

/// The boards and rankings of a day's markets, each worked out by the first reader that asks.
///
/// A copy shares the place of a market with its original until one of the two touches the market:
/// what was worked out for one window is there in the next one, even if it was asked for after the
/// next one was made.
struct BoardCache: Sendable {
    private(set) var places: [Market: Place] = [:]
    /// The bases of all pairs, whose prices do not matter.
    private let bases: Bases

    /// An empty place for each market of a day.
    ///
    /// `before`: what was worked out of the minute before, of which the bases may hold.
    init(_ day: RollingDay, after before: BoardCache? = nil) {
        bases = before?.bases ?? Bases()
        for market in day.marketNames { places[market] = Place() }
    }

    /// Gives a market whose prices have changed a new, empty place.
    mutating func touch(_ market: Market) { places[market] = Place() }

    /// The board of a market.
    ///
    /// `make` is called if nobody has asked for it before, and for a market that the day does not
    /// have.
    func board(of market: Market, _ make: () -> MarketBoard) -> MarketBoard {
        places[market]?.board(make) ?? make()
    }

    /// The ranking of a market by variance.
    ///
    /// `make` is called if nobody has asked for it or for the board before.
    func ranking(of market: Market, _ make: () -> MarketRanking) -> MarketRanking {
        places[market]?.ranking(make) ?? make()
    }

    /// The turnovers of a market; `make` is called if nobody has asked for them before.
    func turnovers(of market: Market, _ make: () -> MarketTurnovers) -> MarketTurnovers {
        places[market]?.turnovers(make) ?? make()
    }

    /// How many pairs have each base.
    func baseCounts(of day: RollingDay) -> BaseCounts { bases.counts(of: day) }

    /// The bases of all pairs, counted anew when pairs have come or left.
    private final class Bases: Sendable {
        private let known = Mutex<(changes: [Market: Int], counts: BaseCounts)?>(nil)

        func counts(of day: RollingDay) -> BaseCounts {
            let changes = day.nameChanges
            if let known = known.withLock({ $0 }), known.changes == changes { return known.counts }
            let counts = BaseCounts(day)
            known.withLock { $0 = (changes, counts) }
            return counts
        }
    }

    /// What is known of one market: shared by the dashboard and the port, which ask from threads of
    /// their own.
    ///
    /// Two readers that ask at the same moment may both work; both get the same answer.
    final class Place: Sendable {
        private struct Known {
            var board: MarketBoard?
            var ranking: MarketRanking?
            var turnovers: MarketTurnovers?
        }
        private let known = Mutex(Known())

        func board(_ make: () -> MarketBoard) -> MarketBoard {
            if let board = known.withLock({ $0.board }) { return board }
            let board = make()
            known.withLock { ($0.board, $0.ranking) = (board, board.byVariance) }
            return board
        }

        func turnovers(_ make: () -> MarketTurnovers) -> MarketTurnovers {
            if let turnovers = known.withLock({ $0.turnovers }) { return turnovers }
            let turnovers = make()
            known.withLock { $0.turnovers = turnovers }
            return turnovers
        }

        func ranking(_ make: () -> MarketRanking) -> MarketRanking {
            if let ranking = known.withLock({ $0.ranking }) { return ranking }
            let ranking = make()
            known.withLock { $0.ranking = ranking }
            return ranking
        }
    }
}
