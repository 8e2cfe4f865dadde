/// Quotes of one market, in pieces that lie side by side.
typealias QuoteRuns = [ArraySlice<Quote>]

extension [Quote] {
    /// The quotes by market, each market once, in the order of their first quotes.
    var byMarket: [(market: Market, runs: QuoteRuns)] {
        var groups: [(market: Market, runs: QuoteRuns)] = []
        var places: [Market: Int] = [:]
        for (market, quotes) in marketRuns {
            if let place = places[market] {
                groups[place].runs.append(quotes)
            } else {
                places[market] = groups.count
                groups.append((market, [quotes]))
            }
        }
        return groups
    }
}
