extension MarketWatch {
    /// Forgets pairs that the day does not hold, and how rules stand with them; `nil`: none is held.
    ///
    /// - Returns: the number of standings that are gone.
    mutating func forgetPairs(goneFrom day: MarketDay?) -> Int {
        guard let day else {
            let gone = standingsByPair.values.reduce(0) { $0 + $1.count }
            self = MarketWatch(market, seen: seen, sights: sights)
            return gone
        }
        // Mostly the names are the same, and nothing waits.
        var gone = waiting.isEmpty ? 0 : forgetWaiting(goneFrom: day)
        guard pairs != day.names.pairs else { return gone }
        let left = pairs.indices.filter { slot in
            pairs[slot].map { day.names.slot(of: $0) != slot } ?? false
        }
        // Also prices: a pair may come again to its old slot before the market is looked at.
        for slot in left {
            gone += Int(standings.busy[slot])
            standings.replace(slot, with: [:])
            before.forget(slot)
            (pairs[slot], joins[slot]) = (nil, nil)
        }
        rows.forget(left)
        volatilities.forget(left)
        if !left.isEmpty { kept = nil }
        return gone
    }

    private mutating func forgetWaiting(goneFrom day: MarketDay) -> Int {
        let before = waiting.values.reduce(0) { $0 + $1.count }
        waiting = waiting.filter { day.names.slot(of: $0.key) != nil }
        let gone = before - waiting.values.reduce(0) { $0 + $1.count }
        if gone > 0 { kept = nil }
        return gone
    }
}
