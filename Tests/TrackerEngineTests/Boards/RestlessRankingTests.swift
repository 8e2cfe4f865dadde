import TestSupport
import Testing

@testable import TrackerEngine

struct RestlessRankingTests {
    static let now = RollingDayTests.now

    /// Two markets of pairs that move by chance; some hardly ever, some with holes.
    static func day(seed: UInt64) throws -> RollingDay {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        for market in ["kraken", "okx"] {
            for number in 0..<8 {
                var price = Double(Int.random(in: 100...9000, using: &random))
                let chance = number < 2 ? 0.003 : 0.3
                let amounts = (0..<1440).map { _ -> Double in
                    if Double.random(in: 0..<1, using: &random) < chance {
                        price = max(1, price + Double(Int.random(in: -9...9, using: &random)))
                    }
                    return Double.random(in: 0..<1, using: &random) < 0.05 ? .nan : price
                }
                let instrument = Instrument(
                    market: try Market(market), pair: try Pair("p\(number)"))
                day.merge(Series(start: now.advanced(by: -1439), amounts: amounts), of: instrument)
            }
        }
        _ = day.seal(before: now.advanced(by: -30))
        return day
    }

    /// By the definition, pair by pair.
    static func plain(
        _ measure: RestlessRanking.Measure, _ instrument: Instrument, _ window: DayWindow
    ) -> Double? {
        guard let amounts = window.series(of: instrument)?.amounts else { return nil }
        guard Set(amounts.filter { !$0.isNaN }).count >= RestlessRanking.fewestPrices else {
            return nil
        }
        switch measure {
        case .variance: return PairStatistics(amounts).variance
        case .volatility: return PairStatistics(amounts).volatility
        case .change:
            let known = amounts.filter { !$0.isNaN }
            guard let first = known.first, let last = known.last else { return nil }
            return last / first - 1
        case .move(let minutes):
            let end = 1439 - minutes
            guard let before = amounts[(end - 5)...end].last(where: { !$0.isNaN }),
                let newest = amounts.last(where: { !$0.isNaN })
            else { return nil }
            return newest / before - 1
        }
    }

    @Test(arguments: RestlessRanking.Measure.allCases)
    func `the order is that of the figures, pair by pair`(measure: RestlessRanking.Measure) throws {
        for seed in UInt64(1)...12 {
            let window = DayWindow(try Self.day(seed: seed), through: Self.now)
            let restless = RestlessRanking(measure, of: window.markets, in: window)
            var expected: [(Instrument, Double)] = []
            for instrument in window.instruments {
                if let figure = Self.plain(measure, instrument, window) {
                    expected.append((instrument, figure))
                }
            }
            expected.sort {
                $0.1.magnitude == $1.1.magnitude ? $0.0 < $1.0 : $0.1.magnitude > $1.1.magnitude
            }
            #expect(restless.entries.map(\.instrument) == expected.map(\.0))
            #expect(restless.entries.map(\.place) == Array(1...expected.count))
            for (entry, plain) in zip(restless.entries, expected) {
                #expect(RunScanTests.isClose(entry.figure.magnitude, plain.1.magnitude))
            }
            #expect(restless.leftOut == window.instruments.count - expected.count)
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `by change, pairs whose last price is old come last, in the order of their changes`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var day = RollingDay()
        var ages: [Instrument: Int] = [:]
        for number in 0..<20 {
            let age = Int.random(in: 0...9, using: &random)
            let amounts = (0..<30).map { _ in Double.random(in: 90...110, using: &random) }
            let instrument = try Samples.instrument(number)
            ages[instrument] = age
            day.merge(
                Series(start: Self.now.advanced(by: -age - 29), amounts: amounts), of: instrument)
        }
        let window = DayWindow(day, through: Self.now)
        let ranking = RestlessRanking(.change, of: window.markets, in: window)
        let isOld = ranking.entries.map { (ages[$0.instrument] ?? 0) >= 5 }
        #expect(ranking.entries.count == 20)
        #expect(isOld == ranking.entries.indices.map { $0 >= isOld.count { !$0 } })
        for old in [false, true] {
            let part = zip(ranking.entries, isOld).filter { $0.1 == old }
            let figures = part.map(\.0.figure.magnitude)
            #expect(figures == figures.sorted(by: >))
        }
        let volatility = RestlessRanking(.volatility, of: window.markets, in: window)
        let figures = volatility.entries.map(\.figure)
        #expect(figures.count == 20 && figures == figures.sorted(by: >))
    }

    @Test(arguments: UInt64(1)...12)
    func `different prices are counted up to the number that is enough`(seed: UInt64) throws {
        let window = DayWindow(try Self.day(seed: seed), through: Self.now)
        for instrument in window.instruments {
            let amounts = window.series(of: instrument)?.amounts ?? []
            let all = Set(amounts.filter { !$0.isNaN }).count
            let counted = window.board(of: instrument.market)[instrument.pair]?.distinct
            #expect(counted == min(all, PairStatistics.mostDistinct))
        }
    }

    @Test(arguments: UInt64(1)...12)
    func `a rank by the hour is the rank that the window of that hour has`(seed: UInt64) throws {
        let window = DayWindow(try Self.day(seed: seed), through: Self.now)
        let history = RankHistory(of: .kraken, in: window)
        for hour in 0..<RankHistory.hours {
            let last = Self.now.advanced(by: (hour - 23) * 60)
            let ranking = window.advanced(to: last).ranking(of: .kraken)
            for pair in window.board(of: .kraken).pairs {
                let place = ranking.place(of: pair)
                let share = place.map { Float($0) / Float(ranking.count) }
                #expect(history[pair][hour] == share, "\(pair) at hour \(hour)")
            }
        }
        #expect(history[try Pair("unknown")].isEmpty)
    }
}
