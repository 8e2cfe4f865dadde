package import TrackerEngine

/// The sentences that a screen reader or a log gets instead of a screen, one a line.
///
///     var report = PlainReport(market: nil, favourites: favourites, localTime: .system)
///     for await snapshot in engine.snapshots() { report.lines(snapshot).forEach(print) }
package struct PlainReport: Sendable {
    /// The market that is reported; `nil` for kraken, or the first there is.
    private let market: Market?
    private let favourites: Favourites
    private let localTime: LocalTime
    /// The minute that was reported last.
    private var told: Minute?

    /// The number of pairs in a report if there are no favourites.
    private static let most = 5
    private static let mostFavourites = 50

    package init(market: Market?, favourites: Favourites, localTime: LocalTime) {
        self.market = market
        self.favourites = favourites
        self.localTime = localTime
    }

    /// The sentences for a snapshot; none if its newest minute was reported before.
    ///
    /// A minute is reported once it has prices of the market.
    package mutating func lines(_ snapshot: Snapshot) -> [String] {
        let window = snapshot.window
        let markets = window.markets
        guard let shown = market ?? (markets.contains(.kraken) ? .kraken : markets.first),
            let minute = newestMinute(of: shown, in: window), told.map({ $0 < minute }) ?? true
        else { return [] }
        told = minute
        let clock = localTime.clock(at: minute.unixSeconds)
        let board = window.board(of: shown)
        let count = Numbers.count(board.pairs.count)
        let pairs = board.pairs.count == 1 ? "pair has" : "pairs have"
        let kind = snapshot.isSimulated ? "simulated prices" : "prices"
        return ["\(clock) \(shown.name): \(count) \(pairs) \(kind).".plain(upTo: 200)]
            + instruments(board).map { sentence(on: $0, at: clock, in: snapshot).plain(upTo: 400) }
    }

    private func newestMinute(of market: Market, in window: DayWindow) -> Minute? {
        window.board(of: market).pairs.lazy
            .compactMap { window.latest(of: Instrument(market: market, pair: $0))?.minute }.max()
    }

    /// The pairs to report: the favourites, else the most restless of the market.
    private func instruments(_ board: MarketBoard) -> [Instrument] {
        guard favourites.starred.isEmpty else {
            return Array(favourites.starred.prefix(Self.mostFavourites))
        }
        return board.byVolatility.order.lazy
            .filter { (board[$0]?.distinct ?? 0) >= RestlessRanking.fewestPrices }
            .prefix(Self.most).map { Instrument(market: board.market, pair: $0) }
    }

    private func sentence(
        on instrument: Instrument, at clock: String, in snapshot: Snapshot
    ) -> String {
        let board = snapshot.window.board(of: instrument.market)
        let name = "\(clock) \(snapshot.fullTitle(of: instrument))"
        guard let statistics = board[instrument.pair], let last = statistics.last else {
            return "\(name) has no price."
        }
        var words = "\(name) is at \(Numbers.exact(last.amount))"
        if let change = statistics.change {
            let percent = Numbers.fixed(change.magnitude * 100, decimals: 2)
            words += change == 0 ? ", unchanged" : ", \(change > 0 ? "up" : "down") \(percent)%"
            words += " in 24 hours"
        }
        if let volatility = statistics.volatility {
            words += ", volatility \(Numbers.fixed(volatility * 100, decimals: 2))% a day"
        }
        if let rank = board.byVariance.rank(of: instrument.pair),
            let place = board.byVariance.place(of: instrument.pair)
        {
            words += ", variance rank \(Numbers.fixed(rank, decimals: 3))"
            words += ", place \(place) of \(board.byVariance.count)"
        }
        return words + "."
    }
}
