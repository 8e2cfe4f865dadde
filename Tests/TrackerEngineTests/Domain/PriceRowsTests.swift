import TestSupport
import Testing

@testable import TrackerEngine

struct PriceRowsTests {
    @Test(arguments: UInt64(1)...60)
    func `each minute with a price is in the row of its price`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let series = Series(
            start: Minute(index: 0),
            amounts: (0..<200).map { _ in
                let kind = Int.random(in: 0..<8, using: &random)
                return kind == 0 ? .nan : kind == 1 ? 0 : Double.random(in: 1...9, using: &random)
            })
        let rows = Int.random(in: 1...20, using: &random)
        /// Even rows between 2 and 8; what lies outside is in none, or beyond the last one.
        func row(_ price: Double) -> Int? {
            price < 2 ? nil : Int((price - 2) / 6 * Double(rows))
        }
        let counts = series.minutes(inRows: rows, row)
        #expect(counts.count == rows)
        #expect(counts.reduce(0, +) == series.amounts.count { $0 >= 2 && $0 < 8 })
        for number in 0..<rows {
            #expect(counts[number] == series.amounts.count { $0 > 0 && row($0) == number })
        }
    }

    @Test func `a price of 0, a hole and a row that is not there count nowhere`() {
        let series = Series(start: Minute(index: 0), amounts: [1, 1, 2, 3, .nan, 0, 4, 9])
        #expect(series.minutes(inRows: 2) { $0 > 3 ? 1 : $0 < 2 ? 0 : 7 } == [2, 2])
        #expect(series.minutes(inRows: 0) { _ in 0 } == [])
    }
}
