/// The requests that may be made in an hour, and those that were.
struct RequestBudget: Sendable {
    private let most: Int
    /// When requests were started, in the last hour.
    private var started: [Timestamp] = []

    private static let hour = Duration.seconds(3600)

    /// A budget of `most` requests in any hour.
    init(anHour most: Int) { self.most = most }

    /// The time of the newest request.
    var last: Timestamp? { started.last }

    /// Counts a request.
    mutating func spend(at now: Timestamp) {
        started.append(now)
        started.removeAll { now - $0 > Self.hour }
    }

    /// The time until which nothing may be started; `nil` while some of the budget is left.
    func pausedUntil(at now: Timestamp) -> Timestamp? {
        guard started.count >= most else { return nil }
        // After the clock was set back, what lies ahead does not count.
        let recent = started.filter { $0 <= now && now - $0 <= Self.hour }
        guard recent.count >= most else { return nil }
        return recent[recent.count - most] + Self.hour
    }
}
