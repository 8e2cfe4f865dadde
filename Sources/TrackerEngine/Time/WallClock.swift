/// The time of day, and waiting for one.
public protocol WallClock: Sendable {
    /// The time that the clock shows.
    var now: Timestamp { get }

    /// Waits until the wall clock shows `time`.
    ///
    /// May return earlier, at the latest after the time that seemed to be left when it was called,
    /// so that a clock set back does not hold anyone up: look at `now` again.
    /// - Throws: `CancellationError`
    func sleep(until time: Timestamp) async throws
}
