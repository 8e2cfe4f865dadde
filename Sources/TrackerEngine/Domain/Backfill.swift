/// Prices of one instrument that nobody polled: they were fetched afterwards, from candles.
///
/// The price of a minute is what a poll at its start would have seen: the close of the candle that
/// ends there.
public struct Backfill: Hashable, Sendable {
    public let instrument: Instrument
    /// NaN where nothing is known.
    public let series: Series
    /// Whether they come from candles of more than a minute: only the minutes at which such a candle
    /// ends have a price.
    public let isCoarse: Bool

    public init(_ instrument: Instrument, _ series: Series, isCoarse: Bool = false) {
        self.instrument = instrument
        self.series = series
        self.isCoarse = isCoarse
    }
}

/// Where the minutes of a day come from.
public struct Coverage: Hashable, Sendable {
    /// Minutes whose price was polled.
    public var polled = 0
    /// Minutes that were fetched afterwards, from one-minute candles.
    public var backfilled = 0
    /// Minutes that were fetched afterwards, from longer candles.
    public var coarse = 0

    public init(polled: Int = 0, backfilled: Int = 0, coarse: Int = 0) {
        self.polled = polled
        self.backfilled = backfilled
        self.coarse = coarse
    }

    /// Minutes without a price.
    public var missing: Int { Minute.perDay - polled - backfilled - coarse }
}
