import Testing
import TrackerEngine

@testable import TrackerScreen

struct PairPlacesTests {
    /// Rows of the price, the range and the ranks, by the rows of the pane; with large digits.
    static let table: [(rows: ClosedRange<Int>, quote: Int, range: Int, rank: Int, blanks: Int)] = [
        (30...60, 3, 1, 4, 4), (26...29, 3, 1, 4, 1), (20...25, 3, 1, 3, 0), (17...19, 3, 1, 2, 0),
        (14...16, 1, 1, 2, 0), (11...13, 1, 1, 1, 0), (9...10, 1, 0, 1, 0), (7...8, 1, 0, 0, 0),
        (0...6, 0, 0, 0, 0),
    ]

    @Test(arguments: table)
    func `the chart has the rows that the other parts leave`(
        rows: ClosedRange<Int>, quote: Int, range: Int, rank: Int, blanks: Int
    ) {
        for height in rows {
            let places = PairPlaces(in: Size(width: 60, height: height), digits: 33)
            #expect(places.quote.height == quote && places.range.height == range)
            #expect(places.rank.height == rank)
            #expect(places.chart.height == height - quote - range - rank - blanks)
            let order = [places.quote, places.range, places.chart, places.rank]
            for (upper, lower) in zip(order, order.dropFirst()) {
                #expect(upper.bottom <= lower.y)
            }
            #expect(places.rank.bottom == height || rank == 0)
        }
    }

    @Test func `digits need room beside them for the change`() {
        func rows(_ width: Int, _ digits: Int?) -> Int {
            PairPlaces(in: Size(width: width, height: 20), digits: digits).quote.height
        }
        #expect(rows(47, 33) == 3 && rows(46, 33) == 1 && rows(90, nil) == 1)
    }
}
