import Testing

@testable import TrackerEngine

struct PairStatisticsTests {
    @Test func `a price of 0 is counted and otherwise left out`() throws {
        let statistics = PairStatistics([0, .nan, 4, 2, 0, 6, 0])
        #expect(statistics.count == 6)
        #expect(statistics.first?.amount == 4)
        #expect(statistics.newest?.amount == 6)
        #expect(statistics.last == nil)
        #expect(statistics.high?.amount == 6)
        #expect(statistics.low?.amount == 2)
        #expect(statistics.change == 0.5)
    }

    @Test func `a live price is the last one, and may be the highest or lowest`() throws {
        let higher = PairStatistics([4, 2], live: try Price(9))
        #expect(higher.last?.amount == 9)
        #expect(higher.high?.amount == 9)
        #expect(PairStatistics([4, 2], live: try Price(1)).low?.amount == 1)
        #expect(PairStatistics([4, 2], live: try Price(0)).last == nil)
        #expect(PairStatistics([4, 2], live: try Price(0)).newest?.amount == 2)
    }

    @Test(arguments: [[], [.nan], [0, 0]] as [[Double]])
    func `without a price there is nothing to say`(amounts: [Double]) {
        let statistics = PairStatistics(amounts)
        #expect(statistics.last == nil)
        #expect(statistics.high == nil)
        #expect(statistics.low == nil)
        #expect(statistics.change == nil)
    }
}
