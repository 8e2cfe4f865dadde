/// The reason why a minute of an instrument has no price.
public enum Gap: Hashable, Sendable {
    /// No poll at that minute or later has come in yet.
    case ahead
    /// No market has a polled price of that minute: the program did not run, or had no network.
    case notPolled
    /// Other markets have a price of that minute, but this one has none: its poll failed.
    case pollFailed
    /// The market has prices of that minute, but not of this pair.
    case absent
    /// The minute lies between prices of candles that are so many minutes long.
    case coarse(minutes: Int)
}
