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
    public let web: HTTPClient
    /// The value of an environment variable; `nil` for one that is not set.
    public let environment: @Sendable (String) -> String?
    /// The seconds east of Greenwich at a time in Unix seconds.
    public let offset: @Sendable (Int) -> Int

    public init(
        client: MailClient, web: HTTPClient = .none,
        environment: @escaping @Sendable (String) -> String?,
        offset: @escaping @Sendable (Int) -> Int
    ) {
        self.client = client
        self.web = web
        self.environment = environment
        self.offset = offset
    }
}
