import TrackerEngine
import TrackerScreen

extension AlertsCommand {
    /// `alerts list`: the rules and channels, and how they stand by what is stored.
    func list(in place: Workplace) async throws(CommandError) {
        let rules = try place.alertRules()
        var stored = StoredAlerts()
        // The rules are there even if what is kept of them cannot be read.
        if place.path(of: store, store.kind) != nil {
            do throws(CommandError) {
                stored = try await self.stored(records: AlertBoard.mostRecords, in: place)
            } catch {
                place.console.complain("\(error)")
            }
        }
        var setup = AlertSetup()
        setup.rules = rules
        var board = AlertBoard(following: stored, setup)
        // Those that the configuration has no more have nothing to say.
        let channels = (place.file?.alerts.channels ?? []).map(\.name)
        board.channels.removeAll { report in
            !channels.contains { report.name == $0 || report.name.hasPrefix("\($0):") }
        }
        if place.file?.alerts.heartbeat == nil { board.heartbeat = nil }
        let report = AlertRuleList(board, at: place.clock.now, place.localTime)
        if format == .json { return try place.write(report.json + Array("\n".utf8)) }
        if rules.isEmpty {
            place.console.complain(
                "there are no rules; write one as [[alert]] in the configuration")
        }
        if !rules.isEmpty, channels.isEmpty {
            place.console.complain("there is no [[channel]]: alerts are shown on the screen only")
        }
        try place.write(Array(report.text.utf8))
    }

    /// `alerts export`: the rules in the form of the configuration.
    func export(in place: Workplace) throws(CommandError) {
        let rules = try place.alertRules()
        guard !rules.isEmpty else { return place.console.complain("there are no rules") }
        try place.write(Array(rules.map(\.toml).joined(separator: "\n").utf8))
    }
}
