/// How the engine runs.
public struct EngineConfiguration: Sendable, Hashable {
    /// The time between two polls of a source, one of `PollSchedule.intervals`; the minute's own
    /// price is always that of the first good poll in it.
    public var interval = Duration.seconds(60)
    /// Whether the prices are made up, which every reader is told.
    public var isSimulated = false
    /// How much of the past is fetched.
    public var backfill = BackfillProgress.Mode.off

    /// The market that somebody will look at: its part of the stored day is read first; `nil` for
    /// Kraken, or the largest.
    public var firstMarket: Market?

    /// The rules of alerts at the start, and the lists that they name.
    public var alerts: [AlertRule] = []
    public var alertLists = AlertScope.Lists()

    public init() {}
}
