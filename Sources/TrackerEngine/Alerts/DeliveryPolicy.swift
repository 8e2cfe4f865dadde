/// How much a channel may send, and when.
public struct DeliveryPolicy: Hashable, Sendable {
    /// What comes within this time after a message waits for its end, and leaves together.
    public var gather: Duration
    /// The most messages in any hour; `nil` for as many as there are.
    public var hourly: Int?
    /// The most urgent messages in any hour, which do not count as others; `nil` for all.
    public var urgentHourly: Int?

    public init(gather: Duration, hourly: Int?, urgentHourly: Int? = 12) {
        self.gather = gather
        self.hourly = hourly
        self.urgentHourly = urgentHourly
    }

    /// Mail: the first at once, the rest of the minute together, 12 in an hour.
    public static let mail = DeliveryPolicy(gather: .seconds(60), hourly: 12)

    /// Services on the web: what comes within 10 s together, 30 in an hour.
    public static let webhook = DeliveryPolicy(gather: .seconds(10), hourly: 30)

    /// Programs, desktops and terminals: everything at once.
    public static let immediate = DeliveryPolicy(
        gather: .zero, hourly: nil, urgentHourly: nil)

    /// How many of `most` messages an hour may leave as alerts come.
    ///
    /// The rest is for the digest of each quarter of an hour: a third, so that one always may leave
    /// at the next quarter where 12 may in an hour.
    static func prompt(of most: Int) -> Int { most - most / 3 }

    /// When a message of which all is over that number may leave, in milliseconds.
    static let quarter = 15 * 60_000

    /// How long a channel waits after so many failures in a row, in seconds.
    static func pause(afterFailures count: Int) -> Int {
        let steps = [30, 120, 300, 900, 1800]
        return count <= steps.count ? steps[max(0, count - 1)] : 3600
    }

    /// What is not delivered by then is given up.
    static let patience = Duration.seconds(24 * 3600)
}
