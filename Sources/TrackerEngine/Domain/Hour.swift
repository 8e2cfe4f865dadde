/// An hour of UTC, named by its start: what prices are packed by.
public struct Hour: Hashable, Sendable, Comparable, Strideable {
    /// Whole hours since 1970-01-01T00:00Z.
    public let index: Int

    public init(index: Int) { self.index = index }

    /// The minutes of an hour.
    public static let minutes = 60

    /// The first minute.
    public var start: Minute { Minute(index: index * Self.minutes) }

    /// Past the last minute.
    public var end: Minute { Minute(index: (index + 1) * Self.minutes) }

    public func distance(to other: Hour) -> Int { other.index - index }

    public func advanced(by hours: Int) -> Hour { Hour(index: index + hours) }

    /// Compares the indices: `Strideable` takes the distance, and there is none between the far ends.
    public static func == (left: Hour, right: Hour) -> Bool { left.index == right.index }

    public static func < (left: Hour, right: Hour) -> Bool { left.index < right.index }
}
