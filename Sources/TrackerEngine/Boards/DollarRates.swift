/// The worth of quote currencies in US dollars, by prices that are polled anyway.
///
/// In this order: a coin that is meant to be a dollar is one; else the median of the pairs of
/// `RateList`; else the market's own pair of the currency with a dollar; else its own pair of bitcoin
/// in the currency. A price that is older than the newest of all by more than `longest` tells nothing.
struct DollarRates {
    private let day: RollingDay
    /// Prices before it are too old.
    private let oldest: Minute

    /// Minutes that a price may be older than the newest one.
    static let longest = 10

    init(_ day: RollingDay) {
        self.day = day
        let newest = day.days.values.reduce(Minute(index: 0)) { max($0, $1.newest.minute) }
        oldest = newest.advanced(by: -Self.longest)
    }

    /// US dollars for one of a quote currency on a market; `nil` where nothing tells it.
    func rate(of quote: String, on market: Market) -> Double? {
        if RateList.isADollar(quote) { return holds(quote) ? 1 : nil }
        if let rate = listed(quote) { return rate }
        if let rate = own(quote, market) { return rate }
        guard let bitcoin = listed("btc") ?? own("btc", market),
            let price = price(market, "btc" + quote)
        else { return nil }
        return bitcoin / price
    }

    /// Whether the pairs of the list that are there do not say that a coin has lost its worth.
    private func holds(_ quote: String) -> Bool {
        listed(quote).map { RateList.band.contains($0) } ?? true
    }

    /// The median of the listed pairs.
    private func listed(_ quote: String) -> Double? {
        let prices = RateList.entries(of: quote).compactMap { entry in
            price(entry).map { entry.isInverse ? 1 / $0 : $0 }
        }.sorted()
        guard !prices.isEmpty else { return nil }
        let middle = prices.count / 2
        return prices.count.isMultiple(of: 2)
            ? (prices[middle - 1] + prices[middle]) / 2 : prices[middle]
    }

    private func price(_ entry: RateList.Entry) -> Double? {
        guard let market = try? Market(entry.market) else { return nil }
        return price(market, entry.pair)
    }

    /// One exchange means one thing by a code: its own pair tells what its own quote is worth.
    private func own(_ quote: String, _ market: Market) -> Double? {
        for dollar in ["usd", "usdt", "usdc"] where holds(dollar) {
            if let price = price(market, quote + dollar) { return price }
            if let price = price(market, dollar + quote) { return 1 / price }
        }
        return nil
    }

    private func price(_ market: Market, _ name: String) -> Double? {
        guard let pair = try? Pair(name),
            let latest = day.latest(of: Instrument(market: market, pair: pair)),
            latest.minute >= oldest, !latest.price.isNone
        else { return nil }
        return latest.price.amount
    }
}
