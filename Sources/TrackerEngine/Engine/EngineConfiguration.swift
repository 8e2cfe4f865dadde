/// How the engine runs.
public struct EngineConfiguration: Sendable, Hashable {
    /// Seconds between two polls of a source, 5 to 60; the minute's own price is always that of
    /// the first good poll in it.
    public var interval = 60
    /// Whether the prices are made up, which every reader is told.
    public var isSimulated = false
    /// What is fetched of the past.
    public var backfill = BackfillProgress.Mode.off

    /// The market that somebody will look at: its part of the stored day is read first; `nil` for
    /// Kraken, or the largest.
    public var firstMarket: Market?

    public init() {}
}
