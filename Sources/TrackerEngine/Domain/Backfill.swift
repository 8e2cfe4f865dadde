/// Prices of one instrument that were not polled, but fetched afterwards from candles.
///
/// The price of a minute is what a poll at its start would have seen: the close of the candle that
/// ends there.
public struct Backfill: Hashable, Sendable {
    public let instrument: Instrument
    /// The prices, with NaN for minutes of which nothing is known.
    public let series: Series
    /// Whether the prices come from candles of more than a minute.
    ///
    /// Only the minutes at which such a candle ends have a price then.
    public let isCoarse: Bool

    public init(_ instrument: Instrument, _ series: Series, isCoarse: Bool = false) {
        self.instrument = instrument
        self.series = series
        self.isCoarse = isCoarse
    }
}

/// The number of minutes of a day by where their price comes from.
public struct Coverage: Hashable, Sendable {
    /// The number of minutes whose price was polled.
    public var polled = 0
    /// The number of minutes that were fetched afterwards, from one-minute candles.
    public var backfilled = 0
    /// The number of minutes that were fetched afterwards, from longer candles.
    public var coarse = 0

    public init(polled: Int = 0, backfilled: Int = 0, coarse: Int = 0) {
        self.polled = polled
        self.backfilled = backfilled
        self.coarse = coarse
    }

    /// The number of minutes without a price.
    public var missing: Int { Minute.perDay - polled - backfilled - coarse }
}
