import Glibc
import TestSupport
import Testing

@testable import TrackerEngine

struct PriceRowsTests {
    @Test(arguments: UInt64(1)...60)
    func `each minute between the prices is in one row`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let series = Series(
            start: Minute(index: 0),
            amounts: (0..<200).map { _ in
                let kind = Int.random(in: 0..<8, using: &random)
                return kind == 0 ? .nan : kind == 1 ? 0 : Double.random(in: 1...9, using: &random)
            })
        let rows = Int.random(in: 1...20, using: &random)
        for isLogarithmic in [false, true] {
            let counts =
                isLogarithmic
                ? series.minutes(atPricesBetween: 2, and: 8, rows: rows, on: log10)
                : series.minutes(atPricesBetween: 2, and: 8, rows: rows)
            #expect(counts.count == rows)
            #expect(counts.reduce(0, +) == series.amounts.count { $0 >= 2 && $0 <= 8 })
            for row in 0..<rows {
                func edge(_ row: Int) -> Double {
                    let share = Double(row) / Double(rows)
                    return isLogarithmic ? 2 * pow(4, share) : 2 + 6 * share
                }
                // Random prices do not lie on an edge.
                #expect(
                    counts[row] == series.amounts.count { $0 > edge(row) && $0 < edge(row + 1) })
            }
        }
    }

    @Test func `both ends count, and a price that never moves is in the middle`() {
        let series = Series(start: Minute(index: 0), amounts: [1, 1, 2, 3, .nan, 0, 4, 9])
        #expect(series.minutes(atPricesBetween: 1, and: 4, rows: 3) == [2, 1, 2])
        #expect(series.minutes(atPricesBetween: 4, and: 4, rows: 5) == [0, 0, 1, 0, 0])
        #expect(series.minutes(atPricesBetween: 1, and: 4, rows: 0) == [])
        #expect(series.minutes(inRows: 2) { $0 > 3 ? 1 : $0 < 2 ? 0 : 7 } == [2, 2])
        let equal = series.minutes(atPricesBetween: 0, and: 4, rows: 2)
        #expect(series.minutes(atPricesBetween: 0, and: 4, rows: 2, on: log10) == equal)
    }
}
