import TestSupport
import Testing

@testable import TrackerEngine

struct ReportTurnsTests {
    static let start = Minute(index: 27_169_200)

    @Test func `a market is due at once, then within about an hour, one of them a minute`() throws {
        let counts = try Dictionary(
            uniqueKeysWithValues: (0..<24).map { (try Market("m\($0)"), 100) })
        var turns = ReportTurns()
        #expect(turns.due(counts, at: Self.start) == counts.keys.sorted())
        var written: [Market: [Int]] = [:]
        for offset in 1...600 {
            let due = turns.due(counts, at: Self.start.advanced(by: offset))
            #expect(due.count <= 1)
            for market in due { written[market, default: [0]].append(offset) }
        }
        for times in written.values {
            for (one, next) in zip(times, times.dropFirst()) {
                #expect((60...84).contains(next - one))
            }
        }
        #expect(written.count == 24)
    }

    @Test func `new pairs wait no longer than ten minutes, pairs that leave wait their turn`() {
        var turns = ReportTurns()
        #expect(turns.due([.kraken: 0], at: Self.start) == [])
        #expect(turns.due([.kraken: 5], at: Self.start) == [.kraken])
        var due: [Int] = []
        for offset in 1...40 {
            let count = offset < 3 ? 5 : offset < 25 ? 5 + offset : 9
            if !turns.due([.kraken: count], at: Self.start.advanced(by: offset)).isEmpty {
                due.append(offset)
            }
        }
        #expect(due == [10, 20])
    }

    @Test func `a report that failed is due again`() {
        var turns = ReportTurns()
        let report = StoreReport(
            tickers: [MarketTickers(market: .kraken, minute: Self.start, tickers: [])])
        #expect(turns.due([.kraken: 5], at: Self.start) == [.kraken])
        turns.missed(report)
        #expect(turns.due([.kraken: 5], at: Self.start.next) == [.kraken])
        let begins = [Self.start, Self.start, Self.start.next].map { turns.begins($0) }
        #expect(begins == [true, false, true])
    }
}
