/// The parts of a store that are read one after the other: together they must be all of it.
struct StoreParts: Sendable {
    private var left: Set<Market>
    private var counts: [StoreTable: Int] = [:]
    private let tallies: StoreTallies

    init(_ markets: [Market], _ tallies: StoreTallies) {
        left = Set(markets)
        self.tallies = tallies
    }

    /// Whether every part was read.
    var areRead: Bool { left.isEmpty }

    /// Notes that markets were read, so many rows of each table.
    ///
    /// - Returns: after the last part, in words, whether rows were in none of them.
    mutating func read(_ markets: [Market], _ counts: [StoreTable: Int]) -> String? {
        guard !left.isDisjoint(with: markets) else { return nil }
        left.subtract(markets)
        self.counts.merge(counts, uniquingKeysWith: +)
        guard left.isEmpty else { return nil }
        let isAll = StoreTallies.tables.allSatisfy {
            self.counts[$0, default: 0] == tallies[$0].rows
        }
        return isAll ? nil : "rows are missing"
    }
}
