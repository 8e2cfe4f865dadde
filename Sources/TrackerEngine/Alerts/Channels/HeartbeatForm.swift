/// The heartbeat as the configuration has it.
package struct HeartbeatSettings: Hashable, Sendable {
    /// The address, where it is kept.
    package let address: PlacedSecret
    /// Minutes from one time to the next.
    package let every: Int
    /// The programs that it runs.
    package let programs: [PlacedProgram]

    package func plan(_ means: ChannelMeans) -> HeartbeatPlan {
        HeartbeatPlan(every: every, through: HeartbeatChannel(address.secret, means))
    }
}

/// Reads the heartbeat of the table `[alerts]`.
///
///     [alerts]
///     heartbeat-file = "~/.config/tracker-tui/heartbeat"
///     heartbeat-every = "5m"
package struct HeartbeatForm {
    package private(set) var settings: HeartbeatSettings?
    package private(set) var faults: [TOML.Fault] = []

    private static let interval = "heartbeat-every"
    /// Its keys in the table.
    package static let keys =
        [HeartbeatPlan.name] + SecretPlace.keys(of: HeartbeatPlan.name) + [interval]

    /// `members`: those of the table that have one of `keys`.
    package init(_ members: [TOML.Member], at place: TOML.Place) {
        var table = ChannelTable(members, at: place)
        let address = table.address(HeartbeatPlan.name)
        let every = Self.minutes(&table)
        if address == nil, table.faults.isEmpty, table[Self.interval] != nil {
            table.fault(
                Self.interval, "there is no heartbeat; \(HeartbeatPlan.name)-file names its address"
            )
        }
        faults = table.faults
        guard faults.isEmpty, let address = table.secrets.first else { return }
        settings = HeartbeatSettings(address: address, every: every, programs: table.programs)
    }

    private static func minutes(_ table: inout ChannelTable) -> Int {
        guard let text = table.text(interval) else { return 1 }
        guard let minutes = try? AlertReader.minutes(text), (1...Minute.perDay).contains(minutes)
        else {
            table.fault(interval, "must be a time from 1m to 1d, such as \"5m\"")
            return 1
        }
        return minutes
    }
}
