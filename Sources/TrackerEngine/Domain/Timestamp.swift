/// A moment of wall-clock time, to the millisecond.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// The milliseconds since 1970-01-01T00:00Z, without leap seconds (Unix time).
    public let milliseconds: Int

    public init(milliseconds: Int) { self.milliseconds = milliseconds }

    /// The seconds since 1970-01-01T00:00Z, rounded down.
    public var unixSeconds: Int { milliseconds.dividedFloor(by: 1000) }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Adds a duration, rounded to the millisecond towards zero.
    public static func + (time: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: time.milliseconds + duration.wholeMilliseconds)
    }

    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

extension Duration {
    /// The duration in milliseconds, rounded towards zero.
    public var wholeMilliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
