/// Gives every pair of a market a slot: a small number that the market's columns are indexed by.
///
/// A slot whose pair has left is handed out again.
struct PairDirectory: Sendable {
    private var slots: [Pair: Int32] = [:]
    /// The pair of each slot; `nil` if the slot is free.
    private(set) var pairs: [Pair?] = []
    private var free: [Int32] = []
    /// The slots by pair name, bytewise; only after `sort()`.
    private(set) var byName: [Int32] = []
    private var isSorted = true
    /// Counts the pairs that have come or left.
    private(set) var changes = 0

    /// How many slots there are, free ones included.
    var capacity: Int { pairs.count }

    /// How many pairs have one.
    var count: Int { pairs.count - free.count }

    func slot(of pair: Pair) -> Int? { slots[pair].map { Int($0) } }

    /// The slot of a pair that most likely is the next one of an order of slots.
    ///
    /// `next`: where in the order it is expected, and afterwards where the pair after it is.
    @inline(__always) func slot(
        of pair: Pair, near next: inout Int, in order: ExpectedOrder<Int32>
    ) -> Int? {
        order.place(from: &next) { pairs[Int($0)] == pair }.map { Int(order[$0]) }
            ?? slot(of: pair)
    }

    /// The slot of a pair, a new one where it has none: then `sort()` is due.
    mutating func add(_ pair: Pair) -> Int {
        if let slot = slots[pair] { return Int(slot) }
        let slot: Int32
        if let reused = free.popLast() {
            slot = reused
            pairs[Int(slot)] = pair
        } else {
            slot = Int32(pairs.count)
            pairs.append(pair)
        }
        slots[pair] = slot
        byName.append(slot)
        isSorted = false
        changes += 1
        return Int(slot)
    }

    /// Puts the pairs in order where new ones have come.
    mutating func sort() {
        guard !isSorted else { return }
        byName = byName.compactMap { slot in pairs[Int(slot)].map { ($0, slot) } }
            .sorted { $0.0 < $1.0 }.map(\.1)
        isSorted = true
    }

    /// Takes the pairs of these slots out.
    mutating func remove(_ leaving: [Int]) {
        guard !leaving.isEmpty else { return }
        for slot in leaving {
            guard let pair = pairs[slot] else { continue }
            slots[pair] = nil
            pairs[slot] = nil
            changes += 1
            free.append(Int32(slot))
        }
        byName.removeAll { pairs[Int($0)] == nil }
    }
}
