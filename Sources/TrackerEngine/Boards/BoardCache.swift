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
    /// What is worked out of all markets together.
    private var whole = Whole()

    /// An empty place for each market of a day.
    ///
    /// `before`: what was worked out of the minute before, of which the bases may hold.
    init(_ day: RollingDay, after before: BoardCache? = nil) {
        bases = before?.bases ?? Bases()
        for market in day.marketNames { places[market] = Place() }
    }

    /// Gives a market whose prices have changed a new, empty place.
    mutating func touch(_ market: Market) {
        places[market] = Place()
        whole = Whole()
    }

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

    /// The changes of a market's pairs; `make` is called if nobody has asked for them before.
    func changes(of market: Market, _ make: () -> MarketChanges) -> MarketChanges {
        places[market]?.changes(make) ?? make()
    }

    /// The largest changes of a market; `make` is called if nobody has asked for them before.
    func movers(of market: Market, _ make: () -> MarketMovers) -> MarketMovers {
        places[market]?.movers(make) ?? make()
    }

    /// How all markets do; `make` is called if nobody has asked for it before.
    func pulse(_ make: () -> DayPulse) -> DayPulse { whole.pulse(make) }

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

    /// What is known of all markets together.
    private final class Whole: Sendable {
        private let known = Mutex<DayPulse?>(nil)

        func pulse(_ make: () -> DayPulse) -> DayPulse {
            if let known = known.withLock({ $0 }) { return known }
            let pulse = make()
            known.withLock { $0 = pulse }
            return pulse
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
            var changes: MarketChanges?
            var movers: MarketMovers?
        }
        private let known = Mutex(Known())

        func board(_ make: () -> MarketBoard) -> MarketBoard {
            if let board = known.withLock({ $0.board }) { return board }
            let board = make()
            known.withLock { ($0.board, $0.ranking) = (board, board.byVariance) }
            return board
        }

        func ranking(_ make: () -> MarketRanking) -> MarketRanking { kept(\.ranking, make) }

        func turnovers(_ make: () -> MarketTurnovers) -> MarketTurnovers { kept(\.turnovers, make) }

        func changes(_ make: () -> MarketChanges) -> MarketChanges { kept(\.changes, make) }

        func movers(_ make: () -> MarketMovers) -> MarketMovers { kept(\.movers, make) }

        private func kept<Figures: Sendable>(
            _ place: WritableKeyPath<Known, Figures?>, _ make: () -> Figures
        ) -> Figures {
            if let figures = known.withLock({ $0[keyPath: place] }) { return figures }
            let figures = make()
            known.withLock { $0[keyPath: place] = figures }
            return figures
        }
    }
}
