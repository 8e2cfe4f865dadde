import TestSupport
import Testing

@testable import TrackerEngine

struct NameTableTests {
    /// Of rows with a market, a pair, and two other columns that the records here do not have.
    private static func table(most: Int) throws -> NameTable {
        let columns = try PriceColumns(header: ["market", "pair", "unix_minute", "price"])
        return try NameTable(columns, market: nil, pair: nil, most: most)
    }

    private static func record(_ fields: [String]) -> CSVRecord {
        var record = CSVRecord()
        for field in fields {
            record.bytes.append(contentsOf: field.utf8)
            record.ends.append(record.bytes.count)
        }
        return record
    }

    /// Rows by minute, with gaps, new and moved pairs, repeated ones, and names in upper case.
    private static func rows(_ random: inout SeededGenerator) -> [[String]] {
        var pairs = (0..<60).map { ["m\($0 % 3)", "pair\($0)"] }.shuffled(using: &random)
        return (0..<20).flatMap { minute -> [[String]] in
            if minute.isMultiple(of: 4) { pairs.shuffle(using: &random) }
            let gap = Int.random(in: 0..<pairs.count, using: &random)
            return pairs.enumerated().flatMap { place, pair -> [[String]] in
                if (gap..<gap + 30).contains(place) { return [] }
                let isUpper = Int.random(in: 0..<30, using: &random) == 0
                let row = isUpper ? pair.map { $0.uppercased() } : pair
                return Array(repeating: row, count: place == gap + 40 ? 3 : 1)
            }
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `any rows get the numbers that a dictionary gives`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var table = try Self.table(most: 1000)
        var numbers: [Instrument: Int] = [:]
        for row in Self.rows(&random) {
            let instrument = Instrument(market: try Market(row[0]), pair: try Pair(row[1]))
            let expected = numbers[instrument] ?? numbers.count
            numbers[instrument] = expected
            let number = try table.number(Self.record(row))
            #expect(number == expected)
            #expect(table.instruments[number] == instrument)
        }
    }

    @Test func `names that only together are the same are told apart`() throws {
        var table = try Self.table(most: 10)
        for _ in 0..<3 {
            #expect(try table.number(Self.record(["ab", "c"])) == 0)
            #expect(try table.number(Self.record(["a", "bc"])) == 1)
        }
    }
}
