/// A way of a channel to one address, as the post sends through it.
public struct AlertOutlet: Sendable {
    /// No other one has it: the channel's own name, or with the address behind a colon.
    public let name: String
    /// The name of the channel in the configuration, which rules name.
    public let channel: String
    public let policy: DeliveryPolicy
    public let way: any AlertChannel
    /// The channel as the configuration has it; `nil` for one that is not in it.
    let settings: ChannelSettings?

    public init(
        _ name: String, of channel: String, _ policy: DeliveryPolicy, _ way: any AlertChannel,
        settings: ChannelSettings? = nil
    ) {
        self.settings = settings
        self.name = name
        self.channel = channel
        self.policy = policy
        self.way = way
    }

    /// Every way through some channels, in their order.
    public static func all(of channels: [ChannelSettings], _ means: ChannelMeans) -> [AlertOutlet] {
        channels.flatMap { settings in
            settings.outlets(means).map {
                AlertOutlet(
                    $0.name, of: settings.name, settings.policy, $0.channel, settings: settings)
            }
        }
    }
}

/// What the post works by: rules, lists, channels.
public struct AlertSetup: Sendable {
    public var rules: [AlertRule] = []
    public var lists = AlertScope.Lists()
    public var outlets: [AlertOutlet] = []
    /// The channels through which nothing leaves, because the prices are simulated.
    public var withheld: [String] = []
    /// What is requested while all is well; `nil` for nothing.
    public var heartbeat: HeartbeatPlan?
    /// When alerts are held that are not urgent.
    public var quiet: QuietTime?
    /// Whether channels that wait for somebody to mend them are tried at once.
    public var triesAgain = false
    /// What is wrong with the rules, for a person; `nil` for nothing.
    public var notice: String?
    /// The paths that `notice` may have.
    public var files: [String] = []

    public init() {}
}
