/// The pairs of any number of markets, ordered by how much their prices move.
///
/// It has all that a list shows of them: figures and places, and the number of pairs left out. The
/// places of one market's pairs by variance or volatility, coarse prices included, are a
/// `MarketRanking`.
public struct RestlessRanking: Sendable {
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

    /// One ranked pair.
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
    /// Every ranked pair, the most restless first, as `FigureOrder` has it; equal figures by market,
    /// then pair.
    public let entries: [Entry]
    /// The number of pairs left out because they had fewer than `fewestPrices` different prices.
    public let leftOut: Int

    /// The number of different prices a pair needs to be ranked: one that flips between a few
    /// looks wild only because its prices are rounded.
    public static let fewestPrices = PairStatistics.mostDistinct

    /// Ranks the pairs of some markets by their prices in a window.
    ///
    /// `includingAll`: whether pairs with few different prices are ranked too. Cost: boards of
    /// markets that nobody has asked for, about 7 µs a pair, then 1 µs.
    public init(
        _ measure: Measure, of markets: [Market], in window: DayWindow, includingAll: Bool = false
    ) {
        self.measure = measure
        last = window.last
        var found = Found()
        for market in markets {
            found.add(market, by: measure, in: window, includingAll: includingAll)
        }
        leftOut = found.leftOut
        entries = found.ranked
    }

    /// The pairs that have the figure, by market, then name.
    private struct Found {
        private var pairs: [(instrument: Instrument, figure: Double)] = []
        private var order = FigureOrder()
        private(set) var leftOut = 0

        mutating func add(
            _ market: Market, by measure: Measure, in window: DayWindow, includingAll: Bool
        ) {
            let board = window.board(of: market)
            let moves = moves(by: measure, of: market, on: board, in: window)
            for (pair, statistics) in zip(board.pairs, board.statistics) {
                guard let figure = measure.figure(statistics, move: moves[pair]), figure.isFinite
                else { continue }
                guard includingAll || statistics.distinct >= RestlessRanking.fewestPrices else {
                    leftOut += 1
                    continue
                }
                let instrument = Instrument(market: market, pair: pair)
                pairs.append((instrument, figure))
                order.append(
                    figure.magnitude,
                    isOutdated: measure == .change && window.isChangeOutdated(of: instrument))
            }
        }

        /// All of them, the most restless first; equal ones keep their order.
        var ranked: [Entry] {
            order.places(by: >).enumerated().map { place, index in
                Entry(
                    instrument: pairs[index].instrument, figure: pairs[index].figure,
                    place: place + 1)
            }
        }

        /// The move of each pair of a market, if that is what is measured.
        private func moves(
            by measure: Measure, of market: Market, on board: MarketBoard, in window: DayWindow
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
}

extension RestlessRanking.Measure {
    /// The figure of a pair by this measure; `nil` for a pair without one.
    fileprivate func figure(
        _ statistics: PairStatistics, move: @autoclosure () -> Double?
    ) -> Double? {
        switch self {
        case .variance: statistics.variance
        case .volatility: statistics.volatility
        case .move: move()
        case .change: statistics.change
        }
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
