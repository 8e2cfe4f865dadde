/// A universe of markets that does not exist, for looking around and for tests.
///
/// The price of a pair in a minute is a function of the seed, the pair and the minute: any minute
/// can be asked for, in any order, in any process, on any machine. Coins follow one market, each
/// with a walk of its own that all its pairs share.
public struct SimulatedSource: QuoteSource {
    /// The most pairs it can have.
    public static let mostPairs = 25_000

    public let name = "simulated"
    public let address: String

    /// All instruments, by market, then by pair, whether they have a price now or not.
    public let instruments: [Instrument]

    private let universe: SimulatedUniverse
    private let marketWalk: Walk
    private let marketShock: Shock
    /// The walk of each asset, as in the universe.
    private let walks: [Walk]
    /// Positions of the instruments, those with the same base together.
    private let byBase: [Int]

    /// - Parameters:
    ///   - seed: what everything depends on.
    ///   - pairs: how many, over all markets: 0 to `mostPairs`.
    public init(seed: UInt64, pairs: Int = 3000) {
        precondition((0...Self.mostPairs).contains(pairs))
        let universe = SimulatedUniverse(seed: seed, pairs: pairs)
        self.universe = universe
        address = "seed \(seed)"
        instruments = universe.instruments.map(\.instrument)
        marketWalk = Walk(key: Chance.key(seed, "walk"))
        marketShock = Shock(
            key: Chance.key(seed, "shock"), perMille: 250, falls: 15...40, depths: 0.015...0.045)
        walks = universe.assets.map { Walk(key: Chance.key(seed, "walk/" + $0.name)) }
        byBase = universe.instruments.indices.sorted {
            (universe.instruments[$0].base, $0) < (universe.instruments[$1].base, $1)
        }
    }

    /// The prices of the minute that holds `now`; never fails.
    public func poll(at now: Timestamp) async throws(QuoteError) -> Poll {
        Poll(quotes: quotes(at: Minute(containing: now)))
    }

    /// The prices of a minute, by market, then by pair; those of pairs that are away are left out.
    public func quotes(at minute: Minute) -> [Quote] {
        zip(day(through: minute, minutes: 1), universe.instruments).compactMap { day, instrument in
            day.series[minute].map {
                Quote(
                    day.instrument, $0, traded: instrument.turnover.traded(at: minute.index),
                    baseLength: instrument.baseLength)
            }
        }
    }

    /// What the source of each market says in a minute beside prices, by market: for a day that is
    /// filled at once.
    public func tickers(at minute: Minute) -> [MarketTickers] {
        Dictionary(grouping: universe.instruments, by: \.instrument.market).map { market, pairs in
            MarketTickers(
                market: market, minute: minute,
                tickers: pairs.map {
                    Ticker(
                        $0.instrument.pair, baseLength: $0.baseLength,
                        traded: $0.turnover.traded(at: minute.index))
                })
        }.sorted { $0.market < $1.market }
    }

    /// The prices of all pairs in the minutes up to one, as polls would have given them.
    ///
    /// - Returns: one element an instrument, as in `instruments`; each series has `minutes`
    ///   elements, the last of them for `minute`.
    ///   Cost: about 10 ns a price.
    public func day(
        through minute: Minute, minutes: Int = Minute.perDay
    ) -> [(instrument: Instrument, series: Series)] {
        let hole = Series(start: minute, amounts: [])
        var series = [Series](repeating: hole, count: instruments.count)
        fill(through: minute, minutes: minutes) { series[$0] = $1 }
        return zip(instruments, series).map { ($0, $1) }
    }

    /// Gives the prices of the minutes up to one, an instrument at a time.
    ///
    /// So a store that keeps prices in a form of its own can be filled without having the whole day
    /// in memory twice.
    ///
    /// `store` gets every position in `instruments` once, in an order of our own.
    public func fill(
        through minute: Minute, minutes: Int = Minute.perDay,
        _ store: (_ index: Int, Series) -> Void
    ) {
        let start = minute.advanced(by: 1 - minutes)
        let span = Span(first: start.index, count: minutes, market: marketFactors(start, minutes))
        var quotes: [Int: [Double]] = [:]
        var base: (asset: Int, worth: [Double]) = (-1, [])
        for index in byBase {
            let instrument = universe.instruments[index]
            if instrument.base != base.asset {
                base = (instrument.base, worth(of: instrument.base, in: span))
            }
            let quote =
                quotes[instrument.quote]
                ?? worth(of: instrument.quote, in: span, isInverse: true)
            quotes[instrument.quote] = quote
            let amounts = instrument.amounts(
                from: span.first, count: minutes, base: base.worth, quote: quote)
            store(index, Series(start: start, amounts: amounts))
        }
    }

    /// The prices of one instrument: element `index` of `day(through:minutes:)`.
    ///
    /// Cost: that of four instruments there.
    public func series(of index: Int, through minute: Minute, minutes: Int = Minute.perDay)
        -> Series
    {
        let start = minute.advanced(by: 1 - minutes)
        let instrument = universe.instruments[index]
        let span = Span(first: start.index, count: minutes, market: marketFactors(start, minutes))
        let amounts = instrument.amounts(
            from: span.first, count: minutes,
            base: worth(of: instrument.base, in: span),
            quote: worth(of: instrument.quote, in: span, isInverse: true))
        return Series(start: start, amounts: amounts)
    }
}

extension SimulatedSource {
    /// The minutes that are asked for, and what the market does in them and shortly before.
    private struct Span {
        let first: Int
        let count: Int
        /// Logarithms; the first belongs to the minute `longestPause` before `first`.
        let market: [Double]
    }

    private func marketFactors(_ start: Minute, _ minutes: Int) -> [Double] {
        let first = start.index - SimulatedInstrument.longestPause
        var logarithms = marketWalk.values(
            from: first, count: minutes + SimulatedInstrument.longestPause
        ).map { $0 * SimulatedAsset.marketVolatility }
        marketShock.add(to: &logarithms, from: first)
        return logarithms
    }

    /// The worth of an asset in dollars, relative to the usual; 1 over that for a quote.
    private func worth(of index: Int, in span: Span, isInverse: Bool = false) -> [Double] {
        let asset = universe.assets[index]
        guard asset.volatility > 0 else { return span.market.map { _ in 1 } }
        let first = span.first - SimulatedInstrument.longestPause
        let sign: Double = isInverse ? -1 : 1
        var logarithms = walks[index].values(from: first, count: span.market.count)
        for minute in logarithms.indices {
            logarithms[minute] =
                logarithms[minute] * asset.volatility + span.market[minute] * asset.beta
        }
        if asset.volatility > 0.01 {
            let shock = Shock(
                key: ~walks[index].key, perMille: 60, falls: 4...30,
                depths: min(0.15, 1.5 * asset.volatility)...min(0.4, 3.5 * asset.volatility))
            shock.add(to: &logarithms, from: first)
        }
        return logarithms.map { PortableMath.exp($0 * sign) }
    }
}
