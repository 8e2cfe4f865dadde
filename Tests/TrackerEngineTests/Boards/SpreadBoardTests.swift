import TestSupport
import Testing

@testable import TrackerEngine

struct SpreadBoardTests {
    @Test(arguments: UInt64(1)...40)
    func `markets come by their distance now, those without one last`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let start = Minute(index: 5000)
        var day = RollingDay()
        let instruments = try (0..<8).map { try Samples.instrument(1, market: "m\($0)") }
        for minute in 0..<40 {
            var quotes: [Quote] = []
            for (number, instrument) in instruments.enumerated() {
                // Some tell nothing for a while, some stop for good.
                let isSilent =
                    number % 4 == 3 && minute > 20 || Int.random(in: 0...4, using: &random) == 0
                guard number < 7, !isSilent else { continue }
                quotes.append(
                    Quote(instrument, try Price(Double.random(in: 99...101, using: &random))))
            }
            day.ingest(Batch(minute: start.advanced(by: minute), quotes: quotes))
        }
        let window = DayWindow(day, through: start.advanced(by: 39))
        let reference = instruments[0]
        let board = SpreadBoard(of: Array(instruments.dropFirst()), against: reference, in: window)
        #expect(Set(board.rows.map(\.instrument)) == Set(instruments))
        #expect(board.rows.count == 8 && board.others.count == 7)
        let known = board.rows.prefix { $0.now != nil }
        #expect(board.rows.dropFirst(known.count).allSatisfy { $0.now == nil })
        let distances = known.compactMap(\.now)
        #expect(distances == distances.sorted())
        for row in board.others {
            let spread = window.spread(of: row.instrument, against: reference)
            #expect(row.spread?.known == spread?.known)
            let prices = [row.instrument, reference].compactMap { window.latest(of: $0) }
            guard prices.count == 2, let older = prices.map(\.minute).min() else {
                #expect(row.age == nil && row.now == nil)
                continue
            }
            #expect(row.age?.minutes == older.distance(to: window.last))
            let distance = (prices[0].price.amount / prices[1].price.amount - 1) * 10_000
            let difference = row.now.map { ($0 - distance).magnitude }
            #expect(row.age?.isOld == true ? row.now == nil : difference ?? 1 < 1e-6)
            #expect(row.last == prices[0].price)
        }
        let widest = board.others.compactMap { $0.spread?.widest?.bp.magnitude }.max()
        #expect(board.widest?.bp.magnitude == widest)
        if known.count > 1 {
            #expect(board.cheapest?.instrument == known.first?.instrument)
            #expect(board.dearest?.instrument == known.last?.instrument)
        } else {
            #expect(board.cheapest == nil && board.dearest == nil)
        }
        #expect(board.rows.first { $0.instrument == instruments[7] }?.last == nil)
    }

    @Test func `a reference without a price has no distances, and is in the list`() throws {
        let (one, other) = (try Samples.instrument(1), try Samples.instrument(1, market: "okx"))
        var day = RollingDay()
        let minute = Minute(index: 100)
        day.ingest(Batch(minute: minute, quotes: [Quote(other, try Price(5))]))
        let board = SpreadBoard(of: [other], against: one, in: DayWindow(day, through: minute))
        #expect(board.rows.count == 2 && board.rows.allSatisfy { $0.now == nil })
        #expect(board.widest == nil && board.cheapest == nil)
        let own = SpreadBoard(of: [], against: other, in: DayWindow(day, through: minute))
        #expect(own.rows.first?.now == 0 && own.cheapest == nil && own.others.isEmpty)
    }
}
