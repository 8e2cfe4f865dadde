/// How all markets of a window do together.
public struct DayPulse: Hashable, Sendable {
    /// The numbers of pairs whose price has risen, fallen, or neither; which pairs count is as for
    /// `MarketPulse`.
    public let up: Int
    public let down: Int
    public let still: Int
    /// The median change of all pairs that count, as a fraction; `nil` if none does.
    public let median: Double?
}
