/// A pair and its change.
public struct Mover: Hashable, Sendable {
    public let instrument: Instrument
    /// The change over a window, as a fraction: -0.02 stands for -2 %.
    public let change: Double
}

/// The largest rises and falls of a market's pairs, a coin once.
///
/// A coin has the change of its pair with the largest turnover; where none is known, of the pair with
/// the first quote of `PairWeight.quotes`, then of the first by name.
struct MarketMovers: Sendable {
    let gains: [Mover]
    let losses: [Mover]

    /// No list is longer.
    static let most = 50

    /// Picks from the pairs that count; `base` gives the base of a pair: its coin.
    init(
        _ changes: MarketChanges, of market: Market, turnovers: MarketTurnovers,
        base: (Pair) -> String
    ) {
        var coins: [String: Candidate] = [:]
        for (pair, change) in zip(changes.names.pairs, changes.figures) {
            guard let pair, !change.isNaN else { continue }
            let base = base(pair)
            let candidate = Candidate(
                pair: pair, change: change, turnover: turnovers[pair] ?? -1,
                quotePlace: PairWeight.quotePlace(of: pair, base: base))
            if let known = coins[base], !(candidate < known) { continue }
            coins[base] = candidate
        }
        func movers(_ isFirst: (Double, Double) -> Bool) -> [Mover] {
            coins.values.filter { isFirst($0.change, 0) }
                .sorted {
                    $0.change == $1.change ? $0.pair < $1.pair : isFirst($0.change, $1.change)
                }
                .prefix(Self.most)
                .map {
                    Mover(
                        instrument: Instrument(market: market, pair: $0.pair), change: $0.change)
                }
        }
        gains = movers(>)
        losses = movers(<)
    }

    /// A pair that may stand for its coin.
    private struct Candidate {
        let pair: Pair
        let change: Double
        /// In US dollars; -1 where it is not known.
        let turnover: Double
        let quotePlace: Int

        /// The one that stands for the coin comes first.
        static func < (left: Candidate, right: Candidate) -> Bool {
            if left.turnover != right.turnover { return left.turnover > right.turnover }
            if left.quotePlace != right.quotePlace { return left.quotePlace < right.quotePlace }
            return left.pair < right.pair
        }
    }
}
