extension Engine {
    /// Other rules of alerts count from now on; those that mean the same go on as they stand.
    public func changeAlerts(rules: [AlertRule], lists: AlertScope.Lists) {
        state.changeAlerts(rules: rules, lists: lists)
    }

    /// Goes on with what was kept of alerts; wants to be called before the stored day is read.
    public func restoreAlerts(_ memory: AlertMemory) { state.restoreAlerts(memory) }

    /// Goes on with what was kept of alerts, now that it can be read; what was seen since counts.
    func takeUpAlerts(_ memory: AlertMemory) {
        state.restoreAlerts(state.alerts.watch.memory.over(memory))
        // After those batches that are under way and know less.
        perform([.alerts(AlertBatch([], memory: state.alerts.watch.memory))])
    }

    /// Whether a minute was polled, and rules have looked at it.
    func hasLooked(at minute: Minute) -> Bool { state.hasLooked(at: minute) }

    /// Whether this program polls, and no other one writes its store.
    var isLeading: Bool { !isFollowing }

    /// Whether this program has the right to write the stored day.
    var isWriting: Bool { if case .writer = access { !isFollowing } else { false } }
}
