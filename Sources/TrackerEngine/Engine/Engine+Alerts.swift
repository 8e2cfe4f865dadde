extension Engine {
    /// Other rules of alerts count from now on; those that mean the same go on as they stand.
    public func changeAlerts(rules: [AlertRule], lists: AlertScope.Lists) {
        state.changeAlerts(rules: rules, lists: lists)
    }

    /// Goes on with what was kept of alerts.
    public func restoreAlerts(_ memory: AlertMemory) { state.restoreAlerts(memory) }
}
