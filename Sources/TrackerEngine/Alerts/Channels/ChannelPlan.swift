/// Where messages of a channel go, as its keys say.
public protocol ChannelPlan: Hashable, Sendable {
    /// The ways through a channel of this name, each with a name of its own.
    func outlets(
        named name: String, _ means: ChannelMeans
    ) -> [(name: String, channel: any AlertChannel)]
}

/// What channels work with: the network, the clock's zone, the environment.
public struct ChannelMeans: Sendable {
    public let client: MailClient
    /// The value of an environment variable; `nil` for one that is not set.
    public let environment: @Sendable (String) -> String?
    /// The seconds east of Greenwich at a time in Unix seconds.
    public let offset: @Sendable (Int) -> Int

    public init(
        client: MailClient, environment: @escaping @Sendable (String) -> String?,
        offset: @escaping @Sendable (Int) -> Int
    ) {
        self.client = client
        self.environment = environment
        self.offset = offset
    }
}
