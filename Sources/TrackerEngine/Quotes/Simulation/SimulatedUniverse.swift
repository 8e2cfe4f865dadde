/// The simulated universe: its assets, markets and their pairs.
struct SimulatedUniverse: Sendable {
    /// The assets that pairs are made of; bases and quotes are positions in it.
    private(set) var assets: [SimulatedAsset]
    /// All pairs, by market, then by name.
    private(set) var instruments: [SimulatedInstrument] = []

    private let seed: UInt64
    /// Positions in `assets`, the most traded first.
    private var bases: [Int] = []
    private var tickers: MadeUpTickers

    init(seed: UInt64, pairs: Int) {
        self.seed = seed
        assets = SimulatedAsset.currencies
        tickers = MadeUpTickers(
            seed: seed, taken: (SimulatedAsset.currencies + SimulatedAsset.known).map(\.name))
        for asset in SimulatedAsset.known {
            if let position = assets.firstIndex(where: { $0.name == asset.name }) {
                bases.append(position)
            } else {
                bases.append(assets.count)
                assets.append(asset)
            }
        }
        for (market, count) in Self.sizes(of: pairs) where count > 0 {
            list(count, on: market)
        }
        instruments.sort { $0.instrument < $1.instrument }
    }

    /// The pairs shared among the markets: every one gets its part, the rest goes to the largest.
    private static func sizes(of pairs: Int) -> [(SimulatedMarket, Int)] {
        let markets = SimulatedMarket.all
        var counts = markets.map { pairs * $0.share / 1000 }
        let favourite = markets.firstIndex { $0.name == Market.kraken.name } ?? 0
        // In the smallest of universes too: what looks for Kraken first should find it.
        if counts[favourite] == 0 { counts[favourite] = min(1, pairs) }
        let largest = counts.indices.max { counts[$0] < counts[$1] } ?? 0
        counts[largest] += pairs - counts.reduce(0, +)
        return Array(zip(markets, counts))
    }

    private mutating func list(_ count: Int, on market: SimulatedMarket) {
        guard let name = try? Market(market.name) else { return }
        let key = Chance.key(seed, "market/" + market.name)
        var names: Set<String> = []
        var rank = 0
        let start = instruments.count
        defer { share(market.turnover * 1e6, from: start) }
        while names.count < count {
            let base = base(ofRank: rank)
            for (place, quote) in market.quotes.enumerated() where names.count < count {
                let chance = Chance.bits(key, rank * 16 + place) % 100
                guard isListed(rank: rank, at: place, chance: chance, on: market, key: key),
                    let quote = assets.firstIndex(where: { $0.name == quote.name }),
                    isSensible(base, in: quote),
                    let pair = try? Pair(assets[base].name + assets[quote].name),
                    names.insert(pair.name).inserted
                else { continue }
                let standing = Standing(
                    rank: rank, place: place, position: names.count, of: count,
                    isUnsteady: market.isUnsteady, tellsVolume: market.tellsVolume)
                instruments.append(
                    make(
                        Instrument(market: name, pair: pair), base: base, quote: quote,
                        standing: standing, market: key))
            }
            rank += 1
        }
    }

    /// Makes up as many coins as are asked for.
    private mutating func base(ofRank rank: Int) -> Int {
        while rank >= bases.count {
            bases.append(assets.count)
            assets.append(SimulatedAsset(madeUp: tickers.next(), seed: seed))
        }
        return bases[rank]
    }

    /// Well-known coins are everywhere and in many currencies, others here and there in one or two.
    private func isListed(
        rank: Int, at place: Int, chance: UInt64, on market: SimulatedMarket, key: UInt64
    ) -> Bool {
        if rank < 4 && place < 4 { return true }
        guard rank < 20 || Chance.bits(key, -1 - rank) % 100 < market.coverage else { return false }
        let percent = market.quotes[place].percent
        guard percent < 80, rank >= 40 else { return chance < percent + (rank < 20 ? 30 : 0) }
        return chance < percent * 70 / UInt64(30 + rank)
    }

    /// Currencies are quoted in those before them only, and no coin where its price would be dust.
    private func isSensible(_ base: Int, in quote: Int) -> Bool {
        guard base != quote else { return false }
        if base < SimulatedAsset.currencies.count && base > quote { return true }
        guard base >= SimulatedAsset.currencies.count else { return false }
        return assets[base].dollars / assets[quote].dollars > 2e-9
    }

    /// The standing of a pair, which follows from its place among those of its market.
    private struct Standing {
        let rank: Int
        let place: Int
        let position: Int
        let of: Int
        let isUnsteady: Bool
        let tellsVolume: Bool
    }

    /// Shares what is traded on a market, whose pairs begin at a position and know their weight.
    private mutating func share(_ dollars: Double, from start: Int) {
        let whole = instruments[start...].reduce(0) { $0 + $1.turnover.dollars }
        for index in start..<instruments.count {
            let turnover = instruments[index].turnover
            instruments[index].turnover = SimulatedTurnover(
                key: turnover.key, dollars: dollars * turnover.dollars / whole, unit: turnover.unit,
                worth: turnover.worth)
        }
    }

    private func make(
        _ instrument: Instrument, base: Int, quote: Int, standing: Standing, market: UInt64
    ) -> SimulatedInstrument {
        let key = Chance.key(seed, instrument.description)
        let usual = assets[base].dollars / assets[quote].dollars
        // The same pair has about as many digits everywhere.
        let common = Chance.key(seed, instrument.pair.name)
        let digits = standing.rank < 4 ? 6 : standing.rank < 40 ? 5 : 4 + Int(common % 3) / 2
        let places = max(0, digits - 1 - PortableMath.magnitude(of: usual))
        let ticksPerUnit = (0..<places).reduce(1.0) { power, _ in power * 10 }
        return SimulatedInstrument(
            instrument: instrument, base: base, quote: quote, key: key,
            level: usual * ticksPerUnit, ticksPerUnit: ticksPerUnit,
            activity: activity(standing, key),
            strayness: strayness(standing, base: base, quote: quote, key: key),
            absences: absences(standing, key: key, market: market),
            turnover: SimulatedTurnover(
                key: key,
                dollars: SimulatedTurnover.weight(
                    rank: standing.rank, place: standing.place, key: key),
                unit: standing.tellsVolume ? .base : .quote,
                worth: assets[standing.tellsVolume ? base : quote].dollars),
            baseLength: UInt8(assets[base].name.utf8.count))
    }

    /// The first of a market trade every minute, the last a few times a day.
    private func activity(_ standing: Standing, _ key: UInt64) -> UInt64 {
        let jitter = 0.2 * (Chance.share(Chance.bits(key, -1)) - 0.5)
        let place = Double(standing.position) / Double(standing.of) + jitter
        let steps: [(upTo: Double, chance: Double)] = [
            (0.12, 1), (0.25, 0.85), (0.4, 0.6), (0.55, 0.42), (0.7, 0.22), (0.85, 0.1),
        ]
        let chance = steps.first { place < $0.upTo }?.chance ?? 0.03
        return UInt64(chance * 0x1p32)
    }

    /// The prices of what is traded most are the closest.
    private func strayness(_ standing: Standing, base: Int, quote: Int, key: UInt64) -> Double {
        let share = 0.5 + Chance.share(Chance.bits(key, -2))
        if max(assets[base].volatility, assets[quote].volatility) < 0.001 { return 0.00005 * share }
        return (standing.rank < 8 ? 0.0001 : standing.rank < 40 ? 0.0002 : 0.0005) * share
    }

    private func absences(_ standing: Standing, key: UInt64, market: UInt64) -> [Absence] {
        // All pairs of a market are away together.
        var absences =
            standing.isUnsteady ? [Absence(key: ~market, cycle: 11, lengths: 6...25)] : []
        guard standing.rank >= 8 else { return absences }
        let absenceKey = Chance.bits(key, -3)
        switch absenceKey % 1000 {
        case 0..<25: absences.append(Absence(key: absenceKey, cycle: 12, lengths: 500...2000))
        case 25..<50: absences.append(Absence(key: absenceKey, cycle: 9, lengths: 12...90))
        default: break
        }
        return absences
    }
}
