/// The slots of a market's pairs in the order of the newest batch: the next one most likely has the
/// same pairs in the same order.
struct BatchOrder: Sendable {
    private var slots: [Int32] = []

    init() {}

    /// All slots of a directory, one after the other: as a stored day is read.
    init(allOf names: PairDirectory) { slots = (0..<names.capacity).map { Int32($0) } }

    /// How many pairs may be gone at one place before a search by name takes over.
    private static let reach = 16

    /// How many pairs it expects.
    var count: Int { slots.count }

    /// The slot of a pair, `nil` for one that the directory does not have.
    ///
    /// `place`: where in the order it is expected, and afterwards the next one.
    @inline(__always) func slot(
        of pair: Pair, in names: PairDirectory, at place: inout Int
    ) -> Int? {
        let end = min(place + Self.reach, slots.count)
        var candidate = place
        while candidate < end {
            let slot = Int(slots[candidate])
            if names.pairs[slot] == pair {
                place = candidate + 1
                return slot
            }
            candidate += 1
        }
        return names.slot(of: pair)
    }

    /// This is the order to expect next time, unless it is that of a small part of the pairs.
    mutating func learn(_ new: [Int32]) {
        if new.count * 2 >= slots.count { slots = new }
    }

    /// Forgets pairs that have left.
    mutating func keep(_ isThere: (Int) -> Bool) { slots = slots.filter { isThere(Int($0)) } }
}

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
