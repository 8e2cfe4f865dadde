/// The health of a source.
public struct SourceHealth: Sendable, Hashable {
    /// The name that `--source` uses.
    public let name: String
    /// The address that it asks, in words for a person.
    public let address: String
    /// The time of the last good answer.
    public var lastSuccess: Timestamp?
    /// The failure of the last poll; `nil` if that was good.
    public var failure: Failure?
    /// The earliest time of the next poll; `nil` while it is being asked.
    public var nextPoll: Timestamp?
    /// Prices in the last good poll.
    public var quotes = 0
    /// Entries of the last good poll that were no quote.
    public var rejected = 0
    /// The first of those, in words.
    public var firstRejection: String?
    /// How long the last good poll took.
    public var took: Duration?
    /// Bytes of the last good poll as they came over the wire.
    public var bytes = 0
    /// Its newest requests, oldest first.
    public var requests: [RequestRecord] = []

    public struct Failure: Sendable, Hashable {
        /// One line for a person.
        public let reason: String
        public let at: Timestamp
        /// How many polls have failed one after the other.
        public let times: Int
        /// Whether the server does not serve the place that it is asked from.
        public let isBarred: Bool

        public init(reason: String, at: Timestamp, times: Int, isBarred: Bool = false) {
            self.reason = reason
            self.at = at
            self.times = times
            self.isBarred = isBarred
        }
    }

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}
