extension Outbox {
    /// Closes what has waited for a day, and what has no channel any more.
    mutating func giveUp() {
        let (time, policies, standings) = (time, policies, standings)
        close(
            .givenUp, where: { policies[$0.channel] == nil }, reply: "there is no such channel now")
        close(
            .givenUp,
            where: { row in
                guard time - row.since >= DeliveryPolicy.patience else { return false }
                // What is under way may be accepted yet.
                guard let number = row.message else { return true }
                return standings[row.channel]?.underWay?.message != number
            })
        giveUpSurplus()
        let tried = Set(rows.compactMap(\.message))
        for name in standings.keys where standings[name]?.messages.isEmpty == false {
            self.standings[name]?.forgetMessages(but: tried)
        }
    }

    /// Closes the oldest of what waits where it is too much to be held.
    private mutating func giveUpSurplus() {
        guard rows.count > mostWaiting else { return }
        var surplus: Set<OutboxRow.Key> = []
        for (name, all) in Dictionary(grouping: rows, by: \.channel) {
            let free = all.filter { $0.message == nil || $0.message != underWay(on: name) }
            surplus.formUnion(free.prefix(max(0, all.count - mostWaiting)).map(\.key))
        }
        close(.givenUp, where: { surplus.contains($0.key) }, reply: "too many alerts were waiting")
    }

    private func underWay(on channel: String) -> Int? {
        standings[channel]?.underWay?.message
    }

    /// Takes rows out for good; those that were not accepted count as lost.
    mutating func close(
        _ state: OutboxRow.State, where isMeant: (OutboxRow) -> Bool, reply: String? = nil
    ) {
        let first = done.count
        rows.removeAll { row in
            guard isMeant(row) else { return false }
            var row = row
            row.state = state
            row.reply = reply ?? row.reply
            done.append(row)
            return true
        }
        guard state != .accepted else { return }
        for row in done[first...] where policies[row.channel] != nil {
            standings[row.channel, default: ChannelStanding()].lose(row.event)
        }
    }
}
