/// The turnovers of a market's pairs in the last 24 hours, in US dollars.
///
/// They are those that the source told last: none is kept for a past minute.
public struct MarketTurnovers: Sendable {
    private let names: PairDirectory
    /// By slot; NaN where it is not known.
    private let dollars: [Double]
    /// The turnover of all pairs of which it is known; `nil` if that is none.
    public let total: Double?

    /// Works out the turnovers of all pairs of a market.
    ///
    /// Cost: about 0.1 µs a pair.
    init(of market: Market, in day: RollingDay) {
        guard let market = day.days[market] else {
            (names, dollars, total) = (PairDirectory(), [], nil)
            return
        }
        let rates = DollarRates(day)
        var known: [String: Double?] = [:]
        names = market.names
        dollars = names.pairs.enumerated().map { slot, pair in
            guard let pair, let traded = market.tickers.traded(slot) else { return .nan }
            var rate: Double?
            if traded.unit != .dollars,
                let assets = pair.assets(baseLength: market.tickers.baseLength(slot))
            {
                let found = known[assets.quote] ?? rates.rate(of: assets.quote, on: market.market)
                known[assets.quote] = .some(found)
                rate = found
            }
            let last = market.newest.amounts[slot]
            let price = last.isNaN ? nil : Price(stored: last)
            return traded.dollars(at: price, rate: rate) ?? .nan
        }
        let told = dollars.lazy.filter { !$0.isNaN }
        total = told.isEmpty ? nil : told.reduce(0, +)
    }

    /// The turnover of a pair; `nil` where it is not known.
    public subscript(pair: Pair) -> Double? {
        guard let slot = names.slot(of: pair), !dollars[slot].isNaN else { return nil }
        return dollars[slot]
    }

    /// The pairs whose turnover is known, in no particular order.
    var pairs: [(pair: Pair, dollars: Double)] {
        zip(names.pairs, dollars).compactMap { pair, dollars in
            pair.flatMap { dollars.isNaN ? nil : ($0, dollars) }
        }
    }
}
