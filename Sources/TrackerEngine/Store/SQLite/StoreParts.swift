/// The parts of a store that are read one after the other: together they must be all of it.
struct StoreParts: Sendable {
    private var left: Set<Market>
    private var counts: [StoreTable: Int] = [:]
    private let tallies: StoreTallies
    /// Those that have rows of markets: that of the sources is read with each part.
    private let tables: [StoreTable]

    /// `format`: the version of the store.
    init(_ markets: [Market], _ tallies: StoreTallies, format: Int = StoreSchema.version) {
        left = Set(markets)
        self.tallies = tallies
        tables = StoreTallies.tables(in: format).filter { $0 != .source }
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
        let isAll = tables.allSatisfy {
            self.counts[$0, default: 0] == tallies[$0].rows
        }
        return isAll ? nil : "rows are missing"
    }
}
