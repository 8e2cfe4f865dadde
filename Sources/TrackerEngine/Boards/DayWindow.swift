/// The rolling day at one minute, as every reader sees it.
///
/// A value that never changes; what is worked out from it is worked out once and kept with it.
///
///     let window = snapshot.window
///     for market in window.markets {
///         let board = window.board(of: market)
///         for (pair, figures) in zip(board.pairs, board.statistics) {
///             print(pair, figures.last?.amount ?? 0, board.byVariance.rank(of: pair) ?? 1)
///         }
///     }
public struct DayWindow: Sendable {
    let day: RollingDay
    /// The newest minute of the window.
    public let last: Minute
    /// Whether the prices are made up: whatever leaves the program says so then.
    public let kind: StoreKind
    let boards: BoardCache

    public init(_ day: RollingDay, through last: Minute, kind: StoreKind = .real) {
        self.init(day, through: last, kind: kind, boards: BoardCache(day))
    }

    /// `boards` has to be of the same prices and the same minute.
    init(_ day: RollingDay, through last: Minute, kind: StoreKind, boards: BoardCache) {
        self.day = day
        self.last = last
        self.kind = kind
        self.boards = boards
    }

    /// A window of the same prices that ends at another minute; one that ends in the past knows
    /// nothing of what came later.
    public func advanced(to minute: Minute) -> DayWindow {
        minute == last
            ? self
            : DayWindow(
                day, through: minute, kind: kind, boards: BoardCache(day, after: boards))
    }

    /// The oldest minute of the window: it holds 1,440.
    public var first: Minute { last.windowStart }

    /// The markets with a price in the window, by name.
    public var markets: [Market] { day.markets(since: first, through: last) }

    /// The number of pairs of a market that have a price in the window.
    public func pairCount(of market: Market) -> Int {
        day.pairCount(of: market, since: first, through: last)
    }

    /// Every instrument with a price in the window, by market, then pair.
    public var instruments: [Instrument] { day.instruments(since: first, through: last) }

    /// The newest minute with a price, `nil` for an empty window.
    public var newest: Minute? {
        day.newestMinute.flatMap { $0 >= first ? min($0, last) : nil }
    }

    /// The number of the window's 1,440 minutes at which some instrument has a price.
    ///
    /// Cost: microseconds for minutes that nearly every instrument has; an hour in which a minute
    /// is missing is read through, about 0.4 µs an instrument.
    public var minutesHeld: Int { day.minutesHeld(from: first, through: last) }

    /// The prices of an instrument at the 1,440 minutes; `nil` for an instrument without a price in the window.
    ///
    /// Cost: about 10 µs.
    public func series(of instrument: Instrument) -> Series? {
        guard let series = day.series(of: instrument, through: last),
            series.amounts.contains(where: { !$0.isNaN })
        else { return nil }
        return series
    }

    /// The newest price and the minute of the newest polled one.
    public func latest(of instrument: Instrument) -> (price: Price, minute: Minute)? {
        guard let latest = day.latest(of: instrument), latest.minute >= first else { return nil }
        if latest.minute <= last { return latest }
        // The window of a past minute: later prices are not known in it.
        guard let series = day.series(of: instrument, through: last),
            let place = series.amounts.lastIndex(where: { !$0.isNaN })
        else { return nil }
        return (Price(stored: series.amounts[place]), series.start.advanced(by: place))
    }

    /// The base and quote of a pair; `nil` if its source does not tell them.
    public func assets(of instrument: Instrument) -> Assets? { day.assets(of: instrument) }

    /// Whether the base and quote of a pair are known, without making their texts.
    package func knowsAssets(of instrument: Instrument) -> Bool {
        day.baseLength(of: instrument) > 0
    }

    /// The turnovers of a market in the last 24 hours, as its source told them last, also in the
    /// window of a past minute.
    ///
    /// Cost: about 0.1 µs a pair the first time, then nothing, as for the board.
    public func turnovers(of market: Market) -> MarketTurnovers {
        boards.turnovers(of: market) { MarketTurnovers(of: market, in: day) }
    }

    /// The turnover of a pair in the last 24 hours, in US dollars; `nil` where it is not known.
    public func turnover(of instrument: Instrument) -> Double? {
        turnovers(of: instrument.market)[instrument.pair]
    }

    /// The pairs of some markets whose turnover is known, the largest first; equal ones by market,
    /// then pair.
    public func largest(of markets: [Market]) -> [Instrument] {
        let known = markets.flatMap { market in
            turnovers(of: market).pairs.map {
                (instrument: Instrument(market: market, pair: $0.pair), dollars: $0.dollars)
            }
        }
        return known.sorted {
            $0.dollars == $1.dollars
                ? $0.instrument < $1.instrument : $0.dollars > $1.dollars
        }.map(\.instrument)
    }

    /// How many pairs have each base, over all markets.
    ///
    /// Cost: about 0.1 µs a pair when pairs have come or left, else nothing.
    public var baseCounts: BaseCounts { boards.baseCounts(of: day) }

    /// How much a pair is looked for by its name; `counts` are the `baseCounts`.
    public func weight(of instrument: Instrument, _ counts: BaseCounts) -> PairWeight {
        PairWeight(instrument, baseLength: day.baseLength(of: instrument), counts)
    }

    /// The reason why an instrument has no price at a minute of the window; `nil` if it has one.
    ///
    /// Cost: microseconds; up to a look at every pair where nobody was polled at that minute.
    public func gap(of instrument: Instrument, at minute: Minute) -> Gap? {
        day.gap(of: instrument, at: minute, through: last)
    }

    /// The origins of the 1,440 minutes; `nil` for an instrument without a price in the window.
    ///
    /// Cost: about 10 µs.
    public func coverage(of instrument: Instrument) -> Coverage? {
        day.coverage(of: instrument, through: last)
    }

    /// The figures and ranks of a market.
    ///
    /// Cost: about 5 µs a pair the first time, then nothing, also in later windows of an engine
    /// as long as the minute runs and the market has no new prices.
    public func board(of market: Market) -> MarketBoard {
        boards.board(of: market) {
            MarketBoard(market: market, entries: day.statistics(of: market, through: last))
        }
    }

    /// A market's pairs by variance: the ranking of its board, without the cost of the rest.
    ///
    /// Cost: about 3 µs a pair the first time, then nothing, as for the board.
    public func ranking(of market: Market) -> MarketRanking {
        boards.ranking(of: market) { MarketRanking(day.variances(of: market, through: last)) }
    }

    /// The prices of an instrument as `tracker-tui export` writes them.
    public func csv(of instrument: Instrument) -> [UInt8] {
        var bytes: [UInt8] = []
        let writer = DayCSVWriter(
            window: first...last, market: instrument.market, pair: instrument.pair, kind: kind)
        _ = writer.write(day) { bytes += $0 }
        return bytes
    }

    /// The quotes of one minute of the window.
    public func batch(at minute: Minute) -> Batch { day.batch(at: minute) }
}
