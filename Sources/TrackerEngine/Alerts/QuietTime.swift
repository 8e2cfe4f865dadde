/// Quiet hours at a place on Earth.
///
/// An hour that a change of the clocks skips or doubles is as the clock shows it.
public struct QuietTime: Hashable, Sendable {
    package let hours: QuietHours
    private let zone: Zone

    /// The seconds east of Greenwich at a time in Unix seconds, equal to any other.
    private struct Zone: Hashable, Sendable {
        let offset: @Sendable (Int) -> Int
        static func == (left: Self, right: Self) -> Bool { true }
        func hash(into hasher: inout Hasher) {}
    }

    /// `offset`: the seconds east of Greenwich at a time in Unix seconds.
    package init(_ hours: QuietHours, offset: @escaping @Sendable (Int) -> Int) {
        self.hours = hours
        zone = Zone(offset: offset)
    }

    /// The first moment after `time` that is not quiet; `nil` if `time` is not.
    package func end(at time: Timestamp) -> Timestamp? {
        isQuiet(at: time) ? nextEnd(after: time) : nil
    }

    /// The first moment after `time` at which quiet hours end.
    package func nextEnd(after time: Timestamp) -> Timestamp? {
        var wasQuiet = isQuiet(at: time)
        let first = Minute(containing: time)
        // A day, and an hour that is doubled.
        for distance in 1...(Minute.perDay + 120) {
            let minute = first.advanced(by: distance)
            let isQuiet = isQuiet(at: minute.start)
            if wasQuiet, !isQuiet { return minute.start }
            wasQuiet = isQuiet
        }
        return nil
    }

    private func isQuiet(at time: Timestamp) -> Bool {
        let local = time.unixSeconds + zone.offset(time.unixSeconds)
        return hours.contains((local - local.dividedFloor(by: 86_400) * 86_400) / 60)
    }
}
