extension EngineState {
    /// Readers see these alerts from now on.
    mutating func show(_ alerts: AlertBoard) -> [EngineEffect] {
        guard alerts != alertBoard else { return [] }
        alertBoard = alerts
        return [.publish]
    }
}
