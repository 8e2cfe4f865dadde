import TestSupport
import Testing

@testable import TrackerEngine

struct RunScanTests {
    static let now = RollingDayTests.now

    /// A day that is packed here, rows there, with prices of all kinds.
    static func day(seed: UInt64) throws -> (RollingDay, [Pair]) {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        let pairs = try (0..<6).map { try Samples.instrument($0) }
        for (number, instrument) in pairs.enumerated() {
            let amounts = Samples.amounts(1500, seed: seed * 16 + UInt64(number) + 1)
            day.merge(Series(start: now.advanced(by: -1499), amounts: amounts), of: instrument)
        }
        _ = day.seal(before: now.advanced(by: -Int.random(in: 0...200, using: &random)))
        // Late prices: rows in hours that are packed.
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let minute = now.advanced(by: -Int.random(in: 0...1439, using: &random))
            day.ingest(Batch(minute: minute, quotes: [Quote(pairs[0], try Price(7))]))
        }
        return (day, pairs.map(\.pair))
    }

    @Test(arguments: UInt64(1)...60)
    func `statistics by runs are those of the series`(seed: UInt64) throws {
        let (day, pairs) = try Self.day(seed: seed)
        for last in [Self.now, Self.now.advanced(by: -17), Self.now.advanced(by: 300)] {
            let board = DayWindow(day, through: last).board(of: .kraken)
            for pair in pairs {
                let instrument = Instrument(market: .kraken, pair: pair)
                let series = day.series(of: instrument, through: last)
                let amounts = series?.amounts ?? []
                // A past window does not know what came later.
                let live = last < Self.now ? nil : day.latest(of: instrument)?.price
                guard amounts.contains(where: { !$0.isNaN }) else {
                    #expect(board[pair] == nil)
                    continue
                }
                let found = try #require(board[pair])
                let plain = PairStatistics(amounts, live: live)
                #expect(found.count == plain.count)
                #expect(found.high == plain.high && found.low == plain.low)
                #expect(found.first == plain.first && found.last == plain.last)
                #expect(Self.isClose(found.variance, plain.variance))
                #expect(Self.isClose(found.volatility, plain.volatility))
                #expect(Self.isClose(plain.variance, Self.plainVariance(amounts)))
            }
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `a ranking alone is that of the board`(seed: UInt64) throws {
        let (day, _) = try Self.day(seed: seed)
        for last in [Self.now, Self.now.advanced(by: -17), Self.now.advanced(by: 300)] {
            let window = DayWindow(day, through: last)
            let ranking = window.ranking(of: .kraken)
            #expect(ranking == window.board(of: .kraken).byVariance)
            #expect(ranking == window.ranking(of: .kraken))
        }
    }

    /// Two passes over every price, as one writes it down.
    static func plainVariance(_ amounts: [Double]) -> Double? {
        let prices = amounts.filter { !$0.isNaN }
        guard prices.count > 1 else { return nil }
        let mean = prices.reduce(0) { $0 + $1 / Double(prices.count) }
        return prices.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(prices.count - 1)
    }

    static func isClose(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left == right || abs(left - right) <= 1e-9 * max(left, right)
            || left.isInfinite || right.isInfinite || right.isNaN
    }

    @Test(arguments: UInt64(1)...100)
    func `an hour has the same runs packed and minute by minute`(seed: UInt64) throws {
        let hours = (0..<3).map { Samples.amounts(60, seed: seed * 4 + UInt64($0)) }
        var plain: [Double] = []
        PriceRuns.withRoom(minutes: 180) { runs in
            for hour in hours {
                guard let chunk = SeriesCodec.encode(hour) else {
                    runs.appendHole()
                    continue
                }
                let padded = chunk + [UInt8](repeating: 0, count: SeriesCodec.slack)
                unsafe padded.withUnsafeBytes {
                    let chunk = unsafe UnsafeRawBufferPointer(rebasing: $0[..<chunk.count])
                    #expect(unsafe SeriesCodec.decode(chunk, onto: &runs))
                }
            }
            runs.pad()
            for place in runs.places {
                for lane in 0..<min(4, runs.count - place) {
                    let length = Int(runs.lengths(at: place)[lane])
                    plain += Array(repeating: runs.prices(at: place)[lane], count: length)
                }
            }
        }
        #expect(Samples.isSame(plain, hours.joined().filter { !$0.isNaN }))
    }
}
