/// A minute of UTC, named by its start.
///
/// ```swift
/// let minute = Minute(unixSeconds: 1_630_168_059)
/// minute.unixSeconds                        // 1630168020
/// minute.next.unixSeconds                   // 1630168080
/// minute.distance(to: minute.next)          // 1
/// ```
public struct Minute: Hashable, Sendable, Comparable, Strideable {
    /// The number of whole minutes since 1970-01-01T00:00Z.
    public let index: Int

    /// The number of minutes of the rolling day: 24 hours.
    public static let perDay = 1440

    public init(index: Int) { self.index = index }

    /// A minute later than any other.
    public static let end = Minute(index: .max)

    /// The minute that holds a time.
    public init(containing time: Timestamp) {
        self.init(index: time.milliseconds.dividedFloor(by: 60_000))
    }

    /// The minute that holds a Unix time in seconds.
    public init(unixSeconds: Int) { self.init(index: unixSeconds.dividedFloor(by: 60)) }

    /// The Unix time of its start in seconds: a multiple of 60.
    public var unixSeconds: Int { index * 60 }

    public var start: Timestamp { Timestamp(milliseconds: index * 60_000) }

    public var next: Minute { Minute(index: index + 1) }

    /// The oldest of the 1,440 minutes that end with this one, at which its rolling day begins.
    public var windowStart: Minute { advanced(by: 1 - Self.perDay) }

    /// The hour that holds it.
    public var hour: Hour { Hour(index: index.dividedFloor(by: Hour.minutes)) }

    public func distance(to other: Minute) -> Int { other.index - index }

    public func advanced(by minutes: Int) -> Minute { Minute(index: index + minutes) }

    /// Compares the indices: `Strideable` would take the distance, which overflows between far ends.
    public static func == (left: Minute, right: Minute) -> Bool { left.index == right.index }

    public static func < (left: Minute, right: Minute) -> Bool { left.index < right.index }
}

extension Int {
    /// Divides and rounds down, also below zero; `divisor` is positive.
    package func dividedFloor(by divisor: Int) -> Int {
        let quotient = self / divisor
        return quotient * divisor > self ? quotient - 1 : quotient
    }
}
