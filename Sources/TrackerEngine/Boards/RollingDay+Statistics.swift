/// The figures of a market's pairs, worked out from the prices of a day.
extension RollingDay {
    /// The statistics of each pair of a market over the day through `last`, by name.
    ///
    /// Pairs without a price in it are left out. Cost: about 4 µs a pair.
    func statistics(
        of market: Market, through last: Minute
    ) -> [(pair: Pair, statistics: PairStatistics)] {
        guard let day = days[market] else { return [] }
        var all = [(pair: Pair, statistics: PairStatistics)?](
            repeating: nil, count: day.names.capacity)
        day.forEachPair(through: last) { slot, pair, runs, latest in
            let statistics = PairStatistics(RunScan(runs), latest)
            if statistics.count > 0 { all[slot] = (pair, statistics) }
        }
        return day.names.byName.compactMap { all[Int($0)] }
    }

    /// The variance of each pair of a market over the day through `last`, in no particular order.
    ///
    /// `nil` for a pair with fewer than two prices in it. Cost: about 3 µs a pair.
    func variances(of market: Market, through last: Minute) -> [(pair: Pair, figure: Double?)] {
        guard let day = days[market] else { return [] }
        var all: [(pair: Pair, figure: Double?)] = []
        all.reserveCapacity(day.names.byName.count)
        day.forEachPair(through: last) { _, pair, runs, _ in
            all.append((pair, RunScan(runs).variance()))
        }
        return all
    }

    /// The price of each pair of a market at a minute, or the newest of the `minutes` before it.
    ///
    /// Pairs without one are left out. Cost: about 0.5 µs a pair.
    func prices(
        of market: Market, at minute: Minute, orBefore minutes: Int
    ) -> [(pair: Pair, price: Price)] {
        guard let day = days[market] else { return [] }
        return day.names.byName.compactMap { slot in
            guard let pair = day.names.pairs[Int(slot)] else { return nil }
            for back in 0...minutes {
                let amount = day.amount(of: Int(slot), at: minute.advanced(by: -back))
                if !amount.isNaN { return (pair, Price(stored: amount)) }
            }
            return nil
        }
    }
}
