extension EngineState {
    /// Readers see these alerts from now on.
    mutating func show(_ board: AlertBoard) -> [EngineEffect] {
        guard board != alerts.board else { return [] }
        alerts.board = board
        return [.publish]
    }

    /// Other rules count from now on; those that mean the same go on as they stand.
    mutating func changeAlerts(rules: [AlertRule], lists: AlertScope.Lists) {
        alerts.change(rules, lists)
    }

    /// Goes on with what was kept of alerts; wants to be called before the stored day is read.
    mutating func restoreAlerts(_ memory: AlertMemory) {
        alerts.restore(memory, at: minute)
    }
}

// MARK: - What is looked at

extension EngineState {
    /// Whether rules are evaluated: there are some, this program polls, and the stored day is there.
    private var evaluates: Bool { !alerts.isIdle && loading == nil }

    /// Whether a minute, or a later one, was polled and rules have looked at it: one of the markets
    /// that they are about gave prices; any source did, where they are about none that is served.
    mutating func hasLooked(at minute: Minute) -> Bool {
        guard loading == nil else { return false }
        if let newest = alerts.newestLook(among: Array(providers.providers.keys)) {
            return newest >= minute
        }
        return polled.contains { source in
            let success = source.health.lastSuccess.map { Minute(containing: $0) }
            return success.map { $0 >= minute } ?? false && source.health.quotes > 0
        }
    }

    /// Markets have prices of a minute that were not there before.
    mutating func watch(_ markets: [Market], at minute: Minute) {
        guard evaluates, !markets.isEmpty else { return }
        alerts.look(at: markets, in: window(through: minute), teller(at: minute))
        for instrument in alerts.takeWishes() { _ = backfill.wish(for: instrument) }
    }

    /// A poll has brought prices after those of their minute.
    mutating func watchLive(_ quotes: [Quote]) {
        guard evaluates, !quotes.isEmpty else { return }
        alerts.lookLive(at: quotes, in: window(through: minute), liveTeller)
    }

    /// Another minute has begun: sources may have failed for longer than a rule allows.
    mutating func watchSources() {
        guard evaluates, alerts.watch.looksAtSources else { return }
        var failing: [Market: Timestamp?] = [:]
        for (market, source) in providers.providers where !providers.isWell(source) {
            failing[market] = .some(polled[source].health.lastSuccess)
        }
        alerts.lookAtSources(failing, of: Array(providers.providers.keys), at: minute)
    }

    /// Pairs may have left the day.
    mutating func watchGone() {
        guard evaluates else { return }
        alerts.forgetPairs(goneFrom: day, at: minute)
    }

    /// Another minute has begun: what was fetched of a pause may be complete.
    mutating func watchMissed() {
        guard evaluates, alerts.hasMissed else { return }
        alerts.lookAtMissed(in: window(through: minute), pastTeller) { [backfill] in
            backfill.isDone($0)
        }
    }

    /// Prices of a pair's past were fetched.
    mutating func watchFetched(_ instrument: Instrument) {
        guard evaluates else { return }
        alerts.fetched(instrument, in: window(through: minute))
    }

    /// The stored day was read.
    mutating func watchStored() {
        guard evaluates else { return }
        alerts.catchUp(in: window(through: minute), pastTeller)
    }

    /// The day as rules see it; for the running minute with what readers have worked out of it.
    private func window(through minute: Minute) -> DayWindow {
        DayWindow(day, through: self.minute, kind: .real, boards: boards).advanced(to: minute)
    }

    /// Names the source of a market's prices of the newest minute, where more than one offers them.
    private func teller(at minute: Minute) -> AlertState.Teller {
        teller { providers, market, _ in
            providers.giver(of: market, at: minute) ?? providers.providers[market]
        }
    }

    /// Names the source of prices that came after those of their minute.
    ///
    /// Not the one that gave the minute: it may have failed since, and these are of the next one.
    private var liveTeller: AlertState.Teller {
        teller { providers, market, _ in providers.providers[market] }
    }

    /// Names the source of a market's prices of a past minute; `nil` also where it is not known any
    /// more: nobody stores it.
    private var pastTeller: AlertState.Teller {
        teller { providers, market, minute in providers.giver(of: market, at: minute) }
    }

    private func teller(
        _ source: @escaping (MarketProviders, Market, Minute) -> Int?
    ) -> AlertState.Teller {
        { [providers, polled] market, minute in
            guard providers.isShared(market) else { return nil }
            return source(providers, market, minute).map { polled[$0].health.name }
        }
    }
}
