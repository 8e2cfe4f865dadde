extension AlertPost {
    /// Whether the minute before this one was polled and evaluated, where a heartbeat wants to know.
    func hasLooked(_ engine: Engine) async -> Bool {
        guard ledger.heartbeatPlan != nil else { return false }
        return await engine.hasLooked(at: Minute(containing: clock.now).advanced(by: -1))
    }

    /// Requests the address of the heartbeat if it is time, and all is well and committed; the answer
    /// comes to the inbox.
    ///
    /// Once the program is being stopped it is not requested.
    func beat(
        _ hasLooked: Bool, for engine: Engine, _ group: inout DiscardingTaskGroup
    ) async {
        guard let plan = ledger.heartbeatPlan else { return }
        let isStoring = await isStoring(for: engine)
        let hindrance = ledger.hindrance(hasLooked: hasLooked, isStoring: isStoring)
        let minute = Minute(containing: clock.now)
        guard !Task.isCancelled,
            ledger.heartbeat.isDue(at: minute, every: plan.every, hindrance: hindrance)
        else { return }
        let message = AlertMessage.test(
            of: plan.outlet.channel, through: plan.outlet.name, on: machine, at: clock.now)
        group.addTask { [inbox] in
            inbox.put(.beat(await plan.outlet.way.send(message).delivery))
        }
    }

    /// Whether what is seen is kept; who has no rules has nothing to keep.
    private func isStoring(for engine: Engine) async -> Bool {
        if journal != nil { return true }
        guard ledger.rules.isEmpty else { return false }
        return await mayWrite(for: engine)
    }
}
