/// The changes of a market's pairs over a window, each from its first price to its newest.
///
/// A pair counts if it has two prices and its last one is not old.
struct MarketChanges: Sendable {
    let names: PairDirectory
    /// By slot, as `PairStatistics.change`; NaN for a pair that does not count.
    let figures: [Double]
    /// The numbers of pairs whose price has risen, fallen, or neither.
    let up: Int
    let down: Int
    let still: Int
    let median: Double?
    /// The pair with the largest change up or down, of equal ones the first by name.
    let top: (pair: Pair, change: Double)?

    /// Works out the changes of a market; `oldAfter`: the age in minutes from which a price is old.
    ///
    /// Cost: about 0.1 µs a pair.
    init(_ market: MarketDay?, through last: Minute, oldAfter: Int) {
        names = market?.names ?? PairDirectory()
        figures = market?.changes(through: last, oldAfter: oldAfter) ?? []
        var (up, down, still) = (0, 0, 0)
        var top: (pair: Pair, change: Double)?
        for (slot, change) in figures.enumerated() where !change.isNaN {
            if change > 0 { up += 1 } else if change < 0 { down += 1 } else { still += 1 }
            guard change.magnitude >= top?.change.magnitude ?? 0, let pair = names.pairs[slot],
                change.magnitude > top?.change.magnitude ?? -1 || pair < top?.pair ?? pair
            else { continue }
            top = (pair, change)
        }
        (self.up, self.down, self.still) = (up, down, still)
        self.top = top
        median = Quantiles(figures).median
    }
}

extension MarketDay {
    /// The change of each slot over the day through `last`; NaN for a pair without two prices and
    /// for one whose last price is old then.
    ///
    /// Looks at two prices of a pair, not at its day.
    fileprivate func changes(through last: Minute, oldAfter: Int) -> [Double] {
        let isPast = last < newest.minute
        let fresh = last.advanced(by: 1 - oldAfter)...last
        let oldest = prices(at: .oldest, of: last.windowStart...last)
        let latest = isPast ? prices(at: .newest, of: fresh) : PriceColumn(newest)
        return oldest.amounts.indices.map { slot in
            let (first, now) = (oldest.amounts[slot], latest.amounts[slot])
            guard !first.isNaN, !now.isNaN, latest.minutes[slot] >= fresh.lowerBound,
                oldest.minutes[slot] < latest.minutes[slot]
            else { return .nan }
            if first > 0, now > 0 { return now / first - 1 }
            // A price of 0 is none: another one counts.
            let live = isPast ? nil : Price(stored: now)
            return PairStatistics(amounts(of: slot, through: last), live: live).change ?? .nan
        }
    }
}
