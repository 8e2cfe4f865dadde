/// Something that knows the prices of the last hours, as candles.
public protocol CandleSource: Sendable {
    /// The least time between the starts of two requests to its server.
    var pause: Duration { get }

    /// The requests that it takes to cover some minutes of an instrument, the newest minutes first;
    /// none for an instrument that it does not know.
    ///
    /// `now` decides how far back it can reach, and with what candles.
    func pages(
        of instrument: Instrument, covering minutes: ClosedRange<Minute>, at now: Timestamp
    ) -> [CandlePage]

    /// Makes one of those requests, after the pause that its server is owed.
    ///
    /// - Returns: what is known of the minutes of the page, and of no other.
    func candles(
        of instrument: Instrument, on page: CandlePage, at now: Timestamp
    ) async throws(QuoteError) -> Backfill
}

/// The minutes that one request for candles covers.
public struct CandlePage: Hashable, Sendable {
    /// The minutes that its candles end at.
    public let minutes: ClosedRange<Minute>
    /// The length of its candles in minutes; more than 1: the prices are coarse.
    public let step: Int

    public init(_ minutes: ClosedRange<Minute>, step: Int = 1) {
        self.minutes = minutes
        self.step = step
    }
}
