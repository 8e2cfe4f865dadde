/// The progress of fetching past prices.
public struct BackfillProgress: Hashable, Sendable {
    /// How much of the past is fetched.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
        /// Nothing.
        case off
        /// The pair that is looked at.
        case view
        /// The pair that is looked at, then the other pairs of its market.
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
    /// The end of the pause that the hourly budget of requests imposes on the market.
    public var pausedUntil: Timestamp?
    /// Why the last request gave nothing, one plain line; `nil` while the last one was good.
    public var failure: String?
    /// Markets of which nothing is left to fetch, or whose source is left alone for a long time.
    ///
    /// A market comes in when all of its pairs have been looked through, and stays; one that nobody
    /// has looked at is not among them.
    public var ended: Set<Market> = []

    public init() {}
}
