import Testing

@testable import TrackerEngine

/// One look through a market after the other.
struct BackfillPassTests {
    private static let noon = Timestamp(milliseconds: 1_630_152_000_000)
    private static let pairs = ["a", "b", "c"]

    private static func instrument(_ name: String) throws -> Instrument {
        Instrument(market: .kraken, pair: try Pair(name))
    }

    /// Lets all requests of an hour be answered; the pairs that were asked for, with the minutes.
    private static func requests(
        _ plan: inout BackfillPlan, from start: Int, seconds: Int
    ) -> [(pair: String, minutes: Int)] {
        var requests: [(pair: String, minutes: Int)] = []
        for second in start..<start + seconds {
            let now = noon + .seconds(second)
            let last = Minute(containing: now).advanced(by: -1)
            // Every pair has holes that no candle fills, from the first minute to the last one.
            let request = plan.next(at: now, pause: .seconds(1)) { _, answered in
                let first = answered?.upperBound.next ?? last.advanced(by: -1438)
                return first <= last ? [CandlePage(first...last)] : []
            }
            guard let request else { continue }
            requests.append((request.instrument.pair.name, request.page.minutes.count))
            plan.succeeded(request)
        }
        return requests
    }

    @Test func `what nobody has is asked for once`() throws {
        var plan = BackfillPlan(mode: .market)
        let order = try Self.pairs.map(Self.instrument)
        plan.look(at: Focus(instrument: order[0], order: order), at: Self.noon)
        let first = Self.requests(&plan, from: 0, seconds: 300)
        #expect(first.map(\.pair) == Self.pairs)
        #expect(first.allSatisfy { $0.minutes == 1439 })
        // Ten minutes later the market is looked through again: only what came after is asked for.
        let second = Self.requests(&plan, from: 300, seconds: 600)
        #expect(second.map(\.pair).sorted() == ["b", "c"])
        #expect(second.allSatisfy { $0.minutes <= 11 })
        // So it is where a source is well again.
        plan.lookAgain(at: [.kraken])
        let third = Self.requests(&plan, from: 900, seconds: 60)
        #expect(third.map(\.pair) == Self.pairs)
        #expect(third.allSatisfy { $0.minutes <= 16 })
    }
}
