/// The pairs of one market or all of them, ordered by how much their prices move.
public struct Restless: Sendable {
    /// The figure that restlessness is measured by.
    public enum Measure: Hashable, Sendable, CaseIterable {
        /// The variance, in the square of the price's unit: pairs with high prices come first.
        case variance
        /// The volatility of a day; see `PairStatistics.volatility`.
        case volatility
        /// The move of the price in so many minutes, up or down.
        case move(minutes: Int)
        /// The move since the oldest minute that is held.
        case change

        public static let allCases: [Measure] = [
            .volatility, .variance, .move(minutes: 5), .move(minutes: 15), .move(minutes: 60),
            .change,
        ]
    }

    public struct Entry: Hashable, Sendable {
        public let instrument: Instrument
        /// The measure's figure; a move has its sign and is a fraction: -0.02 stands for -2 %.
        public let figure: Double
        /// The place, from 1 for the most restless.
        public let place: Int
    }

    public let measure: Measure
    /// The newest minute of the window.
    public let last: Minute
    /// Every ranked pair, the most restless first; equal figures by market, then pair.
    public let entries: [Entry]
    /// How many pairs were left out because they had fewer than `fewestPrices` different prices.
    public let thin: Int

    /// A pair that flips between a few prices looks wild and is only coarse.
    public static let fewestPrices = PairStatistics.mostDistinct

    /// Cost: boards of markets that nobody has asked for, about 7 µs a pair, then 1 µs.
    ///
    /// `includingThin`: whether pairs with few different prices count too.
    public init(
        _ measure: Measure, of markets: [Market], in window: DayWindow, includingThin: Bool = false
    ) {
        self.measure = measure
        last = window.last
        var found: [(instrument: Instrument, figure: Double)] = []
        var thin = 0
        for market in markets {
            let board = window.board(of: market)
            let moves = Self.moves(measure, of: market, board, window)
            for (pair, statistics) in zip(board.pairs, board.statistics) {
                let figure =
                    switch measure {
                    case .variance: statistics.variance
                    case .volatility: statistics.volatility
                    case .move: moves[pair]
                    case .change: statistics.change
                    }
                guard let figure, figure.isFinite else { continue }
                guard includingThin || statistics.distinct >= Self.fewestPrices else {
                    thin += 1
                    continue
                }
                found.append((Instrument(market: market, pair: pair), figure))
            }
        }
        self.thin = thin
        // They come by market, then pair: equal ones keep that order.
        let order = found.indices.sorted { left, right in
            let (one, other) = (found[left].figure.magnitude, found[right].figure.magnitude)
            return one == other ? left < right : one > other
        }
        entries = order.enumerated().map { place, index in
            Entry(
                instrument: found[index].instrument, figure: found[index].figure, place: place + 1)
        }
    }

    private static func moves(
        _ measure: Measure, of market: Market, _ board: MarketBoard, _ window: DayWindow
    ) -> [Pair: Double] {
        guard case .move(let minutes) = measure else { return [:] }
        let before = window.prices(of: market, at: window.last.advanced(by: -minutes))
        return Dictionary(
            before.compactMap { pair, price in
                guard let newest = board[pair]?.newest, !price.isNone else { return nil }
                return (pair, newest.amount / price.amount - 1)
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension DayWindow {
    /// The prices of a market at a minute, or up to 5 minutes before where there is none.
    ///
    /// Cost: about 0.5 µs a pair.
    func prices(of market: Market, at minute: Minute) -> [(pair: Pair, price: Price)] {
        day.prices(of: market, at: minute, orBefore: 5)
    }
}
