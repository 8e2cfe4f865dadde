/// What is fetched of the past, and how far that is.
public struct BackfillProgress: Hashable, Sendable {
    /// What is fetched.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
        /// Nothing.
        case off
        /// The pair that is looked at.
        case view
        /// That one, then the other pairs of its market.
        case market
    }

    /// Steps of a work.
    public struct Count: Hashable, Sendable {
        public var done: Int
        public var all: Int

        public init(done: Int, all: Int) {
            self.done = done
            self.all = all
        }
    }

    public var mode = Mode.off
    /// The pair that is being fetched because somebody looks at it; `nil` while there is none.
    public var pair: Instrument?
    /// Requests of that pair.
    public var requests = Count(done: 0, all: 0)
    /// The market whose other pairs are being fetched; `nil` while none is.
    public var market: Market?
    /// Pairs of that market.
    public var pairs = Count(done: 0, all: 0)
    /// Until when nothing more is fetched of the market, because enough was for a while.
    public var pausedUntil: Timestamp?
    /// Why the last request gave nothing, one plain line; `nil` while the last one was good.
    public var failure: String?

    public init() {}
}
