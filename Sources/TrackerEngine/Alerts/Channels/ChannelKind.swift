/// A kind of channel, as the configuration names it.
package struct ChannelKind: Sendable {
    let name: String
    /// Its keys in the configuration, beside those that every channel has.
    let keys: [String]
    /// How much it may send, unless the configuration says otherwise.
    let policy: DeliveryPolicy
    /// Reads its keys; `nil` where the table has a fault.
    let read: @Sendable (inout ChannelTable) -> (any ChannelPlan)?

    /// The catalogue.
    static let all: [ChannelKind] = [.mail] + webhooks + [.command, .desktop, .terminal]
}
