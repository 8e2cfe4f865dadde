import Testing

@testable import TrackerEngine

struct SimulatedUniverseTests {
    static let now = Minute(index: 29_700_000)

    @Test(arguments: [0, 1, 2, 13, 100, 3000, 25_000])
    func `there are as many pairs as asked for, each once, in order`(count: Int) {
        let instruments = SimulatedSource(seed: 1, pairs: count).instruments
        #expect(instruments.count == count)
        #expect(Set(instruments).count == count)
        #expect(instruments == instruments.sorted())
    }

    @Test(arguments: UInt64(1)...20)
    func `Kraken has the bitcoin in dollars, whatever the size`(seed: UInt64) throws {
        let bitcoin = Instrument(market: .kraken, pair: try Pair("btcusd"))
        for count in [1, 50, 3000] {
            #expect(SimulatedSource(seed: seed, pairs: count).instruments.contains(bitcoin))
        }
    }

    @Test(arguments: [3000, 25_000])
    func `a dozen markets and one share the pairs, Kraken has nine per cent`(count: Int) {
        let markets = SimulatedSource(seed: 3, pairs: count).instruments.map(\.market)
        #expect(Set(markets).count == 13)
        let share = Double(markets.count { $0 == .kraken }) / Double(count)
        #expect((0.085...0.095).contains(share))
        #expect(SimulatedMarket.all.reduce(0) { $0 + $1.share } == 1000)
    }

    @Test(arguments: UInt64(1)...3)
    func `three in five prices are those of the minute before`(seed: UInt64) {
        var (still, steps) = (0, 0)
        SimulatedSource(seed: seed).fill(through: Self.now, minutes: 60) { _, series in
            for (old, new) in zip(series.amounts, series.amounts.dropFirst())
            where !old.isNaN && !new.isNaN {
                steps += 1
                still += old == new ? 1 : 0
            }
        }
        #expect((0.56...0.64).contains(Double(still) / Double(steps)))
    }

    @Test(arguments: UInt64(1)...3)
    func `prices are positive whole ticks of four to six digits or so`(seed: UInt64) {
        for instrument in SimulatedUniverse(seed: seed, pairs: 1000).instruments {
            let unit = instrument.ticksPerUnit
            #expect(instrument.level < 100_000_000 && (instrument.level >= 1000 || unit == 1))
        }
        let source = SimulatedSource(seed: seed, pairs: 1000)
        let universe = SimulatedUniverse(seed: seed, pairs: 1000)
        source.fill(through: Self.now, minutes: 30) { index, series in
            let unit = universe.instruments[index].ticksPerUnit
            for (_, price) in series.points {
                let ticks = (price.amount * unit).rounded()
                #expect(ticks >= 1 && price.amount == ticks / unit)
            }
        }
    }

    @Test(arguments: UInt64(1)...5)
    func `a pair costs about the same everywhere`(seed: UInt64) throws {
        let source = SimulatedSource(seed: seed)
        var byPair: [Pair: [Double]] = [:]
        for quote in source.quotes(at: Self.now) where quote.instrument.pair.name.hasPrefix("btc") {
            byPair[quote.instrument.pair, default: []].append(quote.price.amount)
        }
        let dollars = try #require(byPair[try Pair("btcusd")])
        #expect(dollars.count >= 4)
        for amounts in byPair.values {
            let (least, most) = (amounts.min() ?? 0, amounts.max() ?? 0)
            #expect(most / least < 1.02)
        }
    }

    @Test(arguments: UInt64(1)...2)
    func `a few pairs are away for a while, most are always there`(seed: UInt64) {
        var (partial, missing) = (0, 0)
        SimulatedSource(seed: seed, pairs: 1500).fill(through: Self.now) { _, series in
            partial += series.count < 1440 ? 1 : 0
            missing += series.count == 0 ? 1 : 0
        }
        #expect((25...120).contains(partial))
        #expect(missing < 30)
    }

    @Test(arguments: UInt64(1)...2)
    func `coins move by per cents a day, stablecoins hardly`(seed: UInt64) throws {
        let source = SimulatedSource(seed: seed, pairs: 1000)
        var ranges: [Double] = []
        source.fill(through: Self.now) { index, series in
            let amounts = series.amounts.filter { !$0.isNaN }
            guard let least = amounts.min(), let most = amounts.max() else { return }
            ranges.append(most / least - 1)
            if source.instruments[index].description == "kraken:usdtusd" {
                #expect(most / least < 1.005)
            }
        }
        ranges.sort()
        #expect((0.02...0.2).contains(ranges[ranges.count / 2]))
        #expect(ranges[ranges.count - 5] > 0.1)
    }
}
