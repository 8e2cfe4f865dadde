/// A channel as the configuration has it.
public struct ChannelSettings: Sendable {
    /// 1 to 40 of letters, digits, `-` and `_`; no other channel has it.
    public let name: String
    public let plan: any ChannelPlan
    public let policy: DeliveryPolicy
    /// What it keeps secret, and where the configuration names that.
    package let secrets: [PlacedSecret]
    /// The programs that it runs.
    package let programs: [PlacedProgram]

    /// The ways through this channel by their names: the channel's own name where there is one,
    /// `mail:ada@example.org` where there are several.
    public func outlets(_ means: ChannelMeans) -> [(name: String, channel: any AlertChannel)] {
        plan.outlets(named: name, means)
    }
}

extension ChannelSettings: Hashable {
    public static func == (left: ChannelSettings, right: ChannelSettings) -> Bool {
        left.name == right.name && AnyHashable(left.plan) == AnyHashable(right.plan)
            && left.policy == right.policy && left.secrets == right.secrets
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(AnyHashable(plan))
    }
}
