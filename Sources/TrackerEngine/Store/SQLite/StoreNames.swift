/// The numbers of instruments in a store.
struct StoreNames: Sendable {
    private var ids: [Market: [Pair: Int]] = [:]
    private var instruments: [Int: Instrument] = [:]
    private var nextID = 1
    /// The newest hour that each id has a price in: names leave with their last price.
    private var newestHour: [Int: Int] = [:]

    /// Takes what a store has; names without a price leave with the next pruning.
    mutating func add(_ stored: [Int: Instrument], newestHour hours: [Int: Int]) {
        for (id, instrument) in stored {
            ids[instrument.market, default: [:]][instrument.pair] = id
            instruments[id] = instrument
            newestHour[id] = hours[id] ?? .min
            nextID = max(nextID, id + 1)
        }
    }

    /// No id below this one is given to a new name.
    mutating func reserve(through id: Int) { nextID = max(nextID, id + 1) }

    /// The ids of pairs that have a price in an hour, and which of them are new.
    mutating func number(
        _ pairs: [Pair], of market: Market, _ hour: Int
    ) -> (ids: [Int], added: [(id: Int, pair: Pair)]) {
        var known = ids[market] ?? [:]
        ids[market] = nil  // so that it changes in place
        var added: [(id: Int, pair: Pair)] = []
        let numbered = pairs.map { pair in
            if let id = known[pair] { return id }
            let id = nextID
            nextID += 1
            known[pair] = id
            instruments[id] = Instrument(market: market, pair: pair)
            added.append((id, pair))
            return id
        }
        ids[market] = known
        // Written once an hour: `write` keeps a copy, which every change would have to make.
        for id in numbered where (newestHour[id] ?? .min) < hour { newestHour[id] = hour }
        return (numbered, added)
    }

    /// The ids of quotes that were numbered before.
    func ids(of quotes: [Quote], in market: Market) -> [Int] {
        let known = ids[market] ?? [:]
        return quotes.map { known[$0.instrument.pair] ?? 0 }
    }

    /// Those whose last price is older than an hour.
    func leaving(before hour: Int) -> [Int] { newestHour.filter { $0.value < hour }.map(\.key) }

    mutating func remove(_ leaving: [Int]) {
        for id in leaving {
            newestHour[id] = nil
            guard let instrument = instruments.removeValue(forKey: id) else { continue }
            ids[instrument.market]?[instrument.pair] = nil
            if ids[instrument.market]?.isEmpty == true { ids[instrument.market] = nil }
        }
    }
}
