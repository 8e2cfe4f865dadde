import TrackerEngine
import TrackerScreen

extension AlertsCommand {
    /// `alerts list`: the rules, and how they stand by what is stored.
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
        var board = AlertBoard()
        board.rules = rules
        board.standings = stored.memory.standings
        board.records = stored.records
        board.silences = stored.notes.silences
        let report = AlertRuleList(board, at: place.clock.now, place.localTime)
        if format == .json { return try place.write(report.json + Array("\n".utf8)) }
        guard !rules.isEmpty else {
            return place.console.complain(
                "there are no rules; write one as [[alert]] in the configuration")
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
