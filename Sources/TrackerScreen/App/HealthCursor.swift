/// What is chosen in the view of the sources.
struct HealthCursor: Hashable, Sendable {
    /// Its place among the sources.
    var source = 0
    /// The first request that is shown, counted from the newest.
    var top = 0
}
