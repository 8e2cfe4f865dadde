/// Reads channels as the configuration has them.
///
///     [[channel]]
///     kind = "mail"
///     server = "smtp://mail.example.org:587"
///     user = "ada"
///     password-file = "~/.config/tracker-tui/password"
///     from = "alerts@example.org"
///     to = ["ada@example.org"]
package struct ChannelForm {
    package private(set) var channels: [ChannelSettings] = []
    package private(set) var faults: [TOML.Fault] = []

    /// The most channels.
    static let most = 32
    /// The keys that every channel has.
    private static let keys = ["kind", "name", "hourly"]

    package init() {}

    /// Reads the value of the key `channel`: a list of tables.
    package mutating func read(_ value: TOML) {
        let (tables, faults) = value.tables("channel", of: "channels", most: Self.most)
        self.faults += faults
        for table in tables {
            var table = ChannelTable(table.members, at: table.place)
            readChannel(&table)
            self.faults += table.faults
        }
    }

    private mutating func readChannel(_ table: inout ChannelTable) {
        guard let kind = kind(&table) else { return }
        table.checkKeys(Self.keys + kind.keys)
        let name = name(&table, usual: kind.name)
        let plan = kind.read(&table)
        let policy = policy(&table, usual: kind.policy)
        guard table.faults.isEmpty, let plan else { return }
        channels.append(
            ChannelSettings(
                name: name, plan: plan, policy: policy, secrets: table.secrets,
                programs: table.programs))
    }

    private func kind(_ table: inout ChannelTable) -> ChannelKind? {
        guard table["kind"] != nil else {
            table.missing("kind", "\"mail\"")
            return nil
        }
        guard let name = table.text("kind") else { return nil }
        if let kind = ChannelKind.all.first(where: { $0.name == name }) { return kind }
        let names = ChannelKind.all.map(\.name)
        let nearest = NearestName.to(name, among: names)
        table.fault(
            "kind",
            nearest.map { "there is no \"\(name.plain(upTo: 40))\"; did you mean \($0)?" }
                ?? "must be one of \(names.joined(separator: ", "))")
        return nil
    }

    /// The kind where it has no name.
    private func name(_ table: inout ChannelTable, usual: String) -> String {
        var name = usual
        if let value = table["name"] {
            guard case .text(let text) = value.value, AlertReader.isName(text) else {
                table.fault("name", "must be 1 to 40 letters, digits, - and _")
                return name
            }
            name = text
        }
        if name == HeartbeatPlan.name {
            table.fault(
                "name", "\(name) is the address of [alerts] that is requested while all is well")
        }
        if channels.contains(where: { $0.name == name }) {
            table.fault("name", "another channel is called \(name)")
        }
        return name
    }

    private func policy(_ table: inout ChannelTable, usual: DeliveryPolicy) -> DeliveryPolicy {
        var policy = usual
        guard let value = table["hourly"] else { return policy }
        guard case .integer(let number) = value.value, (1...1000).contains(number) else {
            table.fault("hourly", "must be a whole number from 1 to 1000")
            return policy
        }
        policy.hourly = number
        return policy
    }
}
