/// Gives every instrument a slot: a small number that the day's columns are indexed by.
///
/// A slot whose instrument has left is handed out again. Markets and their pairs are kept sorted.
struct Directory: Sendable {
    private var slots: [Instrument: Int] = [:]
    /// By slot; `nil` where the slot is free.
    private(set) var instruments: [Instrument?] = []
    private var free: [Int] = []
    /// The slots of each market, by pair name.
    private var markets: [Market: [Int]] = [:]
    private var unsorted: Set<Market> = []

    /// How many slots there are, free ones included.
    var capacity: Int { instruments.count }

    /// How many instruments have one.
    var count: Int { instruments.count - free.count }

    func slot(of instrument: Instrument) -> Int? { slots[instrument] }

    /// By name, bytewise.
    var marketNames: [Market] { markets.keys.sorted() }

    /// Whether a market has a pair.
    func has(_ market: Market) -> Bool { markets[market] != nil }

    /// By pair name, bytewise; only after `sort()`.
    func slots(of market: Market) -> [Int] { markets[market] ?? [] }

    /// The slot of an instrument, a new one where it has none: then `sort()` is due.
    mutating func add(_ instrument: Instrument) -> Int {
        if let slot = slots[instrument] { return slot }
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
            instruments[slot] = instrument
        } else {
            slot = instruments.count
            instruments.append(instrument)
        }
        slots[instrument] = slot
        markets[instrument.market, default: []].append(slot)
        unsorted.insert(instrument.market)
        return slot
    }

    /// Puts the pairs of markets with new ones in order.
    mutating func sort() {
        for market in unsorted {
            let sorted = slots(of: market)
                .compactMap { slot in instruments[slot].map { ($0.pair, slot) } }
                .sorted { $0.0 < $1.0 }
            markets[market] = sorted.map(\.1)
        }
        unsorted = []
    }

    /// Takes the names of these slots out, and markets that have no pair left.
    mutating func remove(_ leaving: [Int]) {
        guard !leaving.isEmpty else { return }
        let gone = Set(leaving)
        for market in Set(leaving.compactMap { instruments[$0]?.market }) {
            let rest = slots(of: market).filter { !gone.contains($0) }
            markets[market] = rest.isEmpty ? nil : rest
        }
        for slot in leaving {
            if let instrument = instruments[slot] { slots[instrument] = nil }
            instruments[slot] = nil
            free.append(slot)
        }
    }
}
