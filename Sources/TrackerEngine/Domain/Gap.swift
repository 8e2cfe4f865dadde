/// Why a minute of an instrument has no price.
public enum Gap: Hashable, Sendable {
    /// No poll at that minute or later has come in yet.
    case ahead
    /// No market has a polled price of it: the program did not run, or had no network.
    case notPolled
    /// Others have, but this market has none: its poll failed.
    case pollFailed
    /// The market has, but not of this pair.
    case absent
    /// It lies between prices of candles that are so many minutes long.
    case coarse(minutes: Int)
}
